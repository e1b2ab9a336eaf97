"""The bank's receipts: checked line by line against what was sent, taken whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from yingshang.city.benefits.payments.bank import BANKS
from yingshang.city.benefits.payments.bank.errors import Fault, Faulty
from yingshang.city.benefits.payments.bank.protocol import Result, Slip
from yingshang.city.benefits.payments.changing import Changed, change
from yingshang.city.benefits.payments.lifecycle import FAIL, PAY, RETURN, Change
from yingshang.city.benefits.payments.models import Batch, Budget, Receipt
from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.payments.reserving import key_of
from yingshang.city.benefits.payments.telling import tell_paid
from yingshang.core.accounts.services import post
from yingshang.core.accounts.services import reserve as set_aside
from yingshang.core.accounts.types import Hold, Transfer
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.statements import uuids
from yingshang.errors import Conflict, Invalid, Missing

CHUNK = 20_000
CHANGES: dict[str, Change] = {"paid": PAY, "failed": FAIL, "returned": RETURN}

_LINES = """
SELECT l.id, l.payment_id, l.amount_fen, l.outcome, l.attempt, p.state, p.attempt
FROM benefits_line l JOIN benefits_payment p ON p.id = l.payment_id
WHERE l.batch_id = %s ORDER BY p.id FOR NO KEY UPDATE OF p"""

_ANSWER = """
UPDATE benefits_line l SET outcome = a.outcome, reason = a.reason, answered_at = %s,
    bank_reference = a.bank_reference
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[])
    AS a(id, outcome, reason, bank_reference)
WHERE l.id = a.id"""

_NEXT = "UPDATE benefits_payment SET attempt = attempt + 1 WHERE id = ANY(%s::uuid[])"


class ReceivedBefore(Conflict):
    """The same receipt was taken before; nothing is done twice."""

    code: ClassVar[str] = "benefits.received_before"
    zh: ClassVar[str] = "这份回执已于 {at} 处理过（{name}），没有重复入账。请核对是否选错了文件。"
    en: ClassVar[str] = (
        "This receipt was taken on {at} ({name}); nothing was done twice. Is it the right file?"
    )


class ReceiptTooLarge(Invalid):
    """Larger files are left in the folder for receipts."""

    code: ClassVar[str] = "benefits.receipt_too_large"
    zh: ClassVar[str] = "回执文件超过 20 MB，请放入接收文件夹，用命令行入账。"
    en: ClassVar[str] = (
        "The receipt is larger than 20 MB; leave it in the folder for receipts and take it there."
    )


class NoSuchBatch(Missing):
    """The receipt names a file that was never sent from here."""

    code: ClassVar[str] = "benefits.no_such_batch"
    zh: ClassVar[str] = (
        "回执所指的拨付文件“{number}”在本地区没有送出过，没有入账。请与银行核对文件编号。"
    )
    en: ClassVar[str] = (
        "The receipt is about “{number}”, which was never sent from here; nothing was done."
        " Check the file's number with the bank."
    )


class ReceiptWrong(Faulty):
    """Lines of the receipt do not fit what was sent."""

    code: ClassVar[str] = "benefits.receipt_wrong"
    intro_zh: ClassVar[str] = "回执有 {count} 处与送出的不符，没有入账任何一笔："
    intro_en: ClassVar[str] = "{count} lines do not fit what was sent; nothing was done: "


class Sent(NamedTuple):
    """A line as it was sent, and how its payment stands."""

    line_id: UUID
    payment_id: UUID
    fen: int
    outcome: str
    attempt: int
    state: str
    payment_attempt: int


Pair = tuple[Sent, Result]


def receive(
    path: Path,
    place: str,
    actor: Actor,
    at: datetime,
    *,
    name: str = "",
    among: QuerySet[Batch] | None = None,
) -> Receipt:
    """Take a receipt of the bank, whole or not at all.

    Paid: the money moves from transit to paid and the firm is told. Failed and returned: it is back
    in the budget, and set aside again for the same firm until somebody retries or cancels. A line
    that says again what is known is passed over; a receipt may be about a part of its file.
    `among` are the files that whoever hands it in may see.
    Errors: `FileDamaged`, `ReceivedBefore`, `NoSuchBatch`, `ReceiptWrong`, each with line and
    remedy.
    """
    slip = BANKS["bank_account"].read(path)
    with transaction.atomic():
        batch = _batch_of(slip, place, among)
        pairs = _matched(slip, batch)
        for start in range(0, len(pairs), CHUNK):
            _take(batch, pairs[start : start + CHUNK], actor, at)
        return _keep(slip, batch, pairs, name or path.name, actor, at)


def _batch_of(slip: Slip, place: str, among: QuerySet[Batch] | None) -> Batch:
    batches = Batch.objects.select_for_update(of=("self",)).select_related("budget", "run")
    batch = batches.filter(place=place, number=slip.number).first()
    if batch is None or (among is not None and not among.filter(pk=batch.pk).exists()):
        raise NoSuchBatch(number=slip.number[:60])
    known = Receipt.objects.filter(sha256=slip.sha256).first()
    if known is not None:
        raise ReceivedBefore(at=f"{known.at:%Y-%m-%d}", name=known.file_name)
    return batch


def _matched(slip: Slip, batch: Batch) -> list[Pair]:
    """The lines that say something new. Errors: `ReceiptWrong` with all that do not fit."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [batch.pk])
        sent = {str(row[0]): Sent(*row) for row in cursor.fetchall()}
    pairs: list[Pair] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for result in slip.results:
        line = sent.get(result.reference)
        fault = _fault(result, line, is_twice=result.reference in seen)
        seen.add(result.reference)
        if fault is not None:
            faults.append(fault)
        elif line is not None and line.outcome != result.outcome:
            pairs.append((line, result))
    if faults:
        raise ReceiptWrong(faults)
    return pairs


