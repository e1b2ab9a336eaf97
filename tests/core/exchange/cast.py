"""Who and when, for the tests of the exchange."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from yingshang.core.exchange.envelope import sign
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.services import push
from yingshang.core.exchange.types import Answer, Outgoing, Push
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor

PLACE = "430300"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CLERK = Actor.user(new_id())


def after(**spans):
    return NOON + timedelta(**spans)


def tax_message(key="k1", system="tax", case_id=None, **body):
    return Push(PLACE, system, "tax.register", key, case_id, body or {"name": "湘潭示例有限公司"})


def pushed(*rows, at=NOON):
    """Push in a transaction of its own, as an act would."""
    with transaction.atomic():
        return push(rows or [tax_message()], actor=CLERK, at=at)


def outgoing(key="k1", system="tax", body=None):
    row = Push(PLACE, system, "tax.register", key, None, body or {"name": "示例"})
    return Outgoing(PLACE, system, row.kind, key, dict(row.body), sign(row, "out"))


def signed_answer(key="a1", in_reply_to="", kind="tax.register", system="tax", body=None):
    """An answer as the tax system would sign it."""
    body = {"outcome": "done"} if body is None else body
    bare = Answer(PLACE, system, kind, key, in_reply_to, body, b"")
    signature = sign(bare, "in", in_reply_to)
    return Answer(PLACE, system, kind, key, in_reply_to, body, signature)


def message(message_id):
    return Message.objects.get(id=message_id)


def inbox():
    return list(Message.objects.filter(direction="in").order_by("id"))
