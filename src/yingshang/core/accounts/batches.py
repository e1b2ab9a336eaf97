"""How a batch is judged: row after row, first come, first served."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from yingshang.core.accounts.errors import (
    AccountsDiffer,
    AmountOutOfRange,
    BadKey,
    NoSuchAccount,
    NotEnough,
    SameAccount,
)
from yingshang.core.accounts.locking import Books, Held
from yingshang.core.accounts.types import Done, Hold, Keyed, Outcome, Refusal, Transfer
from yingshang.core.ledger.canonical import SAFE_INTEGER
from yingshang.errors import DomainError

Row = TypeVar("Row", bound=Keyed)
OWN_PREFIX = "settle:"
KEY_LENGTH = 120


def judge_in_order(
    rows: Sequence[Row],
    judge: Callable[[int, Row], Done | DomainError],
    *,
    all_or_nothing: bool,
) -> Outcome[Done]:
    """Judge each row after the ones before it; the first refusal ends an all-or-nothing batch."""
    outcome: Outcome[Done] = Outcome()
    for number, row in enumerate(rows):
        answer = judge(number, row)
        if not isinstance(answer, DomainError):
            outcome.done.append(answer)
        elif all_or_nothing:
            raise answer
        else:
            outcome.refused.append(Refusal(number, row.key, answer))
    return outcome


def problem_of_shape(row: Transfer | Hold) -> DomainError | None:
    """What is wrong with a row whoever holds how much."""
    if not 0 < len(row.key) <= KEY_LENGTH or row.key.startswith(OWN_PREFIX):
        return BadKey(field="key")
    if not is_amount(row.amount):
        return AmountOutOfRange(field="amount", amount=row.amount)
    if row.source_id == row.target_id:
        return SameAccount(field="target")
    return None


def is_amount(amount: int) -> bool:
    """Whether it can be moved and written into an entry."""
    return 0 < amount <= SAFE_INTEGER


def problem_of_pair(row: Transfer | Hold, books: Books) -> DomainError | None:
    """What forbids that units ever move between the two accounts."""
    for account_id in (row.source_id, row.target_id):
        if account_id not in books:
            return NoSuchAccount(account=account_id)
    source, target = books[row.source_id], books[row.target_id]
    if (source.place, source.unit) != (target.place, target.unit):
        pair = [f"{account.place} {account.unit}" for account in (source, target)]
        return AccountsDiffer(source=pair[0], target=pair[1])
    return None


def problem_of_amount(source: Held, amount: int) -> DomainError | None:
    """What is lacking at the source, after the batch's rows so far."""
    if source.can_give(amount):
        return None
    can_have = source.available - (source.floor or 0)
    return NotEnough(amount=amount, available=can_have, unit=source.unit)


def keys_of(rows: Iterable[Keyed]) -> list[str]:
    """The distinct keys of a batch."""
    return sorted({row.key for row in rows})
