"""Reads of undertakings, each behind its door: whoever sees the case sees its promises."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.city.matters.undertakings.errors import UndertakingMissing
from yingshang.city.matters.undertakings.models import BadCredit, CheckDraw, Undertaking
from yingshang.core.access.acting import clients_of
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.models import Case

SHOWN = ("case__item", "case__office", "party", "text", "signer", "aftercheck")


def get_undertaking_for(user: Reader, undertaking_id: UUID, *, at: datetime) -> Undertaking:
    """One undertaking. Errors: `UndertakingMissing`, for hidden and missing."""
    seen = visible_cases(user, at=at)
    rows = Undertaking.objects.filter(case__in=seen).select_related(*SHOWN)
    row = rows.filter(pk=undertaking_id).first()
    if row is None:
        raise UndertakingMissing
    return row


def get_published(place: str, undertaking_id: UUID) -> Undertaking:
    """One whose signer let it be published. Errors: `UndertakingMissing`."""
    row = published_in(place).filter(pk=undertaking_id).first()
    if row is None:
        raise UndertakingMissing
    return row


def published_in(place: str, *, search: str = "") -> QuerySet[Undertaking]:
    """The public register, the latest first. Persons are found by no name."""
    rows = Undertaking.objects.filter(place=place, is_published=True)
    if search:
        named = Q(party__kind="enterprise", party__name__icontains=search)
        rows = rows.filter(named | Q(case__item__body__name__icontains=search))
    return rows.select_related(*SHOWN).order_by("-signed_at", "pk")


def promised_materials(case: Case) -> set[str]:
    """The materials that promises about the case replace or put off, by code."""
    rows = Undertaking.objects.filter(case=case).values_list("data__materials", flat=True)
    return {code for codes in rows for code in codes or ()}


def undertaking_behind(case: Case) -> Undertaking:
    """The promise that an after-check is about, whatever became of it."""
    return Undertaking.objects.select_related(*SHOWN).get(aftercheck=case)


def afterchecks_for(user: User, *, at: datetime) -> QuerySet[Case]:
    """The checks at the offices where the user handles, reviews or approves."""
    roles = [Role.HANDLER, Role.REVIEWER, Role.APPROVER]
    offices = {post.office_id for post in posts_of(user, at=at).filter(role__in=roles)}
    rows = Case.objects.filter(kind="aftercheck", office_id__in=offices)
    return rows.select_related("item", "office", "party", "handler")


def credit_of(user: User, *, at: datetime) -> QuerySet[BadCredit]:
    """The records of the user and of everybody she may act for, the latest first."""
    own = [user.person_id] if user.person_id else []
    parties = [*own, *clients_of(user, at=at).values_list("pk", flat=True)]
    rows = BadCredit.objects.filter(party_id__in=parties)
    return rows.select_related("party", "undertaking__case__item").order_by("-from_at")


def credit_at(user: User, *, at: datetime) -> QuerySet[BadCredit]:
    """The records entered by the offices where the user approves, those to decide first."""
    posts = posts_of(user, at=at).filter(role=Role.APPROVER)
    offices = {post.office_id for post in posts}
    rows = BadCredit.objects.filter(undertaking__case__office_id__in=offices)
    rows = rows.select_related("party", "undertaking__case__item")
    return rows.order_by("repaired_at", "-repair_asked_at", "-from_at")


def draws_at(office_ids: Collection[UUID]) -> QuerySet[CheckDraw]:
    """The draws of what is checked, the latest first."""
    rows = CheckDraw.objects.filter(office_id__in=office_ids).select_related("draw")
    return rows.order_by("-announced_at")
