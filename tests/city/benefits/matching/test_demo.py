"""The demo's firm: illustrative facts, all four groups, and two small ones that beat the large."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import NOW, PLACE
from yingshang.city.benefits.matching.advising import changes
from yingshang.city.benefits.matching.services import match
from yingshang.city.benefits.matching.telling import combination_words
from yingshang.city.benefits.matching.types import Group
from yingshang.core.facts.models import Snapshot
from yingshang.core.parties.illustrative import illustrative_credit_code
from yingshang.simulation.due import SAMPLES, ensure_benefits
from yingshang.worktime.zone import local

TODAY = local(NOW, field="now").date()


@pytest.fixture
def matched(db):
    ensure_benefits(PLACE, at=NOW)
    return match(PLACE, illustrative_credit_code(7), on=TODAY)


def test_all_four_groups_can_be_seen(matched) -> None:
    groups = {group: [line.code for line in matched.of(group)] for group in Group}
    assert "technology_loan_interest" in groups[Group.ELIGIBLE]
    assert groups[Group.UNKNOWN] == ["park_rent_relief"]
    assert groups[Group.INELIGIBLE] == ["industrial_inclusion_award"]
    assert "job_retention_refund_2022" in groups[Group.OUT_OF_TIME]


def test_two_that_go_together_are_worth_more_than_the_one_that_excludes_both(matched) -> None:
    amounts = {line.code: line.amount_fen for line in matched.of(Group.ELIGIBLE)}
    assert amounts["technology_loan_interest"] == 3_400_000
    assert amounts["patent_pledge_subsidy"] + amounts["first_loan_award"] == 3_800_000
    assert {"patent_pledge_subsidy", "first_loan_award"} <= set(matched.best.chosen)
    assert "technology_loan_interest" not in matched.best.chosen
    (words,) = combination_words(matched)
    assert "38,000.00" in words.text("en")


def test_a_day_is_told_that_would_have_been_in_time(matched) -> None:
    line = matched.line("industrial_inclusion_award")
    assert line is not None
    (change,) = changes(line, line.known.elements)
    assert (change.now.text("zh"), change.then.text("zh")) == ("2025-03-01", "2026-01-01")


def test_one_statement_makes_the_unknown_known(matched) -> None:
    stated = match(PLACE, matched.credit_code, on=TODAY,
                   statements={"is_rent_in_arrears": "否"})  # fmt: skip
    line = stated.line("park_rent_relief")
    assert line is not None
    assert (line.group, line.amount_fen) == (Group.ELIGIBLE, 3_600_150)
    assert line.by_statement == ("is_rent_in_arrears",)


def test_the_demo_is_made_once_and_says_that_it_is_illustrative(matched) -> None:
    before = Snapshot.objects.count()
    assert set(ensure_benefits(PLACE, at=NOW)) == {"industry", "science"}
    assert Snapshot.objects.count() == before
    folder = Path(settings.CATALOGUE_ROOT) / "xiangtan" / SAMPLES
    assert "source: illustrative" in (folder / "README.md").read_text(encoding="utf-8")


def test_english_has_no_chinese_where_the_list_names_it_in_english(matched) -> None:
    line = matched.line("industrial_inclusion_award")
    assert line is not None
    said = [one.label.text("en") + one.value.text("en") for one in line.conditions]
    assert said == ["First counted in the periodno"]
