"""Applications that a reader may see: hers and her clients', and those she is asked to sign."""

from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.city.matters.applications.errors import NotYourSignature
from yingshang.city.matters.models import Application, Signature
from yingshang.core.access.acting import clients_of, may_act_for
from yingshang.core.access.held import mandates_held
from yingshang.core.models import Mandate, Party, User

NOTHING = Q(pk__in=())
UNFINISHED = (Application.State.DRAFT, Application.State.SIGNING)


def own_applications(user: User, *, at: datetime) -> QuerySet[Application]:
    """What the reader may go on with: drafts and what waits for signatures, newest first."""
    if user.person_id is None:
        return Application.objects.none()
    mandates = mandates_held(user.person_id, at=at)
    allowed = reduce(or_, map(_within, mandates), Q(applicant_id=user.person_id))
    rows = Application.objects.filter(allowed, state__in=UNFINISHED)
    return rows.select_related("bundle", "applicant", "enterprise").order_by("-updated_at", "-pk")


def parties_for(user: User, item_code: str, *, at: datetime) -> list[Party]:
    """For whom the reader may apply in a service: herself first, then her clients by name."""
    if user.person is None:
        return []
    clients = [
        party
        for party in clients_of(user, at=at)
        if may_act_for(user, party, item_code=item_code, at=at)
    ]
    return [user.person, *clients]


def draft_of(user: User, item_code: str, *, at: datetime) -> Application | None:
    """The latest draft of this service that the reader may go on with."""
    drafts = own_applications(user, at=at).filter(state=Application.State.DRAFT)
    return drafts.filter(bundle__code=item_code).first()


def wanted_signatures(user: User) -> QuerySet[Signature]:
    """The signatures that the reader is asked for now, newest first."""
    asked = _signatures(user).filter(
        state=Signature.State.PENDING, application__state=Application.State.SIGNING
    )
    return asked.order_by("-application__submitted_at", "-pk")


def signature_for(user: User, application_id: UUID) -> Signature:
    """The reader's own signature under an application, asked or given.

    Errors: `NotYourSignature` for missing and hidden alike.
    """
    submitted = (Application.State.SIGNING, Application.State.SUBMITTED)
    found = _signatures(user).filter(
        application_id=application_id, application__state__in=submitted
    )
    signature = found.first()
    if signature is None:
        raise NotYourSignature
    return signature


def _signatures(user: User) -> QuerySet[Signature]:
    if user.person_id is None:
        return Signature.objects.none()
    rows = Signature.objects.filter(signer_id=user.person_id)
    return rows.select_related(
        "application__bundle", "application__applicant", "application__enterprise",
        "application__started_by",
    )  # fmt: skip


def _within(mandate: Mandate) -> Q:
    principal = Q(applicant_id=mandate.principal_id)
    return principal & Q(bundle__code__in=mandate.scope) if mandate.scope else principal
