"""Reservations end here: settled in full or part, released, or expired.

A reservation's state changes only while its source account is locked, so that of two who end it
one wins, and the other finds it ended.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from yingshang.core.accounts.batches import is_amount, judge_in_order, keys_of
from yingshang.core.accounts.errors import (
    AmountOutOfRange,
    KeyReused,
    MoreThanReserved,
    NoSuchReservation,
    ReservationEnded,
)
from yingshang.core.accounts.locking import Books, lock, write_changes
from yingshang.core.accounts.models import Reservation
from yingshang.core.accounts.rows import (
    PostingRow,
    ReservationRow,
    end_reservations,
    reservations_by_key,
    write_postings,
)
from yingshang.core.accounts.types import Ended, Outcome, Release, Settlement
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError

HELD, SETTLED, RELEASED, EXPIRED = (
    Reservation.State.HELD.value,
    Reservation.State.SETTLED.value,
    Reservation.State.RELEASED.value,
    Reservation.State.EXPIRED.value,
)
ACTIONS = {
    SETTLED: "account.settle",
    RELEASED: "account.release",
    EXPIRED: "account.expire",
}
Order = Settlement | Release


def settle(settlements: Sequence[Settlement], *, all_or_nothing: bool = True) -> Outcome[Ended]:
    """Move what was reserved, or part of it; the rest is available again.

    A reservation settles once: the same amount again answers the earlier result. One whose time
    ran out before the row's `at` does not settle, whether or not `expire` has come by.
    Errors: the first refusal of an all-or-nothing batch: `NoSuchReservation`, `ReservationEnded`,
    `KeyReused` (settled with another amount), `MoreThanReserved`, `AmountOutOfRange`.
    """
    return _end(settlements, lambda ends: ends.settle, all_or_nothing)


def release(releases: Sequence[Release], *, all_or_nothing: bool = True) -> Outcome[Ended]:
    """Give back what was reserved. Errors: `NoSuchReservation`, `ReservationEnded`."""
    return _end(releases, lambda ends: ends.release, all_or_nothing)


def expire(*, at: datetime, limit: int = 50_000) -> int:
    """Give back every reservation whose time has run out by `at`; answers how many.

    At most `limit` in one transaction: call again while it answers `limit`.
    """
    with transaction.atomic():
        keys = Reservation.objects.filter(state=HELD, expires_at__lte=at).order_by("expires_at")
        rows = [Release(key, CLOCK, at) for key in keys.values_list("key", flat=True)[:limit]]
        return len(_end(rows, lambda ends: ends.expire, all_or_nothing=False).done)


Judge = Callable[[int, Order], Ended | DomainError]


def _end(
    rows: Sequence[Order], way: Callable[["_Ends"], Judge], all_or_nothing: bool
) -> Outcome[Ended]:
    if not rows:
        return Outcome()
    keys = keys_of(rows)
    with transaction.atomic():
        named = reservations_by_key(keys).values()
        books = lock(i for r in named for i in (r.source_id, r.target_id))
        batch = _Ends(books, reservations_by_key(keys))
        outcome = judge_in_order(rows, way(batch), all_or_nothing=all_or_nothing)
        write_changes(books)
        end_reservations([(r.id, r.state, order.at) for order, r in batch.new])
        write_postings(_posting(order, r) for order, r in batch.new if r.settled)
        record([_act(order, r, books) for order, r in batch.new])
    return outcome


class _Ends:
    """What a batch does to the reservations it found under lock."""

    def __init__(self, books: Books, known: dict[str, ReservationRow]) -> None:
        self.books, self.known = books, known
        self.new: list[tuple[Order, ReservationRow]] = []

    def settle(self, row: int, order: Order) -> Ended | DomainError:
        found = self.known.get(order.key)
        if found is None:
            return NoSuchReservation(key=order.key)
        asked = order.amount if isinstance(order, Settlement) else None
        amount = found.amount if asked is None else asked
        problem = _problem_of_amount(order.key, amount, found)
        if problem is not None:
            return problem
        if found.state == SETTLED:
            again = Ended(row, order.key, found.id, SETTLED, found.settled, is_new=False)
            return again if amount == found.settled else KeyReused(key=order.key)
        if found.state != HELD or _has_lapsed(found, order.at):
            state = found.state if found.state != HELD else EXPIRED
            return ReservationEnded(key=order.key, state=state)
        return self._done(row, order, found, SETTLED, amount)

    def release(self, row: int, order: Order) -> Ended | DomainError:
        return self._give_back(row, order, RELEASED)

    def expire(self, row: int, order: Order) -> Ended | DomainError:
        return self._give_back(row, order, EXPIRED)

    def _give_back(self, row: int, order: Order, state: str) -> Ended | DomainError:
        found = self.known.get(order.key)
        if found is None:
            return NoSuchReservation(key=order.key)
        if found.state == HELD:
            return self._done(row, order, found, state, 0)
        if found.state == state == RELEASED:
            return Ended(row, order.key, found.id, state, 0, is_new=False)
        return ReservationEnded(key=order.key, state=found.state)

    def _done(
        self, row: int, order: Order, found: ReservationRow, state: str, amount: int
    ) -> Ended:
        source = self.books[found.source_id]
        source.set_aside(-found.amount)
        source.move(-amount)
        self.books[found.target_id].move(amount)
        ended = replace(found, state=state, settled=amount)
        self.known[order.key] = ended
        self.new.append((order, ended))
        return Ended(row, order.key, found.id, state, amount, is_new=True)


def _problem_of_amount(key: str, amount: int, found: ReservationRow) -> DomainError | None:
    if not is_amount(amount):
        return AmountOutOfRange(field="amount", amount=amount)
    if amount > found.amount:
        return MoreThanReserved(field="amount", key=key, reserved=found.amount, amount=amount)
    return None


def _has_lapsed(found: ReservationRow, at: datetime) -> bool:
    return found.expires_at is not None and found.expires_at <= at


def _posting(order: Order, r: ReservationRow) -> PostingRow:
    key = f"settle:{r.id}"
    return PostingRow(new_id(), key, r.source_id, r.target_id, r.settled, r.id, order.at)


def _act(order: Order, r: ReservationRow, books: Books) -> Act:
    source = books[r.source_id]
    data: dict[str, object] = {
        "key": r.key,
        "settled": r.settled,
        "given_back": r.amount - r.settled,
        "unit": source.unit,
    }
    if order.reason:
        data["reason"] = order.reason
    return Act(
        source.place, "reservation", r.id, order.actor, order.at, ACTIONS[r.state], data,
        order.on_behalf_of,
    )  # fmt: skip
