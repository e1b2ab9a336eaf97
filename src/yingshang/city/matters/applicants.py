"""What an applicant does with cases that are under way: withdraw, correct, resubmit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.errors import ApplicationIncomplete
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.applications.values import clean
from yingshang.city.matters.models import Application
from yingshang.city.matters.progress import go_on, lock_bundles, refused
from yingshang.city.matters.undertakings.following import after_ends
from yingshang.core.access.doors import get_case_for
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.documents.services import Use, use_in_cases
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, User
from yingshang.errors import DomainError
from yingshang.worktime.zone import local

OPEN = ("waiting", "received", "correction", "accepted", "handled", "reviewed", "ordered", "taken")


def withdraw(
    case_id: UUID, *, user: User, at: datetime, version: int | None = None, reason: str = ""
) -> None:
    """Withdraw a case; a bundle with all members that are not decided yet.

    Errors: `CaseMissing`; `StepRefused`.
    """
    with transaction.atomic():
        lock_bundles([case_id])
        case = get_case_for(user, case_id, at=at)
        actor, behalf = Actor.user(user.pk), _behalf(case, user)
        members = list(case.members.filter(state__in=OPEN).values_list("pk", flat=True))
        moves = [
            Move(pk, "withdraw", actor, at, on_behalf_of=behalf, reason=reason,
                 expected_version=version if pk == case.pk else None)
            for pk in [case.pk, *members]
        ]  # fmt: skip
        advance(moves)
        after_ends([move.case_id for move in moves], at=at)
        if case.parent_id:
            refused([case.pk], at=at)


def resubmit(
    case_id: UUID,
    values: Mapping[str, object],
    *,
    user: User,
    at: datetime,
    documents: Sequence[tuple[str, UUID]] = (),
    version: int | None = None,
) -> None:
    """Answer a deficiency notice: new field values and documents, and the case is received anew.

    Errors: `CaseMissing`; `DocumentMissing` for one that is not hers to give;
    `ApplicationIncomplete` with every wrong value; `StepRefused`.
    """
    with transaction.atomic():
        lock_bundles([case_id])
        case = get_case_for(user, case_id, at=at)
        _correct_fields(case, values, user, at)
        actor, behalf = Actor.user(user.pk), _behalf(case, user)
        uses = [Use(document_id, case.pk, material, at) for material, document_id in documents]
        use_in_cases(uses, actor=actor, at=at, on_behalf_of=behalf)
        changed = [*sorted(values), *(material for material, _ in documents)]
        move = Move(
            case.pk,
            "resubmit",
            actor,
            at,
            expected_version=version,
            on_behalf_of=behalf,
            data={"changed": changed},
        )
        advance([move])
        if case.parent_id:
            go_on({case.parent_id}, at=at)


def supply(
    case_id: UUID,
    documents: Sequence[tuple[str, UUID]],
    *,
    user: User,
    at: datetime,
    version: int | None = None,
) -> None:
    """Hand in what an office asked for after acceptance; the clocks run on.

    Errors: `CaseMissing`; `DocumentMissing` for one that is not hers to give; `StepRefused`.
    """
    with transaction.atomic():
        case = get_case_for(user, case_id, at=at)
        actor, behalf = Actor.user(user.pk), _behalf(case, user)
        uses = [Use(document_id, case.pk, material, at) for material, document_id in documents]
        use_in_cases(uses, actor=actor, at=at, on_behalf_of=behalf)
        data = {"supplied": [material for material, _ in documents]}
        advance([Move(case.pk, "supply", actor, at, expected_version=version, on_behalf_of=behalf,
                      data=data)])  # fmt: skip


def _correct_fields(case: Case, values: Mapping[str, object], user: User, at: datetime) -> None:
    if not values:
        return
    found = Application.objects.filter(case_id=case.parent_id or case.pk).first()
    if found is None:
        return
    application = get_application_for(user, found.pk, at=at, lock=True)
    fields = {field.meaning: field for field in planned(application, at=at).plan.fields}
    problems: list[DomainError] = []
    for meaning in values.keys() & fields.keys():
        try:
            value = clean(fields[meaning], values[meaning], today=local(at, field="at").date())
        except DomainError as error:
            problems.append(error)
        else:
            if value is not None:
                application.fields[meaning] = value
    if problems:
        raise ApplicationIncomplete(problems)
    application.updated_at = at
    application.save(update_fields=["fields", "updated_at"])


def _behalf(case: Case, user: User) -> UUID | None:
    return case.party_id if user.person_id != case.party_id else None
