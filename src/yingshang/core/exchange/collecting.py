"""The worker's way in: ask every adapter for answers and store each exactly once."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.exchange.adapters import Adapter, InBatches, adapter_for, configured_pairs
from yingshang.core.exchange.delivering import LETTERS, acts_on
from yingshang.core.exchange.envelope import envelope, verify
from yingshang.core.exchange.errors import KeyReused, NeverAsked, written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.letter import PREFIX
from yingshang.core.exchange.places.letterboxes import waiting_pairs
from yingshang.core.exchange.types import Answer
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act, Actor
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError

log = logging.getLogger(__name__)
IN, OUT = Message.Direction.IN, Message.Direction.OUT
# A walk along the unique index: one short probe for each pair, however many messages there are.
_PAIRS = """
WITH RECURSIVE pairs AS (
    (SELECT place, system FROM core_message ORDER BY place, system LIMIT 1)
    UNION ALL
    SELECT n.place, n.system FROM pairs p CROSS JOIN LATERAL (
        SELECT m.place, m.system FROM core_message m
        WHERE (m.place, m.system) > (p.place, p.system)
        ORDER BY m.place, m.system LIMIT 1) n
)
SELECT place, system FROM pairs
"""


def collect(at: datetime) -> int:
    """Store what the outside systems have said since; answers how many messages were new."""
    return sum(_collect_from(place, system, at) for place, system in _pairs())


def collect_letters(at: datetime) -> int:
    """The same of other places' letters and receipts alone."""
    return sum(
        _collect_from(place, system, at) for place, system in _pairs() if system.startswith(PREFIX)
    )


def _pairs() -> list[tuple[str, str]]:
    """Every system that we wrote to, that the settings name, or that a letter came from."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS)
        return sorted({*cursor.fetchall(), *configured_pairs(), *waiting_pairs()})


def _collect_from(place: str, system: str, at: datetime) -> int:
    stored = 0
    try:
        adapter = adapter_for(place, system)
        if isinstance(adapter, InBatches):
            answers = iter(adapter.answers())
            while some := list(islice(answers, LETTERS)):
                stored += _take_all(adapter, some, at)
        else:
            for answer in adapter.answers():
                stored += _take(adapter, answer, at)
    except Exception:  # one system's failure must not keep another's answers away
        log.exception("answers of %s in %s could not be collected", system, place)
    return stored


def _take_all(adapter: InBatches, answers: Sequence[Answer], at: datetime) -> int:
    """All of them in one transaction; or, when one is not as it should be, each by itself."""
    try:
        stored = store_all(answers, at)
    except DomainError:
        return sum(_take(adapter, answer, at) for answer in answers)
    adapter.acknowledge_all(answers, at)
    return sum(stored)


def _take(adapter: Adapter, answer: Answer, at: datetime) -> bool:
    try:
        is_new = store(answer, at)
    except DomainError as refusal:
        log.warning("answer %s of %s refused: %s", answer.key, answer.system, written(refusal))
        adapter.refuse(answer, written(refusal))
        return False
    adapter.acknowledge(answer)
    return is_new


def store(answer: Answer, at: datetime) -> bool:
    """Verify and store one answer and mark our message answered; False when it was here before.

    Errors: those of `store_all`.
    """
    return store_all([answer], at)[0]


def store_all(answers: Sequence[Answer], at: datetime) -> list[bool]:
    """Verify and store answers of one system, all or none; which of them are new, in order.

    A fixed number of SQL statements. Errors: `BadMessage`, `BadSignature`, `NeverAsked`,
    `KeyReused`.
    """
    for answer in answers:
        verify(answer, IN, answer.in_reply_to, answer.signature)
    with transaction.atomic():
        asked = _asked(answers)
        messages = [_message(answer, asked.get(answer.in_reply_to), at) for answer in answers]
        Message.objects.bulk_create(messages, ignore_conflicts=True)
        kept = _kept(answers)
        fresh = []
        for answer, message in zip(answers, messages, strict=True):
            kept_id, signature = kept[answer.key]
            if kept_id != message.id and signature != answer.signature:
                raise KeyReused(key=answer.key)
            fresh.append(kept_id == message.id)
        new = [pair for pair, is_new in zip(zip(answers, messages, strict=True), fresh, strict=True)
               if is_new]  # fmt: skip
        _mark_answered([message.in_reply_to_id for _, message in new if message.in_reply_to_id])
        record(_acts(new, at))
    return fresh


def _asked(answers: Sequence[Answer]) -> dict[str, Message]:
    """Our messages that these answer, locked in the order of their ids."""
    keys = {answer.in_reply_to for answer in answers if answer.in_reply_to}
    if not keys:
        return {}
    ours = Message.objects.select_for_update().filter(
        place=answers[0].place, system=answers[0].system, direction=OUT, key__in=keys
    )
    found = {message.key: message for message in ours.defer("body").order_by("id")}
    for key in sorted(keys - found.keys()):
        raise NeverAsked(key=key)
    return found


def _kept(answers: Sequence[Answer]) -> dict[str, tuple[UUID, bytes]]:
    rows = Message.objects.filter(
        place=answers[0].place, system=answers[0].system, direction=IN,
        key__in=[answer.key for answer in answers],
    )  # fmt: skip
    return {key: (pk, bytes(sign)) for key, pk, sign in rows.values_list("key", "id", "signature")}


def _message(answer: Answer, asked: Message | None, at: datetime) -> Message:
    return Message(
        id=new_id(),
        place=answer.place,
        system=answer.system,
        direction=IN,
        kind=answer.kind,
        key=answer.key,
        case_id=asked.case_id if asked else None,
        in_reply_to=asked,
        body=answer.body,
        signature=answer.signature,
        state=Message.State.PENDING,
        next_attempt_at=at,
        created_at=at,
    )


def _mark_answered(asked: Sequence[UUID]) -> None:
    """An answer ends all sending and asking, even of a message that we had given up."""
    if asked:
        rows = Message.objects.filter(id__in=asked)
        rows.update(state=Message.State.ANSWERED, next_attempt_at=None)


def _acts(new: Sequence[tuple[Answer, Message]], at: datetime) -> list[Act]:
    if not new:
        return []
    acts = acts_on([message for _, message in new], "exchange.answer", CLOCK, at)
    return [
        act._replace(
            actor=Actor.exchange(answer.system),
            data={**act.data, "in_reply_to": answer.in_reply_to, "sha256": _digest(answer)},
        )
        for (answer, _), act in zip(new, acts, strict=True)
    ]


def _digest(answer: Answer) -> str:
    return hashlib.sha256(envelope(answer, IN, answer.in_reply_to)).hexdigest()
