"""An agent hands in a signed authorisation; the client confirms it, and a mandate begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from yingshang.city.matters.agents.errors import (
    AskedAlready,
    AuthorisationMissing,
    ClientUnknown,
    WrongEnd,
    WrongService,
)
from yingshang.city.matters.agents.models import Authorisation
from yingshang.city.matters.applications.drafting import NoPerson
from yingshang.core.documents.formats import Format
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Document, Item, Mandate, Party, User
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.parties.mandates import give_mandate
from yingshang.core.parties.queries import running_mandates
from yingshang.worktime.zone import SHANGHAI, local

FORMATS = (Format.PDF, Format.JPEG, Format.PNG)
MOST_BYTES = 20 * 1024 * 1024
LONGEST = timedelta(days=3 * 366)
KIND = "authorisation"
State = Authorisation.State


@dataclass(frozen=True, slots=True)
class Asked:
    """What an authorisation says: whose it is, for which services (none named: all), until when."""

    name: str
    credit_code: str
    scope: tuple[str, ...]
    last_day: date


def hand_in(
    asked: Asked, file: BinaryIO, *, file_name: str, place: str, user: User, at: datetime
) -> Authorisation:
    """Keep the signed paper and ask the client to confirm it; nothing may be done before.

    Errors: `NoPerson`, `ClientUnknown`, `WrongService`, `WrongEnd`, `AskedAlready`, and those of
    `documents.store`.
    """
    if user.person is None:
        raise NoPerson
    principal = _client(asked, user)
    until = _end(asked.last_day, at)
    scope = _scope(asked.scope, place)
    with transaction.atomic():
        document = store(
            file, name=file_name, kind=KIND, owner=principal, place=place,
            origin=Document.Origin.APPLICANT, allowed=FORMATS, max_size_bytes=MOST_BYTES,
            actor=Actor.user(user.pk), at=at,
        )  # fmt: skip
        try:
            with transaction.atomic():
                authorisation = Authorisation.objects.create(
                    place=place, agent=user, principal=principal, scope=scope, valid_until=until,
                    document=document, asked_at=at,
                )  # fmt: skip
        except IntegrityError:
            raise AskedAlready from None
        record([_act(authorisation, "authorisation.hand_in", user, at)])
        _tell(authorisation, at)
    return authorisation


def decide(authorisation_id: UUID, *, agrees: bool, user: User, at: datetime) -> Authorisation:
    """Confirm or refuse, by the client's legal representative; confirmed, the mandate begins.

    Errors: `AuthorisationMissing`; those of `give_mandate`.
    """
    with transaction.atomic():
        found = waiting_for(user, at=at).select_for_update(of=("self",)).filter(pk=authorisation_id)
        authorisation = found.first()
        if authorisation is None:
            raise AuthorisationMissing
        holder = authorisation.agent.person
        if agrees and holder is not None:
            authorisation.mandate = give_mandate(
                authorisation.principal, holder, scope=authorisation.scope, valid_from=at,
                valid_until=authorisation.valid_until, place=authorisation.place,
                actor=Actor.user(user.pk), at=at,
            )  # fmt: skip
        authorisation.state = State.GIVEN if agrees else State.REFUSED
        authorisation.decided_at = at
        authorisation.save(update_fields=["state", "mandate", "decided_at"])
        action = "authorisation.confirm" if agrees else "authorisation.refuse"
        record([_act(authorisation, action, user, at)])
    return authorisation


def waiting_for(user: User, *, at: datetime) -> QuerySet[Authorisation]:
    """What waits for this reader's word: for the enterprises whose legal representative she is."""
    rows = Authorisation.objects.filter(state=State.ASKED, principal__in=_headed_by(user, at))
    return rows.select_related("agent", "principal", "document").order_by("asked_at")


def handed_in_by(user: User) -> QuerySet[Authorisation]:
    """What the agent handed in, newest first."""
    rows = Authorisation.objects.filter(agent=user).select_related("principal", "document")
    return rows.order_by("-asked_at")


def _headed_by(user: User, at: datetime) -> Sequence[UUID]:
    if user.person_id is None:
        return ()
    held = running_mandates(user.person_id, at=at).filter(kind=Mandate.Kind.LEGAL_REPRESENTATIVE)
    return [user.person_id, *held.values_list("principal_id", flat=True)]


def _client(asked: Asked, user: User) -> Party:
    """Name and code must both be right: neither tells anything about the other."""
    found = Party.objects.filter(
        kind=Party.Kind.ENTERPRISE, credit_code=asked.credit_code.strip(), name=asked.name.strip()
    ).first()
    if found is None:
        raise ClientUnknown(field="credit_code")
    return found


def _end(last_day: date, at: datetime) -> datetime:
    until = datetime.combine(last_day + timedelta(days=1), time(), SHANGHAI)
    if last_day <= local(at, field="at").date() or until > at + LONGEST:
        raise WrongEnd(field="last_day")
    return until


def _scope(codes: Sequence[str], place: str) -> list[str]:
    offered = Q(place=place, kind__in=["bundle", "matter"], is_current=True)
    known = set(Item.objects.filter(offered, code__in=codes).values_list("code", flat=True))
    if known != set(codes):
        raise WrongService(field="scope")
    return sorted(known)


def _act(authorisation: Authorisation, action: str, user: User, at: datetime) -> Act:
    data: dict[str, object] = {
        "agent": str(authorisation.agent_id),
        "principal": str(authorisation.principal_id),
        "document": str(authorisation.document_id),
        "scope": list(authorisation.scope),
    }
    actor = Actor.user(user.pk)
    return Act(authorisation.place, KIND, authorisation.pk, actor, at, action, data)


def _tell(authorisation: Authorisation, at: datetime) -> None:
    heads = Mandate.objects.filter(
        principal=authorisation.principal_id, kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
        revoked_at__isnull=True, valid_from__lte=at,
    )  # fmt: skip
    people = [Recipient(pk) for pk in heads.values_list("holder_id", flat=True)]
    data = {
        "title": authorisation.principal.name,
        "what": authorisation.agent.display_name,
    }
    if people:
        tell(
            [Telling(authorisation.place, "authorisation_asked", KIND, authorisation.pk, people,
                     data)],
            at=at,
        )  # fmt: skip
