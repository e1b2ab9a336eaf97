"""Submission: the application becomes one bundle case with its member cases, once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from yingshang.city.matters.applications.checking import COMPANY_NAME, is_name_taken, problems_of
from yingshang.city.matters.applications.doors import get_application_for, get_draft_for
from yingshang.city.matters.applications.drafting import act
from yingshang.city.matters.applications.errors import (
    ApplicationIncomplete,
    KeyUsed,
    NameTaken,
    NoLongerDraft,
)
from yingshang.city.matters.applications.planning import Planned, planned
from yingshang.city.matters.applications.receiving import Material, Ready, open_bundles
from yingshang.city.matters.applications.signing import ask_signatures, is_fully_signed, sign
from yingshang.city.matters.applications.values import person_details, persons_in
from yingshang.city.matters.models import Application, Signature
from yingshang.city.matters.progress import start_members
from yingshang.city.matters.undertakings.choices import sign_choices
from yingshang.core.access.acting import may_act_for
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Mandate, Party, User
from yingshang.core.parties.enterprises import register_enterprise
from yingshang.core.parties.mandates import enter_mandate
from yingshang.core.parties.persons import register_person

State = Application.State
APPLICANTS_TERM = timedelta(days=365)
"""How long somebody who applies for a company she does not head may act for it here."""


def submit(
    application_id: UUID, *, user: User, key: UUID, at: datetime, version: int | None = None
) -> Application:
    """Submit; it becomes a case at once, or waits for the signatures of all who must sign.

    The same `key` again answers what the first submit made: a second click does nothing twice.
    Errors: those of the door; `KeyUsed` by another application; `ApplicationIncomplete` with
    everything that is missing.
    """
    with transaction.atomic():
        application = get_application_for(user, application_id, at=at, lock=True)
        if application.submission_key == key and application.state != State.DRAFT:
            return application
        if Application.objects.filter(submission_key=key).exclude(pk=application_id).exists():
            raise KeyUsed
        draft = get_draft_for(user, application_id, version=version, at=at)
        _hold_name(draft)
        what = planned(draft, at=at)
        if problems := problems_of(what):
            raise ApplicationIncomplete(problems)
        draft.submission_key, draft.submitted_at, draft.updated_at = key, at, at
        draft.bundle = what.service.item
        draft.state = State.SIGNING
        draft.version += 1
        _save_under_its_key(draft)
        signatures = ask_signatures(what, user=user, at=at)
        signers = [str(s.signer_id) for s in signatures]
        record([act(draft, "application.submit", user=user, at=at, signers=signers)])
        if is_fully_signed(draft):
            _become_a_case(what, user=user, at=at)
    return draft


def _hold_name(application: Application) -> None:
    """Until the transaction ends nobody else declares this name: of two at once, one gets it."""
    if name := application.fields.get(COMPANY_NAME):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"{application.place} company_name {name}"],
            )


def _save_under_its_key(draft: Application) -> None:
    """Errors: `KeyUsed` when another application was submitted under the key at this moment."""
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise KeyUsed from error


def decide_signature(
    application_id: UUID, *, user: User, content: str, at: datetime, agrees: bool
) -> Application:
    """Sign or refuse; with the last signature the application is received as a case.

    Errors: those of `sign`; `NameTaken` when the name was lost meanwhile.
    """
    with transaction.atomic():
        application = sign(application_id, user=user, content=content, at=at, agrees=agrees)
        if agrees:
            receive_when_signed(application, at=at)
    return application


def receive_when_signed(application: Application, *, at: datetime) -> None:
    """Receive the application as a case once every signatory has signed.

    Errors: `NameTaken` when the name was lost meanwhile.
    """
    if is_fully_signed(application):
        _become_a_case(planned(application, at=at), user=application.started_by, at=at)


def take_back(application_id: UUID, *, user: User, at: datetime) -> Application:
    """Make an application that still waits for signatures a draft again; signatures given lapse.

    Errors: `ApplicationMissing`; `NoLongerDraft` once it is a case.
    """
    with transaction.atomic():
        application = get_application_for(user, application_id, at=at, lock=True)
        if application.state != State.SIGNING:
            raise NoLongerDraft
        application.state, application.submission_key = State.DRAFT, None
        application.version += 1
        application.updated_at = at
        application.save()
        Signature.objects.filter(application=application).delete()
        record([act(application, "application.take_back", user=user, at=at)])
    return application


def _become_a_case(what: Planned, *, user: User, at: datetime) -> None:
    application = what.application
    party = party_of(application, user, at)
    rows = application.materials.values_list("material", "document_id", "consented_at")
    ready = Ready(
        what, user.pk, on_behalf(application, user), party.pk, party.name,
        [Material(*row) for row in rows], at,
    )  # fmt: skip
    (cases,) = open_bundles([ready])
    sign_choices(what, cases.members, party=party, actor=ready.actor, at=at)
    application.enterprise, application.state = party, State.SUBMITTED
    application.case_id = cases.bundle_id
    application.save()
    start_members([cases.bundle_id], at=at)


def on_behalf(application: Application, user: User) -> UUID | None:
    """For whom somebody else than the applicant hands in."""
    return application.applicant_id if user.person_id != application.applicant_id else None


def party_of(application: Application, user: User, at: datetime) -> Party:
    """The enterprise that is to be; the person herself where no company is named."""
    name = application.fields.get(COMPANY_NAME)
    if application.enterprise is not None:
        return application.enterprise
    if not name:
        return application.applicant
    _hold_name(application)
    if is_name_taken(str(name), application):
        raise NameTaken(field=COMPANY_NAME, name=name)
    actor, place = Actor.user(user.pk), application.place
    heads = persons_in(application.fields.get("legal_representative"))
    head = (
        register_person(*person_details(heads[0]), place=place, actor=actor, at=at)
        if heads
        else application.applicant
    )
    enterprise = register_enterprise(
        str(name), legal_representative=head, place=place, actor=actor, at=at
    )
    holders = {application.applicant, _own_side(application, user, at)} - {None, head}
    for holder in holders:
        mandate = Mandate(
            kind=Mandate.Kind.AGENT,
            principal=enterprise,
            holder=holder,
            scope=[application.bundle.code],
            valid_from=at,
            valid_until=at + APPLICANTS_TERM,
        )
        enter_mandate(mandate, place=place, actor=actor, at=at)
    return enterprise


def _own_side(application: Application, user: User, at: datetime) -> Party | None:
    """Who began it, if she may act for the applicant; a clerk at the window gains nothing by it."""
    code = application.bundle.code
    return user.person if may_act_for(user, application.applicant, item_code=code, at=at) else None
