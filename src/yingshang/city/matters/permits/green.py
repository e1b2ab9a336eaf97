"""The green channel (绿色通道): priority and a named case manager; it moves no deadline of anybody.

*Source*: domain reference section 1: a brand without legal definition, so a flag and no more.
"""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yingshang.city.matters.permits.models import GreenChannel
from yingshang.core.access.doors import CaseMissing, served_cases
from yingshang.core.access.models import Post, Role, User
from yingshang.core.access.posts import Reader, may_serve
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case
from yingshang.errors import Conflict, Denied, Invalid

DECIDING = (Role.APPROVER, Role.HEAD)
MANAGING = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)


class NotYoursToOpen(Denied):
    """Priority is given by whoever decides at the office."""

    code: ClassVar[str] = "green.not_yours"
    zh: ClassVar[str] = "绿色通道由本单位的审批人或者负责人开通。"
    en: ClassVar[str] = "Priority is given by the approver or the head of the office."


class WrongManager(Invalid):
    """The case manager does not serve at the case's office."""

    code: ClassVar[str] = "green.wrong_manager"
    zh: ClassVar[str] = "专办员须是本单位的承办、审核或者审批人员。"
    en: ClassVar[str] = "The case manager handles, reviews or approves at this office."


class ReasonMissing(Invalid):
    """Priority without a reason."""

    code: ClassVar[str] = "green.reason_missing"
    zh: ClassVar[str] = "请写明开通绿色通道的理由（200 字以内）。"
    en: ClassVar[str] = "Say why this case gets priority, in 200 characters at most."


class GreenAlready(Conflict):
    """The case has priority, is over, or has none to end."""

    code: ClassVar[str] = "green.already"
    zh: ClassVar[str] = "办件已经在绿色通道中，或者已经办结。请刷新页面。"
    en: ClassVar[str] = "The case has priority already, or is over. Reload the page."


def managers_for(case: Case, *, at: datetime) -> QuerySet[User]:
    """Who can manage the case: the officers of its office."""
    running = Q(valid_until__isnull=True) | Q(valid_until__gt=at)
    posts = Post.objects.filter(running, office_id=case.office_id, role__in=MANAGING)
    rows = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
    return rows.order_by("username")


def open_channel(
    case_id: UUID, manager_id: UUID, *, reason: str, user: User, at: datetime
) -> GreenChannel:
    """Give a case priority and a named manager, with an entry.

    Errors: `CaseMissing`, `NotYoursToOpen`, `WrongManager`, `ReasonMissing`, `GreenAlready`.
    """
    reason = reason.strip()
    with transaction.atomic():
        case = _locked(user, case_id, at)
        manager = managers_for(case, at=at).filter(pk=manager_id).first()
        if manager is None:
            raise WrongManager(field="manager")
        if not 0 < len(reason) <= 200:
            raise ReasonMissing(field="reason")
        if case.closed_at is not None or green_of(case) is not None:
            raise GreenAlready
        row = GreenChannel.objects.create(
            case=case, manager=manager, reason=reason, opened_by=user, opened_at=at
        )
        data = {"manager": manager.display_name, "reason": reason}
        record([_act(case, "green.open", user, at, data)])
    return row


def end_channel(case_id: UUID, *, user: User, at: datetime) -> None:
    """The case goes on like any other. Errors: `CaseMissing`, `NotYoursToOpen`, `GreenAlready`."""
    with transaction.atomic():
        case = _locked(user, case_id, at)
        if not GreenChannel.objects.filter(case=case, ended_at__isnull=True).update(ended_at=at):
            raise GreenAlready
        record([_act(case, "green.end", user, at, {})])


def green_of(case: Case) -> GreenChannel | None:
    """The case's channel, or its bundle's, while it is open."""
    rows = GreenChannel.objects.filter(
        case_id__in=[case.pk, *([case.parent_id] if case.parent_id else [])], ended_at__isnull=True
    )
    return rows.select_related("manager").order_by("opened_at").first()


def green_ids(case_ids: Collection[UUID]) -> set[UUID]:
    """Which of the cases have priority. One SQL statement."""
    rows = GreenChannel.objects.filter(case_id__in=case_ids, ended_at__isnull=True)
    return set(rows.values_list("case_id", flat=True))


def channels_for(user: Reader, *, at: datetime) -> QuerySet[GreenChannel]:
    """The open channels of open cases at one's posts, the oldest first."""
    seen = served_cases(user, at=at).filter(closed_at__isnull=True)
    rows = GreenChannel.objects.filter(case__in=seen.values("pk"), ended_at__isnull=True)
    return rows.select_related("case__item", "case__party", "manager").order_by("opened_at")


def _locked(user: User, case_id: UUID, at: datetime) -> Case:
    case = served_cases(user, at=at).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    if not may_serve(user, case_id, roles=DECIDING, at=at):
        raise NotYoursToOpen
    return Case.objects.select_for_update().get(pk=case_id)


def _act(case: Case, action: str, user: User, at: datetime, data: dict[str, str]) -> Act:
    return Act(case.place, case.kind, case.pk, Actor.user(user.pk), at, action, data)
