"""What officers say to each other is not in what the applicant reads."""

import json

from tests.api.callers import Caller
from tests.api.opening import member, take
from yingshang.simulation.cast import DemoCast


def test_opinions_and_internal_reasons_are_for_those_who_serve_the_case(
    people: DemoCast, opened_bundle: str
) -> None:
    owner, clerk, approver = (Caller(people[name]) for name in ("owner", "clerk", "approver"))
    case = member(owner, opened_bundle, "company_registration")
    take(clerk, case, "accept", opinion="材料齐全（内部意见甲）")
    take(approver, case, "handle", opinion="内部意见乙")
    take(approver, case, "send_back", reason="退回理由丙")
    mine = [owner.get(f"/cases/{case['id']}{part}") for part in ("", "/entries")]
    read = json.dumps(mine, ensure_ascii=False)
    assert [
        word for word in ("内部意见", "退回理由", "综合窗口 01", "核准员") if word in read
    ] == []
    assert "市场监督管理局" in read
    theirs = json.dumps(approver.get(f"/cases/{case['id']}/entries"), ensure_ascii=False)
    assert [word for word in ("内部意见甲", "内部意见乙", "退回理由丙") if word not in theirs] == []


def test_an_entry_without_the_inside_words_still_says_whether_it_is_intact(
    people: DemoCast, opened_bundle: str
) -> None:
    owner, clerk = Caller(people["owner"]), Caller(people["clerk"])
    case = member(owner, opened_bundle, "company_registration")
    take(clerk, case, "accept", opinion="内部意见甲")
    entries = owner.get(f"/cases/{case['id']}/entries")["items"]
    accepted = next(entry for entry in entries if entry["action"] == "matter.accept")
    assert accepted["is_intact"] is True
    assert "opinion" not in accepted["data"]
