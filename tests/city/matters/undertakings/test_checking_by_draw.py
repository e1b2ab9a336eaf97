"""Where not all promises are checked: a public draw says which, and the rest is not."""

from datetime import timedelta

import pytest

from yingshang.city.matters.undertakings.aftercheck.drawing import (
    NothingToDraw,
    NotYourDraw,
    announce_check_draw,
    settle_check_draws,
)
from yingshang.city.matters.undertakings.aftercheck.opening import Decision, open_afterchecks
from yingshang.city.matters.undertakings.models import CheckDraw, Kind, Undertaking
from yingshang.core.draws.services import complete, give_commitment, give_reveal, void
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case, Item, Office
from yingshang.proofs.draws import Words
from yingshang.proofs.randomness import CommitReveal, commitment

pytestmark = pytest.mark.django_db
ITEM, PARTIES, SECRET = "food_business", ("甲", "乙"), b"s" * 32


@pytest.fixture
def pool(kitchen):
    """Three decided promises of an item of which a fifth is drawn."""
    row = Item.objects.get(kind="undertaking_item", code=ITEM, is_current=True)
    row.body["check"] |= {"scope": "drawn", "percent": 20}
    row.save()
    cases = [kitchen.promised(Kind.COMMITMENT) for _ in range(3)]
    for case in cases:
        kitchen.step(case, "decide_on_undertaking")
    return Case.objects.filter(kind="aftercheck")


def announced(kitchen, who="approver") -> CheckDraw:
    at, office = kitchen.later(), Office.objects.get(code="market_regulation")
    source = CommitReveal(PARTIES, at + timedelta(minutes=10), at + timedelta(minutes=20))
    return announce_check_draw(
        office, ITEM, source, user=kitchen.cast[who], at=at, is_simulated=True
    )


def drawn(kitchen, row: CheckDraw) -> None:
    digest = bytes(row.draw.announcement_hash)
    for party in PARTIES:
        hashed = commitment(digest, party, SECRET)
        give_commitment(row.draw_id, party, hashed, actor=CLOCK, at=kitchen.later(minutes=1))
    kitchen.later(minutes=10)
    for party in PARTIES:
        give_reveal(row.draw_id, party, SECRET, actor=CLOCK, at=kitchen.later(minutes=1))
    complete(row.draw_id, actor=CLOCK, at=kitchen.later(minutes=20))


def test_who_is_drawn_is_checked_in_time_and_the_rest_counts_as_kept(kitchen, pool):
    assert {(case.state, case.commitments.count()) for case in pool} == {("pool", 0)}
    with pytest.raises(NotYourDraw):
        announced(kitchen, "tax")
    row = announced(kitchen)
    with pytest.raises(NothingToDraw):
        announced(kitchen)
    assert settle_check_draws(at=kitchen.now) == 0
    drawn(kitchen, row)
    assert settle_check_draws(at=kitchen.later()) == 1
    assert settle_check_draws(at=kitchen.later()) == 0
    assert sorted(pool.values_list("state", flat=True)) == ["exempt", "exempt", "to_check"]
    chosen = pool.get(state="to_check")
    assert chosen.commitments.get().started_at == kitchen.now - timedelta(minutes=5)
    states = Undertaking.objects.values_list("aftercheck__state", "state")
    assert set(states) == {("exempt", "kept"), ("to_check", "open")}


def test_a_draw_that_was_given_up_leaves_the_pool_for_another(kitchen, pool):
    row = announced(kitchen)
    void(row.draw_id, Words("系统故障", "a fault"), actor=CLOCK, at=kitchen.later())
    assert settle_check_draws(at=kitchen.later()) == 1
    assert set(pool.values_list("state", flat=True)) == {"pool"}
    assert announced(kitchen).applied_at is None


def test_checks_of_many_are_opened_in_a_fixed_number_of_statements(
    kitchen, django_assert_max_num_queries
):
    cases = [kitchen.promised(Kind.COMMITMENT) for _ in range(3)]
    decisions = [Decision(case.pk, kitchen.now) for case in cases]
    with django_assert_max_num_queries(20) as counted:
        assert open_afterchecks(decisions[:1]) == 1
    one = len(counted.captured_queries)
    with django_assert_max_num_queries(one):
        assert open_afterchecks(decisions) == 2
    with django_assert_max_num_queries(1):
        assert open_afterchecks(decisions) == 0
