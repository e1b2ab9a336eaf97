"""Units are set aside here, so that nobody else can have them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yingshang.core.accounts.batches import (
    judge_in_order,
    keys_of,
    problem_of_amount,
    problem_of_pair,
    problem_of_shape,
)
from yingshang.core.accounts.errors import EndsBeforeItStarts, KeyReused
from yingshang.core.accounts.locking import Books, lock, read, write_changes
from yingshang.core.accounts.models import Reservation
from yingshang.core.accounts.rows import ReservationRow, reservations_by_key, write_reservations
from yingshang.core.accounts.types import Hold, Outcome, Reserved
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError


def reserve(holds: Sequence[Hold], *, all_or_nothing: bool = True) -> Outcome[Reserved]:
    """Set each hold's units aside, in the batch's order: first come, first served.

    Only sources are locked, so a target that everybody reserves for is no bottleneck. A key that
    was reserved before answers the earlier reservation with its present state; a refused row
    leaves no trace, so its key may be tried again. The number of SQL statements does not depend
    on the rows.
    Errors: the first refusal of an all-or-nothing batch: `NotEnough`, `KeyReused`,
    `NoSuchAccount`, `AccountsDiffer`, `SameAccount`, `AmountOutOfRange`, `BadKey`,
    `EndsBeforeItStarts`.
    """
    if not holds:
        return Outcome()
    with transaction.atomic():
        books = lock(hold.source_id for hold in holds)
        others = read(hold.target_id for hold in holds)
        batch = _Holds(others | books, reservations_by_key(keys_of(holds)))
        outcome = judge_in_order(holds, batch.judge, all_or_nothing=all_or_nothing)
        write_changes(books)
        write_reservations(reservation for _, reservation in batch.new)
        record([_act(hold, reservation, books) for hold, reservation in batch.new])
    return outcome


class _Holds:
    """The reservations a batch makes, beside those it finds."""

    def __init__(self, books: Books, known: dict[str, ReservationRow]) -> None:
        self.books, self.known = books, known
        self.new: list[tuple[Hold, ReservationRow]] = []

    def judge(self, row: int, hold: Hold) -> Reserved | DomainError:
        problem = problem_of_shape(hold)
        if problem is not None:
            return problem
        known = self.known.get(hold.key)
        if known is not None:
            return self._again(row, hold, known)
        problem = problem_of_pair(hold, self.books) or self._problem_of_source(hold)
        return problem or Reserved(
            row, hold.key, self._set_aside(hold), Reservation.State.HELD.value, is_new=True
        )

    def _again(self, row: int, h: Hold, known: ReservationRow) -> Reserved | DomainError:
        asked = (h.source_id, h.target_id, h.amount, h.expires_at)
        if asked != (known.source_id, known.target_id, known.amount, known.expires_at):
            return KeyReused(key=h.key)
        return Reserved(row, h.key, known.id, known.state, is_new=False)

    def _problem_of_source(self, hold: Hold) -> DomainError | None:
        if hold.expires_at is not None and hold.expires_at <= hold.at:
            return EndsBeforeItStarts(field="expires_at")
        source = self.books[hold.source_id]
        return problem_of_amount(source, hold.amount)

    def _set_aside(self, h: Hold) -> UUID:
        self.books[h.source_id].set_aside(h.amount)
        reservation = ReservationRow(
            new_id(), h.key, h.source_id, h.target_id, h.amount,
            Reservation.State.HELD.value, h.at, h.expires_at,
        )  # fmt: skip
        self.known[h.key] = reservation
        self.new.append((h, reservation))
        return reservation.id


def _act(h: Hold, reservation: ReservationRow, books: Books) -> Act:
    source = books[h.source_id]
    data: dict[str, object] = {
        "key": h.key,
        "source": str(h.source_id),
        "target": str(h.target_id),
        "amount": h.amount,
        "unit": source.unit,
    }
    if h.expires_at is not None:
        data["expires_at"] = instant(h.expires_at)
    if h.reason:
        data["reason"] = h.reason
    return Act(
        source.place, "reservation", reservation.id, h.actor, h.at, "account.reserve", data,
        h.on_behalf_of,
    )  # fmt: skip
