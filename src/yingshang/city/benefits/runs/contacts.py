"""Who objected without a log-in: opened for the answer by who may decide, and on record."""

from datetime import datetime

from django.db import transaction

from yingshang.city.benefits.lifecycle import REVIEWING
from yingshang.city.benefits.runs.models import Objection
from yingshang.city.benefits.runs.objecting import contact_of
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import User
from yingshang.core.access.posts import may_serve
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case

REVEAL = "benefit_objection.reveal"


def may_reveal(user: User, row: Objection, *, at: datetime) -> bool:
    """Whether there is a contact, and the user may see it."""
    return row.contact_cipher is not None and may_serve(user, row.pk, roles=REVIEWING, at=at)


def reveal(user: User, case: Case, *, purpose: str, at: datetime) -> tuple[str, str]:
    """Name and phone of who objected; the reading is an entry. Errors: `CaseMissing`."""
    row = Objection.objects.get(pk=case.pk)
    if not may_reveal(user, row, at=at):
        raise CaseMissing
    found = contact_of(row)
    if found is None:
        raise CaseMissing
    data = {"purpose": purpose, "fields": ["name", "phone"]}
    with transaction.atomic():
        record([Act(case.place, case.kind, case.pk, Actor.user(user.pk), at, REVEAL, data)])
    return found
