"""Payment files: made of released payments, written before their row, handed over after it.

Killed before the row is committed, a file waits that nobody knows and the bank never sees; the
payments are still released. Killed after it, `resume` hands over what waits. The bank sees a file
by one rename that cannot happen twice, so nobody is paid twice and nobody is forgotten.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from yingshang.city.benefits.payments.bank import bank_of
from yingshang.city.benefits.payments.bank.protocol import Head, Order
from yingshang.city.benefits.payments.changing import Changed, change
from yingshang.city.benefits.payments.errors import NotReleased
from yingshang.city.benefits.payments.folders import WAITING, folder_of, hand_over, write_whole
from yingshang.city.benefits.payments.lifecycle import FAIL, SEND, S
from yingshang.city.benefits.payments.models import Batch, Payment
from yingshang.city.benefits.payments.payees import Payee, payees_of
from yingshang.city.benefits.payments.policy import fund_of, policy_of
from yingshang.city.benefits.payments.releasing import standing_release
from yingshang.city.benefits.payments.reserving import key_of
from yingshang.city.benefits.runs.models import Run
from yingshang.core.accounts.services import settle
from yingshang.core.accounts.types import Settlement
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.copying import copy_rows
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.worktime.zone import local

SIZE = 20_000
"""Lines in a file: a chunk of the ledger's work, in one transaction."""
PREFIX = "拨付"
TAX = "tax_account"
NO_ACCOUNT = "没有收款账户"
STALE_SECONDS = 3600
LINES = ("id", "batch_id", "payment_id", "attempt", "position", "amount_fen", "account_tail",
         "outcome", "reason", "bank_reference")  # fmt: skip

_RELEASED = """
SELECT p.id, p.credit_code, e.name, p.amount_fen - p.withheld_fen, p.attempt, p.channel, p.budget_id
FROM benefits_payment p JOIN benefits_entitlement e ON e.id = p.entitlement_id
WHERE p.run_id = %s AND p.state = 'released'
  AND p.channel = (SELECT min(channel) FROM benefits_payment
      WHERE run_id = %s AND state = 'released')
ORDER BY p.id LIMIT %s FOR NO KEY UPDATE OF p"""


