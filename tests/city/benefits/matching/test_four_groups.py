"""One firm and every policy: eligible, not eligible and why, not known and what is missing."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city.benefits.desk import REFUND, Desk, due_fen, name
from tests.city.benefits.matching.hall import line, look, made
from yingshang.city.benefits.matching.advising import changes
from yingshang.city.benefits.matching.types import Group, Origin
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.models import Consultation

ELEMENTS = "430300"


def told(n: int, policy: str = REFUND):
    return changes(line(look(n), policy), dictionary_of(ELEMENTS).elements)


def test_an_eligible_firm_is_told_its_amount_and_where_each_value_comes_from(desk: Desk) -> None:
    found = line(look(1), REFUND)
    assert (found.group, found.amount_fen) == (Group.ELIGIBLE, due_fen(1))
    premiums = next(one for one in found.seen if one.element == "premiums_paid")
    assert premiums.origin is Origin.OFFICE
    assert premiums.fact.snapshot.dataset == "social_insurance_premiums"
    assert premiums.fact.snapshot.as_of == date(2021, 12, 31)
    target = next(one for one in found.seen if one.name.text("zh") == "失业率控制目标")
    assert target.origin is Origin.PARAMETER
    assert "5.5%" in target.source


def test_too_few_months_are_told_with_the_number_that_would_do(desk: Desk) -> None:
    found = line(look(6), REFUND)
    assert found.group is Group.INELIGIBLE
    (condition,) = found.conditions
    assert (condition.label.text("zh"), condition.value.text("zh")) == ("缴费足月", "否")
    (change,) = told(6)
    assert change.element == "premium_months"
    assert (change.now.text("zh"), change.then.text("zh")) == ("11 个月", "12 个月")
    assert change.then.text("en") == "12 months"


def test_who_laid_off_too_many_is_told_the_nearest_number_that_the_rule_accepts(
    desk: Desk,
) -> None:
    by_element = {change.element: change.then.text("zh") for change in told(5)}
    assert by_element["insured_at_end"] == "189 人"  # 200 − 189 = 11 = 5.5 % of 200, exactly
    assert by_element["natural_attrition"] == "89 人"


def test_a_firm_on_a_credit_list_is_not_eligible_and_told_which(desk: Desk) -> None:
    found = line(look(7), REFUND)
    assert found.group is Group.INELIGIBLE
    assert found.exclusion.reason == "列入僵尸企业名单"
    (change,) = told(7)
    assert (change.now.text("en"), change.then.text("en")) == ("yes", "no")


def test_what_is_missing_is_named_with_its_office_and_whether_it_matters(desk: Desk) -> None:
    found = line(look(8), REFUND)
    assert found.group is Group.UNKNOWN
    missing = {one.element: one for one in found.lacking}
    assert missing["is_discredited"].matters
    assert missing["is_zombie"].matters
    assert missing["is_zombie"].lack.office == "market_regulation"
    assert missing["is_zombie"].may_be_stated
    assert not missing["benefit_recipients"].matters


def test_nothing_is_known_of_a_firm_that_nobody_delivered(desk: Desk) -> None:
    found = line(look(99), REFUND)
    assert found.group is Group.UNKNOWN
    assert all(one.lack.why in ("no_row", "not_delivered", "not_listed")
               for one in found.lacking if one.lack)  # fmt: skip


def test_out_of_its_days_a_policy_is_only_told_to_be_so(desk: Desk) -> None:
    before, after = look(1, on=date(2022, 4, 1)), look(1, on=date(2023, 1, 1))
    for matched in (before, after):
        found = line(matched, REFUND)
        assert (found.group, found.answer, found.amount_fen) == (Group.OUT_OF_TIME, None, None)


def test_the_largest_amount_stands_first_and_exclusions_are_weighed(desk: Desk) -> None:
    made("1", cap="1000", excludes=[REFUND])
    made("2", cap="2000", excludes=["made_1"])
    matched = look(1)
    eligible = [found.code for found in matched.of(Group.ELIGIBLE)]
    assert [code for code in eligible if code.startswith("made") or code == REFUND] == [
        REFUND, "made_2", "made_1",
    ]  # fmt: skip
    assert "made_1" not in matched.best.chosen
    assert matched.best.value >= due_fen(1) + 200_000


def test_looking_at_oneself_records_nothing_and_takes_a_fixed_number_of_statements(
    desk: Desk,
) -> None:
    look(1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        look(1)
    for number in range(5):
        made(str(number))
    look(1)
    with CaptureQueriesContext(connection) as many:
        look(2)
    assert len(many) == len(few) <= 10
    assert not Consultation.objects.exists()


def test_the_firms_name_is_not_read_for_a_rule(desk: Desk) -> None:
    matched = look(1)
    assert "enterprise_name" not in matched.given.values
    assert name(1) not in str(matched.given.plain)