def _fault(result: Result, line: Sent | None, *, is_twice: bool) -> Fault | None:
    """What forbids to take a line, with the remedy."""
    number, reference = result.line, result.reference[:40]
    if line is None:
        return Fault(
            number,
            f"没有送出过编号为“{reference}”的拨付，请与银行核对",
            f"no payment “{reference}” was sent in this file; check it with the bank",
        )
    if is_twice:
        return Fault(
            number, f"“{reference}”在回执中出现两次，请银行重新出具",
            f"“{reference}” stands twice; ask the bank for the receipt again",
        )  # fmt: skip
    if line.fen != result.amount_fen:
        said, sent = yuan(result.amount_fen), yuan(line.fen)
        return Fault(
            number, f"金额 {said} 元与送出的 {sent} 元不同，请与银行核对",
            f"{said} yuan, but {sent} yuan were sent; check it with the bank",
        )  # fmt: skip
    return _fault_of_order(result, line)


def _fault_of_order(result: Result, line: Sent) -> Fault | None:
    if line.outcome == result.outcome:
        return None
    is_current = line.attempt == line.payment_attempt
    if is_current and line.state in CHANGES[result.outcome].sources:
        return None
    return Fault(
        result.line,
        f"这笔已记为 {line.outcome or line.state}，不能再记为 {result.outcome}，请与银行核对",
        f"this is {line.outcome or line.state} already and cannot become {result.outcome};"
        " check it with the bank",
    )


def _take(batch: Batch, pairs: Sequence[Pair], actor: Actor, at: datetime) -> None:
    back = [pair for pair in pairs if pair[1].outcome != "paid"]
    post([_transfer(batch.budget, sent, result, actor, at) for sent, result in pairs])
    for outcome, what in CHANGES.items():
        rows = [
            Changed(sent.payment_id, result.reason,
                    {"line": str(sent.line_id), "bank_reference": result.bank_reference})
            for sent, result in pairs if result.outcome == outcome
        ]  # fmt: skip
        change(rows, what, actor=actor, at=at)
    _set_aside_again(batch.budget, [sent for sent, _ in back], actor, at)
    _answer(pairs, at)
    tell_paid(batch, [s.payment_id for s, r in pairs if r.outcome == "paid"], at=at)


def _transfer(budget: Budget, sent: Sent, result: Result, actor: Actor, at: datetime) -> Transfer:
    source = budget.paid_id if sent.outcome == "paid" else budget.transit_id
    target = budget.paid_id if result.outcome == "paid" else budget.available_id
    key = f"benefit-{result.outcome}:{sent.line_id}"
    return Transfer(key, source, target, sent.fen, actor, at, reason=result.reason)


def _set_aside_again(budget: Budget, back: Sequence[Sent], actor: Actor, at: datetime) -> None:
    """What came back stays the firm's: nobody else can have it meanwhile."""
    if not back:
        return
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [uuids([sent.payment_id for sent in back])])
    set_aside(
        [
            Hold(key_of(sent.payment_id, sent.attempt + 1), budget.available_id,
                 budget.transit_id, sent.fen, actor, at)
            for sent in back
        ]
    )  # fmt: skip


def _answer(pairs: Sequence[Pair], at: datetime) -> None:
    columns = zip(
        *((r.outcome, r.reason[:300], r.bank_reference[:60]) for _, r in pairs), strict=True
    )
    lines = uuids([sent.line_id for sent, _ in pairs])
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, [at, lines, *(list(column) for column in columns)])


def _keep(
    slip: Slip, batch: Batch, pairs: Sequence[Pair], name: str, actor: Actor, at: datetime
) -> Receipt:
    counts = {outcome: sum(r.outcome == outcome for _, r in pairs) for outcome in CHANGES}
    receipt = Receipt.objects.create(
        id=new_id(), place=batch.place, batch=batch, file_name=name[:200], sha256=slip.sha256,
        actor_kind=actor.kind, actor_id=actor.id, at=at, **counts,
    )  # fmt: skip
    data: dict[str, object] = {**counts, "sha256": slip.sha256, "batch": batch.number}
    record([Act(batch.place, "benefit_receipt", receipt.pk, actor, at,
                "benefit_receipt.take", data)])  # fmt: skip
    return receipt
