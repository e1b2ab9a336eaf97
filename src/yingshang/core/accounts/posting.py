"""Units move here at once, from one account to another."""

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
from yingshang.core.accounts.errors import KeyReused, NotASource
from yingshang.core.accounts.locking import Books, lock, write_changes
from yingshang.core.accounts.rows import PostingRow, postings_by_key, write_postings
from yingshang.core.accounts.types import Outcome, Posted, Transfer
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError


def post(transfers: Sequence[Transfer], *, all_or_nothing: bool = True) -> Outcome[Posted]:
    """Move each transfer's units; what one brings in, the next of the batch may take out.

    A key that was posted before answers the earlier posting. A refused row leaves no trace, so its
    key may be tried again. The number of SQL statements does not depend on the rows.
    Errors: the first refusal of an all-or-nothing batch: `NotEnough`, `KeyReused`,
    `NoSuchAccount`, `AccountsDiffer`, `SameAccount`, `AmountOutOfRange`, `BadKey`.
    """
    return _post(transfers, all_or_nothing=all_or_nothing, only_sources=False)


def credit(transfers: Sequence[Transfer], *, all_or_nothing: bool = True) -> Outcome[Posted]:
    """`post` from source accounts only, those without a floor. Errors: also `NotASource`."""
    return _post(transfers, all_or_nothing=all_or_nothing, only_sources=True)


def _post(
    transfers: Sequence[Transfer], *, all_or_nothing: bool, only_sources: bool
) -> Outcome[Posted]:
    if not transfers:
        return Outcome()
    with transaction.atomic():
        books = lock(i for t in transfers for i in (t.source_id, t.target_id))
        batch = _Postings(books, postings_by_key(keys_of(transfers)), only_sources)
        outcome = judge_in_order(transfers, batch.judge, all_or_nothing=all_or_nothing)
        write_changes(books)
        write_postings(posting for _, posting in batch.new)
        record([_act(transfer, posting, books) for transfer, posting in batch.new])
    return outcome


class _Postings:
    """The postings a batch makes, beside those it finds."""

    def __init__(self, books: Books, known: dict[str, PostingRow], only_sources: bool) -> None:
        self.books, self.known, self.only_sources = books, known, only_sources
        self.new: list[tuple[Transfer, PostingRow]] = []

    def judge(self, row: int, transfer: Transfer) -> Posted | DomainError:
        problem = problem_of_shape(transfer)
        if problem is not None:
            return problem
        known = self.known.get(transfer.key)
        if known is not None:
            return self._again(row, transfer, known)
        problem = problem_of_pair(transfer, self.books) or self._problem_of_source(transfer)
        return problem or Posted(row, transfer.key, self._move(transfer), is_new=True)

    def _again(self, row: int, t: Transfer, known: PostingRow) -> Posted | DomainError:
        if (t.source_id, t.target_id, t.amount) != (known.source_id, known.target_id, known.amount):
            return KeyReused(key=t.key)
        return Posted(row, t.key, known.id, is_new=False)

    def _problem_of_source(self, transfer: Transfer) -> DomainError | None:
        source = self.books[transfer.source_id]
        if self.only_sources and source.floor is not None:
            return NotASource(account=source.id)
        return problem_of_amount(source, transfer.amount)

    def _move(self, t: Transfer) -> UUID:
        self.books[t.source_id].move(-t.amount)
        self.books[t.target_id].move(t.amount)
        posting = PostingRow(new_id(), t.key, t.source_id, t.target_id, t.amount, None, t.at)
        self.known[t.key] = posting
        self.new.append((t, posting))
        return posting.id


def _act(t: Transfer, posting: PostingRow, books: Books) -> Act:
    source = books[t.source_id]
    data: dict[str, object] = {
        "key": t.key,
        "source": str(t.source_id),
        "target": str(t.target_id),
        "amount": t.amount,
        "unit": source.unit,
    }
    if t.reason:
        data["reason"] = t.reason
    return Act(
        source.place, "posting", posting.id, t.actor, t.at, "account.post", data, t.on_behalf_of
    )
