"""Who reported without a log-in: name and phone, sealed; opened for a call, and on record."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.errors import ReasonNeeded
from yingshang.core.access.models import Role, User
from yingshang.core.access.personal_data import PURPOSE_LENGTH, READ
from yingshang.core.access.posts import posts_of
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case
from yingshang.core.parties.identifiers import checked_name, checked_phone
from yingshang.core.parties.persons import phone_of
from yingshang.core.parties.secrets import seal, unseal

CALLING = (Role.CLERK, Role.CALLBACK)


@dataclass(frozen=True, slots=True)
class Contact:
    """A name and a phone number."""

    name: str
    phone: str

    def checked(self) -> "Contact":
        """Both in their one form. Errors: `WrongName`, `WrongPhone`."""
        return Contact(checked_name(self.name), checked_phone(self.phone))


def sealed(case_id: UUID, contact: Contact) -> bytes:
    """The contact as it is stored; it opens for its own case only."""
    content = {"name": contact.name, "phone": contact.phone}
    return seal(json.dumps(content, ensure_ascii=False), about=_about(case_id))


def reveal(user: User, case: Case, *, purpose: str, at: datetime) -> Contact:
    """Whom to call, to the desk's clerk or call-back; the reading is an entry.

    The person finds it among the readings of their data. Errors: `CaseMissing` for anybody else;
    `ReasonNeeded`.
    """
    if not may_reveal(user, case, at=at):
        raise CaseMissing
    reason = purpose.strip()
    if not 0 < len(reason) <= PURPOSE_LENGTH:
        raise ReasonNeeded(field="purpose")
    row = Unresolved.objects.get(pk=case.pk)
    with transaction.atomic():
        record(_acts(user, case, row, reason, at))
    return _opened(row, case)


def may_reveal(user: User, case: Case, *, at: datetime) -> bool:
    """Whether the user answers or calls back at the case's desk, and it is not closed."""
    posts = posts_of(user, at=at).filter(office_id=case.office_id, role__in=CALLING)
    return case.closed_at is None and posts.exists()


def _opened(row: Unresolved, case: Case) -> Contact:
    if row.contact_cipher is not None:
        found = json.loads(unseal(row.contact_cipher, about=_about(row.case_id)))
        return Contact(found["name"], found["phone"])
    return Contact(case.party.name, phone_of(case.party) or "")


def _acts(user: User, case: Case, row: Unresolved, purpose: str, at: datetime) -> list[Act]:
    actor = Actor.user(user.pk)
    acts = [Act(case.place, case.kind, case.pk, actor, at, "unresolved.reveal",
                {"purpose": purpose})]  # fmt: skip
    if row.contact_cipher is None:
        read: dict[str, object] = {
            "purpose": purpose,
            "fields": ["name", "phone"],
            "office": str(case.office_id),
            "case": case.number,
        }
        acts.append(Act(case.place, "party", case.party_id, actor, at, READ, read))
    return acts


def _about(case_id: UUID) -> str:
    return f"unresolved.contact:{case_id}"
