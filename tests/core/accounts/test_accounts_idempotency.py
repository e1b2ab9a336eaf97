"""The same key again answers the earlier result; with other data it is a conflict."""

from dataclasses import replace

import pytest

from tests.core.accounts.shelf import HOUR, NOON, account, hold, state, transfer
from yingshang.core.accounts.errors import KeyReused
from yingshang.core.accounts.services import post, release, reserve, settle
from yingshang.core.accounts.types import Release, Settlement
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_a_transfer_sent_twice_moves_once():
    a, b = account(5), account()
    row = transfer(a, b, 3)
    (first,) = post([row]).done
    (again,) = post([row]).done
    assert (again.posting_id, again.is_new) == (first.posting_id, False)
    assert state(a) == (2, 0)
    assert len(entries_of([first.posting_id])) == 1


def test_a_key_twice_in_one_batch_moves_once():
    a, b = account(5), account()
    row = transfer(a, b, 3)
    first, second = post([row, row]).done
    assert (first.is_new, second.is_new) == (True, False)
    assert first.posting_id == second.posting_id
    assert state(b) == (3, 0)


@pytest.mark.parametrize("change", ["amount", "target", "source"])
def test_the_same_key_with_other_data_is_a_conflict(change):
    a, b, c = account(5), account(), account(5)
    changes = {"amount": {"amount": 2}, "target": {"target_id": c}, "source": {"source_id": c}}
    row = transfer(a, b, 3)
    post([row])
    with pytest.raises(KeyReused):
        post([replace(row, **changes[change])])
    assert (state(a), state(c)) == ((2, 0), (5, 0))


def test_a_reservation_sent_twice_holds_once_and_tells_what_became_of_it():
    a, b = account(5), account()
    row = hold(a, b, 3)
    (first,) = reserve([row]).done
    assert reserve([row]).done[0].state == "held"
    assert state(a) == (5, 3)
    settle([Settlement(row.key, CLOCK, NOON)])
    (again,) = reserve([row]).done
    assert (again.reservation_id, again.state, again.is_new) == (
        first.reservation_id, "settled", False,
    )  # fmt: skip
    assert state(a) == (2, 0)


def test_a_reservation_with_another_expiry_is_a_conflict():
    a, b = account(5), account()
    row = hold(a, b, 3)
    reserve([row])
    with pytest.raises(KeyReused):
        reserve([replace(row, expires_at=NOON + HOUR)])


def test_a_refused_key_may_be_tried_again():
    a, b = account(1), account(5)
    row = hold(a, b, 2)
    assert reserve([row], all_or_nothing=False).refused[0].key == row.key
    post([transfer(b, a, 1)])
    assert reserve([row]).done[0].is_new


def test_settling_twice_moves_once_and_settling_otherwise_is_a_conflict():
    a, b = account(5), account()
    row = hold(a, b, 3)
    reserve([row])
    part = Settlement(row.key, CLOCK, NOON, amount=2)
    first, again = settle([part]).done[0], settle([part]).done[0]
    assert (first.settled, again.settled, again.is_new) == (2, 2, False)
    with pytest.raises(KeyReused):
        settle([Settlement(row.key, CLOCK, NOON)])
    assert (state(a), state(b)) == ((3, 0), (2, 0))


def test_releasing_twice_gives_back_once():
    a, b = account(5), account()
    row = hold(a, b, 3)
    reserve([row])
    outcome = release([Release(row.key, CLOCK, NOON), Release(row.key, CLOCK, NOON)])
    assert [d.is_new for d in outcome.done] == [True, False]
    assert state(a) == (5, 0)
