"""The worker's way in: ask every adapter for answers and store each exactly once."""

import hashlib
import logging
from datetime import datetime

from django.db import connection, transaction

from yingshang.core.exchange.adapters import Adapter, adapter_for, configured_pairs
from yingshang.core.exchange.delivering import acts_on
from yingshang.core.exchange.envelope import envelope, verify
from yingshang.core.exchange.errors import KeyReused, NeverAsked, written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.letterboxes import waiting_pairs
from yingshang.core.exchange.types import Answer
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
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


def _pairs() -> list[tuple[str, str]]:
    """Every system that we wrote to, that the settings name, or that a letter came from."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS)
        return sorted({*cursor.fetchall(), *configured_pairs(), *waiting_pairs()})


def _collect_from(place: str, system: str, at: datetime) -> int:
    stored = 0
    try:
        adapter = adapter_for(place, system)
        for answer in adapter.answers():
            stored += _take(adapter, answer, at)
    except Exception:  # one system's failure must not keep another's answers away
        log.exception("answers of %s in %s could not be collected", system, place)
    return stored


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

    Errors: `BadMessage`, `BadSignature`, `NeverAsked`, `KeyReused`.
    """
    verify(answer, IN, answer.in_reply_to, answer.signature)
    with transaction.atomic():
        asked = _asked(answer)
        message = _message(answer, asked, at)
        Message.objects.bulk_create([message], ignore_conflicts=True)
        kept = Message.objects.get(
            place=answer.place, system=answer.system, direction=IN, key=answer.key
        )
        if kept.id != message.id:
            if bytes(kept.signature) != answer.signature:
                raise KeyReused(key=answer.key)
            return False
        if asked is not None:
            _mark_answered(asked)
        record([_act(answer, message, at)])
    return True


def _asked(answer: Answer) -> Message | None:
    if not answer.in_reply_to:
        return None
    ours = Message.objects.select_for_update().filter(
        place=answer.place, system=answer.system, direction=OUT, key=answer.in_reply_to
    )
    asked = ours.first()
    if asked is None:
        raise NeverAsked(key=answer.in_reply_to)
    return asked


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


def _mark_answered(asked: Message) -> None:
    """An answer ends all sending and asking, even of a message that we had given up."""
    asked.state, asked.next_attempt_at = Message.State.ANSWERED, None
    asked.save(update_fields=["state", "next_attempt_at"])


def _act(answer: Answer, message: Message, at: datetime) -> Act:
    (act,) = acts_on([message], "exchange.answer", Actor.exchange(answer.system), at)
    digest = hashlib.sha256(envelope(answer, IN, answer.in_reply_to)).hexdigest()
    return Act(
        act.place,
        act.subject_kind,
        act.subject_id,
        act.actor,
        act.at,
        act.action,
        {**act.data, "in_reply_to": answer.in_reply_to, "sha256": digest},
    )
