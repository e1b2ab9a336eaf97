"""Who is told, and when, for the tests of notices."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from yingshang.core.access.models import User
from yingshang.core.ids import new_id
from yingshang.core.notices.models import Delivery
from yingshang.core.notices.services import Recipient, Telling, set_contact_point, tell
from yingshang.core.parties.models import Party

PLACE = "430300"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DATA = {
    "number": "XT-2026-000001",
    "title": {"zh": "设立登记", "en": "Registration"},
    "office": {"zh": "登记机关", "en": "the registry"},
    "due": "2026-11-27",
}


def after(**spans):
    return NOON + timedelta(**spans)


def telling(*recipient_ids, template="case_accepted", subject_id=None, **data):
    recipients = [Recipient(i) for i in recipient_ids]
    return Telling(PLACE, template, "matter", subject_id or new_id(), recipients, DATA | data)


def told(*rows, at=NOON):
    """Tell in a transaction of its own, as an act would."""
    with transaction.atomic():
        return tell(rows, at=at)


def person(name="王示例", language="zh-hans"):
    """A person with a log-in."""
    party = Party.objects.create(kind="person", name=name)
    user = User.objects.create(
        username=f"u-{party.id}", display_name=name, person=party, language=language
    )
    return party, user


def reached_by(party_id, **ways):
    for channel, address in ways.items():
        set_contact_point(party_id, channel=channel, address=address)


def deliveries(channel):
    return list(Delivery.objects.filter(channel=channel).order_by("id"))


def delivery(channel):
    (only,) = deliveries(channel)
    return only
