"""A change tried on thirty firms: who gains and loses, reckoned by hand; notes; bad input."""

from datetime import date

import pytest

from tests.cast import PLACE
from tests.city.benefits.desk import LARGE, REFUND, SPRING, code, due_fen, due_firms, is_due
from yingshang.city.benefits.laboratory.comparing import changed_rows, used_up_on
from yingshang.city.benefits.laboratory.errors import (
    NoSuchParameter,
    NothingChanged,
    RuleUnfit,
    ValueUnfit,
)
from yingshang.city.benefits.laboratory.noting import Trial, recompute, save_note, try_change
from yingshang.city.benefits.listing import Period
from yingshang.core.catalogue.rules import rule_path
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of

ON = date(2022, 5, 5)
RATE, MONTHS = "本地返还比例", "最低缴费月数"
TESTER = Actor.system("test")


def tried(use=None, dmn=None, budget_fen=None, **settings):
    trial = Trial(REFUND, ON, settings, dmn, budget_fen)
    return try_change(PLACE, trial, actor=TESTER, at=SPRING, use=use)


def test_a_lower_rate_takes_from_small_firms_what_a_hand_reckons(desk):
    found = tried(**{RATE: "0.8"}).compared
    small = [n for n in due_firms() if n not in LARGE]
    before = sum(due_fen(n) for n in due_firms())
    lost = sum(due_fen(n) * 10 // 90 for n in small)
    assert (found.before.fen, found.after.fen) == (before, before - lost)
    assert (found.total.gainers, found.total.losers) == (0, len(small))
    assert (found.total.lost_fen, found.total.gained_fen) == (lost, 0)
    by_size = {one.label: one.losers for one in found.sizes}
    assert by_size == {"大型": 0, "小型": len(small)}


def test_fewer_months_let_a_firm_in_and_say_whence_it_came(desk):
    found = tried(**{MONTHS: "11"}).compared
    assert [(one.was, one.now, one.firms) for one in found.moved] == [("缴费不足", "应享", 1)]
    assert found.total.gainers == 1
    assert found.after.eligible == found.before.eligible + 1


def test_every_due_firm_stands_in_one_bin_of_the_distribution(desk):
    found = tried(**{RATE: "0.8"}).compared
    assert sum(one.before for one in found.bins) == len(due_firms())
    assert found.firms == sum(one.firms for one in found.districts) == 30


def test_the_firms_that_change_are_written_as_csv(desk, tmp_path):
    out = tmp_path / "changed.csv"
    tried(use=changed_rows(out), **{MONTHS: "11"})
    head, *rows = out.read_text(encoding="utf-8").splitlines()
    assert head.startswith("credit_code,name,size,district,industry,was,now")
    assert [row.split(",")[0] for row in rows] == [code(6)]


def test_two_budgets_of_half_the_total_end_in_the_middle_of_the_period(desk):
    period = Period(name="x", begins_on=date(2022, 1, 1), ends_on=date(2022, 1, 10))
    assert used_up_on(100, 50, period) == date(2022, 1, 6)
    assert used_up_on(100, 100, period) is None
    found = tried(budget_fen=1, **{RATE: "0.8"}).compared
    assert found.before.spent_on == date(2022, 4, 25)


def test_a_note_can_be_computed_again_and_says_what_differs(desk):
    note = save_note(tried(**{RATE: "0.8"}), actor=TESTER, at=SPRING)
    assert recompute(note).holds
    (entry,) = entries_of([note.pk])
    assert entry.action == "benefit_note.save"
    note.refresh_from_db()
    assert recompute(note).holds
    note.result["total"]["losers"] += 1
    assert recompute(note).differing == ("total", "note")


def test_a_second_rule_stands_in_for_the_first(desk, tmp_path):
    dmn = tmp_path / "stricter.dmn"
    text = rule_path(desk.refund.model.decision.rule).read_text(encoding="utf-8")
    assert "0.3" in text
    dmn.write_text(text.replace("<text>0.3</text>", "<text>0.5</text>"), encoding="utf-8")
    made = tried(dmn=dmn)
    assert made.compared.total.gainers == len([n for n in LARGE if is_due(n)])
    note = save_note(made, actor=TESTER, at=SPRING)
    dmn.unlink()
    assert note.before_hash != note.after_hash
    assert recompute(note).holds


@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [
        ({"返还率": "0.8"}, NoSuchParameter, RATE),
        ({RATE: "八成"}, ValueUnfit, "a number"),
        ({RATE: "1.5"}, ValueUnfit, RATE),
        ({"裁员率算法": "湖南"}, ValueUnfit, "云南"),
        ({RATE: "0.9"}, NothingChanged, "现行"),
        ({}, NothingChanged, "现行"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_what_can_be(bare_desk, settings, error, said):
    with pytest.raises(error) as caught:
        tried(**settings)
    assert said in caught.value.text()


def test_a_rule_file_that_asks_for_more_or_is_none_is_refused(bare_desk, tmp_path):
    dmn = tmp_path / "other.dmn"
    dmn.write_text("<definitions", encoding="utf-8")
    with pytest.raises(RuleUnfit, match=r"other\.dmn"):
        tried(dmn=dmn)
    text = rule_path(bare_desk.refund.model.decision.rule).read_text(encoding="utf-8")
    dmn.write_text(text.replace("缴费月数", "缴费月份数"), encoding="utf-8")
    with pytest.raises(RuleUnfit, match="缴费月份数"):
        tried(dmn=dmn)
