"""Submission: the application becomes one bundle case with its member cases, once."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from yingshang.city.matters.applications.signing import ask_signatures, is_fully_signed, sign
from yingshang.city.matters.applications.values import person_details, persons_in
from yingshang.city.matters.clocks import intake_budget
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.models import Application, Dependency, Paper, Signature
from yingshang.city.matters.papers.issuing import issue_papers
from yingshang.city.matters.progress import start_members
from yingshang.core.access.acting import may_act_for
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.catalogue.services import office_ids
from yingshang.core.documents.services import Use, use_in_cases
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, Mandate, Party, User
from yingshang.core.parties.enterprises import register_enterprise
from yingshang.core.parties.mandates import enter_mandate
from yingshang.core.parties.persons import register_person
from yingshang.worktime import Budget, Unit

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


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the new cases share."""

    application: Application
    party: Party
    actor: Actor
    on_behalf_of: UUID | None
    offices: dict[str, UUID]
    at: datetime


def _become_a_case(what: Planned, *, user: User, at: datetime) -> None:
    application = what.application
    party = _party(application, user, at)
    other = application.applicant_id if user.person_id != application.applicant_id else None
    shared = _Opened(
        application, party, Actor.user(user.pk), other, office_ids(application.place), at
    )
    bundle_id = new_id()
    members = {member.matter: new_id() for member in what.plan.members}
    openings = [_bundle(what, bundle_id, shared)]
    openings += [_member(what, code, case, bundle_id, shared) for code, case in members.items()]
    open_cases(openings)
    Dependency.objects.bulk_create(
        Dependency(case_id=members[member.matter], needed_id=members[need])
        for member in what.plan.members
        for need in member.needs
    )
    _use_documents(what, bundle_id, members, shared)
    _receipt(what, bundle_id, shared)
    application.enterprise, application.state = party, State.SUBMITTED
    application.case_id = bundle_id
    application.save()
    start_members([bundle_id], at=at)


def _party(application: Application, user: User, at: datetime) -> Party:
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


def _bundle(what: Planned, bundle_id: UUID, shared: _Opened) -> Opening:
    bundle = what.service.bundle
    budget = Budget(what.plan.promise.half_days, Unit.HALF_DAY)
    return Opening(
        case_id=bundle_id,
        kind="bundle",
        state="running",
        place=shared.application.place,
        number_prefix=bundle.number_prefix,
        party_id=shared.party.pk,
        office_id=shared.offices[bundle.lead_office],
        item_id=what.service.item.pk,
        actor=shared.actor,
        on_behalf_of=shared.on_behalf_of,
        at=shared.at,
        title=f"{bundle.name}：{shared.party.name}",
        starts=(("promised", budget),),
        data={"application": str(shared.application.pk), "members": len(what.plan.members)},
    )


def _member(what: Planned, code: str, case_id: UUID, bundle_id: UUID, shared: _Opened) -> Opening:
    matter, item = what.service.matters[code], what.service.items[code]
    needs = next(m.needs for m in what.plan.members if m.matter == code)
    state, starts = _beginning(matter, item.body, waits=bool(needs))
    return Opening(
        case_id=case_id,
        kind="errand" if matter.executor else "matter",
        state=state,
        place=shared.application.place,
        number_prefix=what.service.bundle.number_prefix + "件",
        party_id=shared.party.pk,
        office_id=shared.offices[matter.responsible],
        item_id=item.pk,
        parent_id=bundle_id,
        actor=shared.actor,
        on_behalf_of=shared.on_behalf_of,
        at=shared.at,
        title=f"{matter.name}：{shared.party.name}",
        starts=starts,
        data={"matter": code},
    )


def _beginning(
    matter: Matter, body: dict[str, object], *, waits: bool
) -> tuple[str, tuple[tuple[str, Budget], ...]]:
    """Received with its answering clock; errands and what needs another's result wait."""
    if waits or matter.executor:
        return "waiting", ()
    budget = intake_budget(body)
    return "received", (("intake", budget),) if budget else ()


def _receipt(what: Planned, bundle_id: UUID, shared: _Opened) -> None:
    """The dated receipt of everything that was handed in."""
    case = Case.objects.select_related("item", "office", "party").get(pk=bundle_id)
    names = [material.name for material in what.plan.materials]
    issue_papers(
        [case], Paper.Kind.RECEIPT, "潭收", actor=shared.actor, at=shared.at,
        body={bundle_id: {"materials": names}},
    )  # fmt: skip


def _use_documents(
    what: Planned, bundle_id: UUID, members: dict[str, UUID], shared: _Opened
) -> None:
    """Every member that needs a material uses the one document that was given for it."""
    users: dict[str, Sequence[str]] = {m.code: m.used_by for m in what.plan.materials}
    uses = [
        Use(given.document_id, case, given.material, given.consented_at)
        for given in what.application.materials.all()
        for case in [
            bundle_id,
            *(members[code] for code in users.get(given.material, ()) if code in members),
        ]
    ]
    use_in_cases(uses, actor=shared.actor, at=shared.at, on_behalf_of=shared.on_behalf_of)