class Ready(NamedTuple):
    """A released payment, and what its line says. *Units*: fen."""

    payment_id: UUID
    credit_code: str
    name: str
    fen: int
    attempt: int
    channel: str
    budget_id: UUID


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it was written: its name, hash and size in bytes."""

    name: str
    sha256: str


def make_batches(run: Run, actor: Actor, at: datetime, *, size: int = SIZE) -> list[Batch]:
    """Write every released payment of the run into files and hand them to the bank.

    One transaction a file; called again it goes on where it was. A payment without an account is
    marked failed with that reason. Errors: `NotReleased` where nothing of the run ever was.
    """
    made = [*_each(run, actor, at, size)]
    handed = resume(run.place, at=at)
    if not made and not handed and not Batch.objects.filter(run=run).exists():
        standing = standing_release(run)
        raise NotReleased(signed=standing.signed, needed=standing.needed)
    return made


def resume(place: str, *, at: datetime) -> int:
    """Hand over every file whose row is committed and that waits; answers how many rows it set.

    Removes files that a killed process left without a row.
    """
    waiting = Batch.objects.filter(place=place, handed_at__isnull=True)
    count = 0
    for batch in waiting.order_by("made_at"):
        with transaction.atomic(durable=True):
            locked = Batch.objects.select_for_update().filter(pk=batch.pk, handed_at__isnull=True)
            if locked.first() is None:
                continue
            hand_over(place, batch.file_name)
            count += Batch.objects.filter(pk=batch.pk).update(handed_at=at)
    _sweep(place)
    return count


def _each(run: Run, actor: Actor, at: datetime, size: int) -> Iterator[Batch]:
    while True:
        with transaction.atomic(durable=True):  # the file is shown only once its row stands
            Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
            ready = _released(run, size)
            batch = _make(run, ready, actor, at) if ready else None
        if not ready:
            return
        if batch is not None:
            yield batch


def _released(run: Run, size: int) -> list[Ready]:
    with connection.cursor() as cursor:
        cursor.execute(_RELEASED, [run.pk, run.pk, size])
        return [Ready(*row) for row in cursor.fetchall()]


def _make(run: Run, ready: Sequence[Ready], actor: Actor, at: datetime) -> Batch | None:
    payees = _payees(run, ready, actor, at)
    lost = [Changed(r.payment_id, NO_ACCOUNT) for r in ready if r.credit_code not in payees]
    change(lost, FAIL, actor=actor, at=at)
    good = [row for row in ready if row.credit_code in payees]
    if not good:
        return None
    batch = _planned(run, good, actor, at)
    lines = [new_id() for _ in good]
    paper = _write_file(run, batch, good, lines, payees)
    batch.file_name, batch.sha256 = paper.name, paper.sha256
    batch.save(force_insert=True)
    _write_lines(batch, good, lines, payees)
    settle([Settlement(key_of(r.payment_id, r.attempt), actor, at) for r in good])
    sent = [
        Changed(r.payment_id, data={"batch": batch.number, "line": str(line), "amount_fen": r.fen,
                                    "sha256": paper.sha256})
        for r, line in zip(good, lines, strict=True)
    ]  # fmt: skip
    change(sent, SEND, actor=actor, at=at)
    data = {"number": batch.number, "sha256": paper.sha256, "lines": len(good),
            "total_fen": batch.total_fen, "run": str(run.pk)}  # fmt: skip
    record([Act(run.place, "benefit_batch", batch.pk, actor, at, "benefit_batch.make", data)])
    return batch


def _payees(run: Run, ready: Sequence[Ready], actor: Actor, at: datetime) -> dict[str, Payee]:
    codes = [row.credit_code for row in ready]
    if ready[0].channel == TAX:
        return dict.fromkeys(codes, Payee("", "", ""))
    return payees_of(run.place, codes, actor=actor, at=at)


def _planned(run: Run, good: Sequence[Ready], actor: Actor, at: datetime) -> Batch:
    (number,) = take_numbers([(run.place, PREFIX, at)])
    return Batch(
        id=new_id(), place=run.place, number=number, budget_id=good[0].budget_id, run=run,
        channel=good[0].channel, size=len(good), total_fen=sum(row.fen for row in good),
        made_by=actor.id, made_at=at,
    )  # fmt: skip


def _write_file(
    run: Run, batch: Batch, good: Sequence[Ready], lines: Sequence[UUID],
    payees: dict[str, Payee],
) -> Paper:  # fmt: skip
    bank, policy = bank_of(batch.channel), policy_of(run)
    day = f"{local(batch.made_at, field='at'):%Y-%m-%d}"
    head = Head(batch.number, batch.place, fund_of(policy).code, day, len(good), batch.total_fen)
    content = bank.compose(
        head,
        [
            Order(str(line), r.credit_code, payees[r.credit_code].holder or r.name,
                  payees[r.credit_code].bank, payees[r.credit_code].number, r.fen, policy.title)
            for r, line in zip(good, lines, strict=True)
        ],
    )  # fmt: skip
    name = f"{batch.pk}{bank.suffix}"
    write_whole(folder_of(batch.place) / WAITING / name, content)
    return Paper(name, hashlib.sha256(content).hexdigest())


def _write_lines(
    batch: Batch, good: Sequence[Ready], lines: Sequence[UUID], payees: dict[str, Payee]
) -> None:
    rows = (
        (str(line), str(batch.pk), str(r.payment_id), r.attempt, position, r.fen,
         payees[r.credit_code].tail, "", "", "")
        for position, (r, line) in enumerate(zip(good, lines, strict=True), start=1)
    )  # fmt: skip
    copy_rows("benefits_line", LINES, rows)


def _sweep(place: str) -> None:
    """Files without a row hold account numbers and do not stay; a young one may get its row."""
    folder = folder_of(place) / WAITING
    for path in folder.glob("*") if folder.is_dir() else ():
        is_stale = time.time() - path.stat().st_mtime > STALE_SECONDS
        if is_stale and not Batch.objects.filter(file_name=path.name).exists():
            path.unlink(missing_ok=True)


def unsent(run: Run) -> int:
    """How many payments of the run are released and in no file yet."""
    return Payment.objects.filter(run=run, state=S.RELEASED).count()
