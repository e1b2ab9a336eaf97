"""A clerk receives an application for the person at her window, through the applicant's services.

The clerk fills the same form, uploads the same materials and submits by the same functions; the
entries say who acted and on whose behalf. What only the window has stands here: identifying the
person, her signature in presence, and the receipt.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.drafting import ClientMissing
from yingshang.city.matters.applications.drafting import act as application_act
from yingshang.city.matters.applications.errors import NotYourSignature
from yingshang.city.matters.applications.submission import receive_when_signed
from yingshang.city.matters.lists import service as listed_service
from yingshang.city.matters.models import Application, Paper, Signature
from yingshang.city.matters.papers.issuing import dues_of, issue_papers
from yingshang.city.matters.window.errors import NotReceivedYet, NotYetKnown
from yingshang.city.matters.window.tickets import (
    act,
    end_service,
    locked_service,
    require_clerk,
)
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, DocumentUse, Party, User, WindowService
from yingshang.core.parties.persons import PersonDetails, register_persons
from yingshang.core.parties.queries import holds_mandate

RECEIPT_PREFIX = "收"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person at the window wants: which service, for herself or for an enterprise."""

    code: str
    enterprise: Party | None = None


def identify(
    clerk: User, service_id: UUID, person: PersonDetails, *, at: datetime
) -> WindowService:
    """Register who stands at the window, from her ID card.

    Errors: those of `locked_service` and of `register_persons`.
    """
    actor = Actor.user(clerk.pk)
    with transaction.atomic():
        found = locked_service(clerk, service_id, at=at)
        (party,) = register_persons([person], place=found.place, actor=actor, at=at)
        found.party_id = party.pk
        found.save(update_fields=["party_id"])
        record([act(found, "window.identify", actor, at, ticket=found.ticket)])
    return found


def start_at_window(clerk: User, service_id: UUID, wanted: Wanted, *, at: datetime) -> Application:
    """Begin the application of the person at the window; while it is a draft, the same one again.

    Errors: those of `locked_service` and `receive_at_window`; `NotYetKnown`.
    """
    with transaction.atomic():
        found = locked_service(clerk, service_id, at=at)
        person = person_at(found)
        if person is None:
            raise NotYetKnown
        known = application_at(found)
        if known is not None and known.bundle.code == wanted.code:
            return known
        draft = receive_at_window(
            found.place, wanted, person=person, clerk=clerk, window=found.pk, at=at
        )
        found.item_code = wanted.code
        found.save(update_fields=["item_code"])
    return draft


def receive_at_window(
    place: str, wanted: Wanted, *, person: Party, clerk: User, at: datetime,
    window: UUID | None = None,
) -> Application:  # fmt: skip
    """A draft that the clerk began for `person`, or for an enterprise whose mandate she holds.

    Errors: `NotAtTheWindow`, `ServiceMissing`, `ClientMissing`.
    """
    require_clerk(clerk, at=at)
    offered = listed_service(place, wanted.code)
    enterprise = wanted.enterprise
    if enterprise is not None and not holds_mandate(
        person.pk, enterprise.pk, item_code=wanted.code, at=at
    ):
        raise ClientMissing
    with transaction.atomic():
        draft = Application.objects.create(
            place=place,
            bundle=offered.item,
            started_by=clerk,
            applicant=enterprise or person,
            enterprise=enterprise,
            created_at=at,
            updated_at=at,
        )
        data = {"service": wanted.code, "present": str(person.pk), "window": str(window or "")}
        record([application_act(draft, "application.start", user=clerk, at=at, **data)])
    return draft


def person_at(service: WindowService) -> Party | None:
    """Who stands at the window, once identified."""
    return Party.objects.get(pk=service.party_id) if service.party_id else None


def application_at(service: WindowService) -> Application | None:
    """The application that was begun in this window service, the newest if there are several."""
    if service.clerk_id is None or service.called_at is None:
        return None
    begun = Application.objects.filter(
        place=service.place,
        started_by_id=service.clerk_id,
        bundle__code=service.item_code,
        created_at__gte=service.called_at,
    ).exclude(state=Application.State.DISCARDED)
    if service.ended_at is not None:
        begun = begun.filter(created_at__lte=service.ended_at)
    return begun.select_related("bundle", "case", "applicant").order_by("-created_at").first()


def sign_in_presence(clerk: User, service_id: UUID, *, at: datetime) -> Application:
    """The person at the window signs what was submitted; with the last signature it is received.

    Errors: `NotYetKnown`, `NotReceivedYet` before anything is submitted, `NotYourSignature`.
    """
    with transaction.atomic():
        found = locked_service(clerk, service_id, at=at)
        known = application_at(found)
        if found.party_id is None:
            raise NotYetKnown
        if known is None:
            raise NotReceivedYet
        application = get_application_for(clerk, known.pk, at=at, lock=True)
        signature = application.signatures.filter(
            signer_id=found.party_id, state=Signature.State.PENDING
        ).first()
        if signature is None or application.state != Application.State.SIGNING:
            raise NotYourSignature
        signature.state, signature.decided_at = Signature.State.SIGNED, at
        signature.save(update_fields=["state", "decided_at"])
        data = {"content": signature.content_hash, "signer": str(found.party_id), "where": "window"}
        record([application_act(application, "application.sign", user=clerk, at=at, **data)])
        receive_when_signed(application, at=at)
    return application


def print_receipt(clerk: User, service_id: UUID, *, at: datetime) -> Paper:
    """The receipt of the case that was received at the window; it is issued once.

    Errors: `NotReceivedYet`, and those of `locked_service`.
    """
    with transaction.atomic():
        found = locked_service(clerk, service_id, at=at)
        application = application_at(found)
        if application is None or application.case_id is None:
            raise NotReceivedYet
        case = Case.objects.select_related("item", "office", "party").get(pk=application.case_id)
        found.case_id = case.pk
        found.save(update_fields=["case_id"])
        given = case.papers.filter(kind=Paper.Kind.RECEIPT).first()
        if given is not None:
            return given
        body = {"materials": _materials_of(case), **dues_of([case.pk]).get(case.pk, {})}
        (paper,) = issue_papers(
            [case], Paper.Kind.RECEIPT, RECEIPT_PREFIX, actor=Actor.user(clerk.pk), at=at,
            body={case.pk: body},
        )  # fmt: skip
    return paper


def end_at_window(clerk: User, service_id: UUID, *, at: datetime) -> WindowService:
    """End the service, which from now on names the case that came of it. Errors: `ServiceEnded`."""
    with transaction.atomic():
        found = locked_service(clerk, service_id, at=at)
        application = application_at(found)
        if application is not None and application.case_id is not None:
            found.case_id = application.case_id
            found.save(update_fields=["case_id"])
        return end_service(clerk, service_id, at=at)


def _materials_of(case: Case) -> list[str]:
    """The names of the files that came with the case."""
    uses = DocumentUse.objects.filter(case=case).select_related("document").order_by("at", "pk")
    return [use.document.name for use in uses]
