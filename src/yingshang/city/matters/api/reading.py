"""Reads that several operations share: scoped by who calls, a fixed number of SQL statements."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.city.matters.api.schemas.applications import FieldOut
from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.drafting import ClientMissing
from yingshang.city.matters.applications.errors import UnknownMaterial
from yingshang.city.matters.applications.planning import Planned, planned
from yingshang.city.matters.models import Application
from yingshang.city.matters.queries.submitted import planned_as_submitted
from yingshang.city.matters.shrinking import PlannedMaterial
from yingshang.city.matters.undertakings.keeping import open_of
from yingshang.city.matters.undertakings.models import Kind as UndertakingKind
from yingshang.core.access.acting import clients_of, may_act_for
from yingshang.core.access.doors import NOTHING, CaseMissing, get_case_for, visible_cases
from yingshang.core.access.models import User
from yingshang.core.models import Case, Party
from yingshang.core.parties.queries import running_mandates
from yingshang.errors import Conflict


class NothingToCorrect(Conflict):
    """The case is not one that waits for a correction."""

    code: ClassVar[str] = "matters.no_correction_asked"
    zh: ClassVar[str] = "这个办件现在不需要补正。请先查看办件状态。"
    en: ClassVar[str] = "No correction is asked for in this case now. Look at its state first."


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
    application = get_application_for(user, application_id, at=at)
    if application.state == Application.State.DRAFT:
        return planned(application, at=at)
    return planned_as_submitted(application, at=at)


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


def form_of(case: Case, *, at: datetime) -> list[FieldOut]:
    """The fields of the application behind a case; of a member, those that its matter uses."""
    rows = Application.objects.select_related(*WITH_PARTIES)
    application = rows.filter(case_id=case.parent_id or case.pk).first()
    if application is None:
        return []
    what = planned_as_submitted(application, at=at)
    return [
        FieldOut.of(field, application.fields.get(field.meaning))
        for field in what.plan.fields
        if case.parent_id is None or case.item.code in field.used_by
    ]


def correction_material(
    user: User, case_id: UUID, material: str, *, at: datetime
) -> tuple[Case, PlannedMaterial]:
    """A case of the caller's that is to be corrected or has a gap to be filled, and a material
    that its matter asks for.

    Errors: `CaseMissing` for whoever may not act for the party; `NothingToCorrect`;
    `UnknownMaterial`.
    """
    case = get_case_for(user, case_id, at=at)
    bundle = case.parent.item.code if case.parent else ""
    if not may_act_for(user, case.party, item_code=case.item.code, at=at, bundle_code=bundle):
        raise CaseMissing
    if case.state != "correction" and not open_of([case.pk], UndertakingKind.CONDITIONAL).exists():
        raise NothingToCorrect
    application = Application.objects.filter(case_id=case.parent_id or case.pk).first()
    plan = planned_as_submitted(application, at=at).plan if application else None
    for wanted in plan.materials if plan else ():
        if wanted.code == material and case.item.code in wanted.used_by:
            return case, wanted
    raise UnknownMaterial(field=f"material.{material}", material=material)
