"""Reads that several operations share: scoped by who calls, a fixed number of SQL statements."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.drafting import ClientMissing
from yingshang.city.matters.applications.errors import NotYourSignature
from yingshang.city.matters.applications.planning import Planned, planned
from yingshang.city.matters.models import Application, Signature
from yingshang.core.access.acting import clients_of
from yingshang.core.access.doors import NOTHING, visible_cases
from yingshang.core.access.models import User
from yingshang.core.models import Case, Party
from yingshang.core.parties.queries import running_mandates

WITH_PARTIES = ("bundle", "applicant", "enterprise")


def applications_of(user: User, *, at: datetime) -> QuerySet[Application]:
    """The applications that the door opens to `user`, latest first."""
    allowed = Q(applicant_id=user.person_id) if user.person_id else NOTHING
    for mandate in running_mandates(user.person_id, at=at) if user.person_id else ():
        within = Q(applicant_id=mandate.principal_id)
        allowed |= within & Q(bundle__code__in=mandate.scope) if mandate.scope else within
    return Application.objects.filter(allowed).select_related(*WITH_PARTIES).order_by("-pk")


def planned_for(user: User, application_id: UUID, *, at: datetime) -> Planned:
    """The application behind its door, with its plan. Errors: those of both."""
    return planned(get_application_for(user, application_id, at=at), at=at)


def party_for(user: User, party_id: UUID | None, *, at: datetime) -> Party | None:
    """The caller's own person or a client. Errors: `ClientMissing`, for hidden and missing."""
    if party_id is None:
        return None
    if user.person is not None and user.person_id == party_id:
        return user.person
    party = clients_of(user, at=at).filter(pk=party_id).first()
    if party is None:
        raise ClientMissing
    return party


def my_cases(user: User, *, at: datetime) -> QuerySet[Case]:
    """The caller's own cases and those of clients, bundles only, latest first."""
    clients = clients_of(user, at=at).values("pk")
    mine = visible_cases(user, at=at).filter(Q(party_id=user.person_id) | Q(party_id__in=clients))
    return (
        mine.filter(parent__isnull=True)
        .select_related("item", "office", "party", "handler")
        .order_by("-pk")
    )


def signatures_wanted(user: User) -> QuerySet[Signature]:
    """The signatures that are asked of the caller, oldest first."""
    return (
        Signature.objects.filter(
            signer_id=user.person_id,
            signer__isnull=False,
            state=Signature.State.PENDING,
            application__state=Application.State.SIGNING,
        )
        .select_related(*(f"application__{name}" for name in WITH_PARTIES))
        .order_by("pk")
    )


def signature_for(user: User, application_id: UUID) -> Signature:
    """The signature asked of the caller under this application. Errors: `NotYourSignature`."""
    signature = signatures_wanted(user).filter(application_id=application_id).first()
    if user.person_id is None or signature is None:
        raise NotYourSignature
    return signature
