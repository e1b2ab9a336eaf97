"""The lists of undertakings, and what is counted from them and from the cases."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.cast import NOW, PLACE
from yingshang.city.matters.measures.commitments import COMMITMENTS
from yingshang.city.matters.undertakings.aftercheck.steps import CheckStep, take_check_step
from yingshang.city.matters.undertakings.checks import check_items, check_texts
from yingshang.city.matters.undertakings.listing import (
    UndertakingItem,
    UndertakingText,
    undertaking_item_from,
    undertaking_text_from,
)
from yingshang.city.matters.undertakings.models import Kind
from yingshang.city.matters.undertakings.rules import after_check, after_gap, may_commit
from yingshang.city.matters.undertakings.texts import filled
from yingshang.core.catalogue.items import Item as Row
from yingshang.core.catalogue.items import Items
from yingshang.core.catalogue.parsing import parse_document
from yingshang.core.measures.figures import figures_of
from yingshang.core.measures.period import Period
from yingshang.core.models import Item

pytestmark = pytest.mark.django_db
MEASURES = {measure.id.removeprefix("matters.commitment_"): measure for measure in COMMITMENTS}


def counted(name: str, at=NOW):
    return MEASURES[name].compute(PLACE, Period.up_to(at))


def test_the_lists_sum_to_what_was_published():
    assert counted("matters").value == 34
    assert (counted("materials_before").value, counted("materials_after").value) == (259, 156)
    assert counted("materials_cut").value == Fraction(103, 259)
    before = counted("days_before")
    assert {part.zh for part in before.parts} == {f"{n} 个工作日" for n in (5, 6, 7)}
    assert counted("days_after").value == Fraction(1, 2)
    assert counted("time_cut").value > Fraction(9, 10)
    rows = {row.code: row for row in figures_of(PLACE, at=NOW)}
    assert rows["x.commitment_materials_cut"].counted_text == "39.8%"
    assert "示例" in rows["x.commitment_matters"].body["note"]


def test_measures_of_cases_say_nothing_without_cases_and_count_those_there_are(kitchen):
    assert counted("case_days").value is None
    assert counted("checked").value is None
    case = kitchen.promised(Kind.COMMITMENT)
    kitchen.step(case, "decide_on_undertaking")
    check = kitchen.aftercheck(case)
    later = kitchen.now + timedelta(days=1)
    assert (counted("case_days", later).value, counted("case_days", later).n) == (Fraction(1, 2), 1)
    assert counted("checked", later).value == 0
    for step, more in (
        ("start_check", {"mode": "online"}),
        ("find_false", {"reason": "x"}),
        ("confirm_false", {"reason": "x", "legal_basis": "x"}),
    ):
        row = CheckStep(check.pk, step, **more)
        take_check_step(row, user=kitchen.cast["approver"], at=kitchen.later())
    found = {name: counted(name, later).value for name in ("checked", "false", "revoked")}
    assert found == {"checked": 1, "false": 1, "revoked": 1}
    assert list(MEASURES["revoked"].cases(PLACE, Period.up_to(later))) == [case]


def listed(kind, model, body) -> Items:
    document = parse_document("x.yaml", b"x: 1")
    items = Items()
    items.add(Row(kind, body["code"], model, document, ()))
    return items


def changed(**more):
    body = Item.objects.get(kind="undertaking_item", code="signboard").body | more
    return body, undertaking_item_from(body)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"area": "public_safety", "high_risk": True}, "matters.undertaking_forbidden"),
        ({"promised": ["sign_design", "charter"]}, "matters.promised_unasked"),
        ({"check": {"mode": "online", "scope": "drawn"}}, "matters.check_share"),
        ({"family": "promise"}, "matters.promise_points"),
    ],
)
def test_a_wrong_item_is_named_by_the_check_of_the_lists(more, code):
    body, item = changed(**more)
    errors = check_items(listed("undertaking_item", item, body))
    assert isinstance(item, UndertakingItem)
    assert code in {error.code for error in errors}


def test_a_commitment_says_all_four_things_and_leaves_only_known_slots_open():
    body = Item.objects.get(kind="undertaking_text", code="permit_commitment").body
    assert check_texts(listed("undertaking_text", undertaking_text_from(body), body)) == []
    paragraphs = [{**p, "says": None} for p in body["paragraphs"]]
    paragraphs[0]["zh"] = "{nobody}"
    wrong = undertaking_text_from(body | {"paragraphs": paragraphs})
    assert isinstance(wrong, UndertakingText)
    errors = check_texts(listed("undertaking_text", wrong, body))
    assert {error.code for error in errors} == {"matters.text_slot", "matters.text_incomplete"}


def test_the_words_follow_from_version_and_slots_and_a_changed_word_changes_the_hash():
    body = Item.objects.get(kind="undertaking_text", code="proof_commitment").body
    text = undertaking_text_from(body)
    slots = {"party": ("甲", "A"), "matter": ("事项", "matter")}
    words = filled(text, slots)
    assert words.hash == filled(text, slots).hash
    assert words.hash != filled(text, {**slots, "party": ("乙", "B")}).hash
    assert words.paragraphs[0].startswith("甲已知晓无告知的")


def test_rules_are_the_ones_that_stand_in_the_files():
    ruling = may_commit(
        area="ecology", high_risk=True, is_barred=False, by_agent=False, is_authorised=True
    )
    assert (ruling.is_allowed, ruling.outcome) == (False, "按一般程序")
    assert "风险大" in ruling.reason.text("zh-hans")
    assert after_gap(supplied="合格", days_used=5, days_allowed=5) == "出具结果"
    assert after_check(finding="虚假", correction="无需整改") == "撤销并处罚、记入失信"
