"""The case page of the staff: what stands there, for whom, and what is hidden."""

import re

import pytest

from tests.city.matters.desk.making import (
    ID_NUMBER,
    applied,
    in_days,
    received,
    step,
    with_material,
)
from yingshang.core.access.personal_data import reads_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.core.parties.models import Party


def url(case) -> str:
    return f"/desk/cases/{case.pk}/"


def test_the_page_says_where_things_stand_and_what_comes_next(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    page = enter(cast.approver).get(url(case))
    assert page.status_code == 200
    text = page.content.decode()
    assert "企业设立登记：示例食品有限公司" in text
    assert "已受理" in text
    assert "下一步：承办" in text
    assert "为什么是这一天" in text


def test_three_clocks_stand_side_by_side(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    rows = enter(cast.approver).get(url(case)).context["clock_rows"]
    assert [row.name for row in rows] == ["法定时限", "承诺时限", "实际经过"]
    assert [row.limit for row in rows] == ["3 个工作日", "1 个半日", "—"]
    assert rows[2].used == "0 小时 30 分"


def test_an_officer_of_another_office_and_a_stranger_find_nothing(cast, enter):
    case = applied(cast)
    assert enter(cast.tax_approver).get(url(case)).status_code == 404
    assert enter(cast.stranger).get(url(case)).status_code == 403
    never = new_id()
    missing = enter(cast.tax_approver).get(f"/desk/cases/{never}/")
    hidden = enter(cast.tax_approver).get(url(case))
    assert _said(missing).replace(str(never), "") == _said(hidden).replace(str(case.pk), "")


def test_the_owner_does_not_see_her_case_from_behind_the_desk(cast, enter):
    assert enter(cast.owner).get(url(applied(cast))).status_code == 403


def test_only_the_fields_of_this_matter_are_shown(cast, enter):
    text = enter(cast.approver).get(url(applied(cast))).content.decode()
    assert "食品销售" in text
    assert "职工人数" not in text


def test_numbers_of_persons_are_masked(cast, enter):
    text = enter(cast.approver).get(url(applied(cast))).content.decode()
    assert ID_NUMBER not in text
    assert "13800005678" not in text
    assert f"{ID_NUMBER[:3]}***********{ID_NUMBER[-4:]}" in text


def test_revealing_needs_a_purpose_and_is_an_entry_that_the_person_sees(cast, enter):
    case, client = applied(cast), enter(cast.approver)
    page = client.post(url(case) + "reveal/", {"purpose": "核对法定代表人身份"})
    assert page.status_code == 200
    assert ID_NUMBER in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    person = Party.objects.get(name="示例业主", id_number_index__isnull=False)
    (read,) = reads_of(person)
    assert (read.reader, read.purpose, read.case_number) == (
        "登记审批", "核对法定代表人身份", case.number,
    )  # fmt: skip
    assert ID_NUMBER not in client.get(url(case)).content.decode()


def test_without_a_purpose_nothing_is_revealed(cast, enter):
    case = applied(cast)
    page = enter(cast.approver).post(url(case) + "reveal/", {"purpose": "  "})
    assert page.status_code == 422
    assert "请写明理由" in page.content.decode()
    assert ID_NUMBER not in page.content.decode()


def test_another_office_reveals_nothing(cast, enter):
    case = applied(cast)
    page = enter(cast.tax_approver).post(url(case) + "reveal/", {"purpose": "好奇"})
    assert page.status_code == 404


def test_a_material_is_downloaded_safely_and_the_reading_is_an_entry(cast, enter):
    case = applied(cast)
    document = with_material(cast, case)
    path = f"{url(case)}documents/{document.pk}/"
    assert path in enter(cast.approver).get(url(case)).content.decode()
    response = enter(cast.approver).get(path)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert [e.action for e in entries_of([document.pk])][-1] == "document.read"


def test_a_document_of_another_case_is_not_found_through_this_one(cast, enter):
    case, other = applied(cast), received(cast)[0]
    document = with_material(cast, other)
    assert enter(cast.approver).get(f"{url(case)}documents/{document.pk}/").status_code == 404
    assert enter(cast.tax_approver).get(f"{url(other)}documents/{document.pk}/").status_code == 404


def test_the_steps_offered_follow_the_table_the_post_and_the_state(cast, enter):
    case = applied(cast)
    assert _offered(enter(cast.clerk), case) == {
        "accept", "claim", "ask_correction", "refuse_acceptance", "correct_on_spot",
        "wrong_office",
    }  # fmt: skip
    case = step(case, "accept", cast.clerk)
    assert _offered(enter(cast.clerk), case) == {"claim"}
    assert _offered(enter(cast.approver), case) == {
        "handle", "claim", "suspend", "propose_extension", "terminate", "record_visit",
        "ask_supplement",
    }  # fmt: skip
    assert _offered(enter(cast.head), case) == {"assign", "extend"}
    case = step(case, "handle", cast.approver, opinion="材料齐全")
    assert {"grant", "refuse", "send_back"} <= _offered(enter(cast.approver), case)


def test_a_stopped_clock_offers_to_resume_and_nothing_that_needs_it_running(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    case = step(case, "suspend", cast.approver, reason="鉴定：笔迹", procedure="appraisal",
                expected_end=in_days(2))  # fmt: skip
    page = enter(cast.approver).get(url(case))
    offered = _offered(enter(cast.approver), case)
    assert "resume" in offered
    assert "handle" not in offered
    assert "不计时" in page.content.decode()


def test_a_supervisor_reads_and_has_no_steps(cast, enter):
    case = applied(cast)
    page = enter(cast.supervisor).get(url(case))
    assert page.status_code == 200
    assert _offered(enter(cast.supervisor), case) == set()
    assert "现在没有您这个岗位要办的步骤" in page.content.decode()


def test_opinions_papers_and_time_line_stand_on_the_page(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    case = step(case, "handle", cast.approver, opinion="材料齐全，建议准予")
    page = enter(cast.approver).get(url(case))
    (opinion,) = page.context["opinions"]
    assert (opinion.stage, opinion.text, opinion.who) == ("承办", "材料齐全，建议准予", "登记审批")
    (paper,) = page.context["papers"]
    assert paper.name == "受理通知书"
    acts = [event.act for event in page.context["events"]]
    assert acts[0] == "承办"
    assert acts[-1] == "开立办件"
    assert {"受理", "出具"} <= set(acts)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_reads_in_both_languages(cast, enter, language):
    case = step(applied(cast), "accept", cast.clerk)
    page = enter(cast.approver).get(url(case), headers={"accept-language": language})
    assert page.status_code == 200
    assert ("Next: Handle" if language == "en" else "下一步：承办") in page.content.decode()


def _offered(client, case) -> set[str]:
    page = client.get(url(case))
    links = {s.url.rstrip("/").rsplit("/", 1)[-1] for s in page.context["steps"]}
    main = page.context["main_url"]
    return links | ({main.rstrip("/").rsplit("/", 1)[-1]} if main else set())


def _said(page) -> str:
    """A page without its form tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
