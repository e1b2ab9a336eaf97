"""What is reserved is nobody else's until it is settled, released, or expires."""

import pytest

from tests.core.accounts.shelf import HOUR, NOON, account, held, hold, state, transfer
from yingshang.core.accounts import errors
from yingshang.core.accounts.models import Posting
from yingshang.core.accounts.services import expire, post, release, reserve, settle
from yingshang.core.accounts.types import Release, Settlement
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def reserved(units=5, amount=3, **more):
    a, b = account(units), account()
    row = hold(a, b, amount, **more)
    (done,) = reserve([row]).done
    return a, b, row.key, done.reservation_id


def test_reserved_units_cannot_be_taken_by_anybody_else():
    a, b, _, _ = reserved()
    with pytest.raises(errors.NotEnough):
        post([transfer(a, b, 3)])
    with pytest.raises(errors.NotEnough):
        reserve([hold(a, b, 3)])
    assert (state(a), state(b)) == ((5, 3), (0, 0))


def test_settling_in_full_moves_everything():
    a, b, key, reservation = reserved()
    (done,) = settle([Settlement(key, CLOCK, NOON)]).done
    assert (done.state, done.settled) == ("settled", 3)
    assert (state(a), state(b)) == ((2, 0), (3, 0))
    assert Posting.objects.get(reservation_id=reservation).amount == 3


def test_settling_in_part_releases_the_rest_and_the_entries_say_so():
    a, b, key, reservation = reserved()
    settle([Settlement(key, CLOCK, NOON, amount=1)])
    assert (state(a), state(b)) == ((4, 0), (1, 0))
    made, settled = entries_of([reservation])
    assert [made.action, settled.action] == ["account.reserve", "account.settle"]
    assert (settled.data["settled"], settled.data["given_back"]) == (1, 2)


def test_more_than_reserved_and_nothing_are_refused():
    a, _, key, _ = reserved()
    for amount, error in ((4, errors.MoreThanReserved), (0, errors.AmountOutOfRange)):
        with pytest.raises(error):
            settle([Settlement(key, CLOCK, NOON, amount=amount)])
    assert state(a) == (5, 3)


def test_release_gives_all_back_and_then_nothing_can_be_settled():
    a, _, key, reservation = reserved()
    release([Release(key, CLOCK, NOON, reason="放弃")])
    assert state(a) == (5, 0)
    assert entries_of([reservation])[-1].action == "account.release"
    with pytest.raises(errors.ReservationEnded):
        settle([Settlement(key, CLOCK, NOON)])


def test_a_settled_reservation_cannot_be_released():
    _, b, key, _ = reserved()
    settle([Settlement(key, CLOCK, NOON)])
    with pytest.raises(errors.ReservationEnded):
        release([Release(key, CLOCK, NOON)])
    assert state(b) == (3, 0)


def test_an_unknown_key_is_missing():
    with pytest.raises(errors.NoSuchReservation):
        settle([Settlement("no", CLOCK, NOON)])
    with pytest.raises(errors.NoSuchReservation):
        release([Release("no", CLOCK, NOON)])


def test_a_batch_of_ends_refuses_its_bad_rows_only():
    a, _, key, _ = reserved()
    rows = [Settlement("no", CLOCK, NOON), Settlement(key, CLOCK, NOON)]
    outcome = settle(rows, all_or_nothing=False)
    assert [(r.row, r.code) for r in outcome.refused] == [(0, "accounts.no_such_reservation")]
    assert [d.row for d in outcome.done] == [1]
    assert state(a) == (2, 0)


def test_what_expires_is_available_again_and_its_entry_is_the_clocks():
    a, _, _, reservation = reserved(expires_at=NOON + HOUR)
    assert expire(at=NOON + HOUR - HOUR / 60) == 0
    assert state(a) == (5, 3)
    assert expire(at=NOON + HOUR) == 1
    assert state(a) == (5, 0)
    last = entries_of([reservation])[-1]
    assert (last.action, last.actor_id) == ("account.expire", CLOCK.id)
    assert expire(at=NOON + HOUR) == 0


def test_without_an_expiry_a_reservation_stays():
    reserved()
    expire(at=NOON + 10_000 * HOUR)
    assert held() == 1


def test_expiry_comes_in_bites():
    a, b = account(5), account()
    reserve([hold(a, b, expires_at=NOON + HOUR) for _ in range(5)])
    assert [expire(at=NOON + HOUR, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert state(a) == (5, 0)


def test_a_lapsed_reservation_does_not_settle_even_before_the_clock_comes_by():
    a, _, key, _ = reserved(expires_at=NOON + HOUR)
    with pytest.raises(errors.ReservationEnded):
        settle([Settlement(key, CLOCK, NOON + HOUR)])
    assert state(a) == (5, 3)


def test_a_reservation_that_ends_before_it_starts_is_refused():
    with pytest.raises(errors.EndsBeforeItStarts):
        reserve([hold(account(5), account(), expires_at=NOON)])
