"""Improvements: opened by the desk for an office, reported by it, confirmed by somebody else."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yingshang.city.requests.desks import desk_of, stand_in
from yingshang.city.requests.errors import NoSuchOffice
from yingshang.city.requests.improvements.models import Improvement
from yingshang.city.requests.lifecycle import IMPROVE, IMPROVEMENT
from yingshang.city.requests.texts import LONG, checked_text
from yingshang.city.requests.unresolved.clocks import begin
from yingshang.city.requests.unresolved.doors import get_reported_for
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Moved, Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Office
from yingshang.errors import Denied

MOST = 1000
MAY_ASK = (Role.SUPERVISOR, Role.CLERK)


class NotYourDesk(Denied):
    """Who opens an improvement serves at the desk as its clerk or supervisor."""

    code = "requests.not_your_desk"
    zh = "改进任务由反映窗口或督查人员下达。"
    en = "An improvement is asked for by the desk's clerk or supervisor."


def open_improvement(source_id: UUID, office: str, what: str, *, user: User, at: datetime) -> Case:
    """Ask an office to change what caused an answered matter.

    Errors: `CaseMissing`, `NotYourDesk`, `NoSuchOffice`, `TooLong`.
    """
    source = get_reported_for(user, source_id, at=at)
    if not _may_ask(user, source, at):
        raise NotYourDesk
    row = Unresolved.objects.get(pk=source.pk)
    said = checked_text(what, field="what", most=MOST)
    wanted = Office.objects.filter(place=source.place, code=office, is_open=True).first()
    if wanted is None or not row.cause:
        raise NoSuchOffice(field="office")
    desk = desk_of(source.place, at=at)
    opening = Opening(
        case_id=new_id(),
        kind=IMPROVEMENT.kind,
        state="assigned",
        place=source.place,
        number_prefix=desk.listed.numbers.improvement,
        party_id=stand_in(source.place).pk,
        office_id=wanted.pk,
        item_id=source.item_id,
        actor=Actor.user(user.pk),
        at=at,
        title=said.replace("\n", " ")[:40],
        cause=f"unresolved:{source.pk}",
        starts=((IMPROVE, desk.budget(desk.listed.improvement)),),
        data={"what": said, "cause": row.cause, "source": source.number},
    )
    with transaction.atomic():
        open_cases([opening])
        Improvement.objects.create(
            case_id=opening.case_id, source=source, cause=row.cause, what=said
        )
    return Case.objects.get(pk=opening.case_id)


def improvements_for(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The improvements of the user's office, or of the place for the desk; nobody else's."""
    if not posts_of(user, at=at).exists():
        return Case.objects.none()
    cases = visible_cases(user, at=at).filter(kind=IMPROVEMENT.kind)
    return cases.select_related("office", "handler", "improvement__source")


def get_improvement_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """One of them. Errors: `CaseMissing`."""
    case = improvements_for(user, at=at).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case


def take_improvement_step(
    case_id: UUID, step: str, *, reason: str, user: User, at: datetime,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """`report`, `confirm` or `send_back`. Errors: `CaseMissing`, `TooLong`, `StepRefused`."""
    case = get_improvement_for(user, case_id, at=at)
    said = checked_text(reason, field="reason", most=LONG)
    with transaction.atomic():
        (moved,) = advance(
            [Move(case_id, step, Actor.user(user.pk), at, version, reason=said)]
        ).moved
        if step == "report":
            Improvement.objects.filter(pk=case_id).update(report=said, reported_by=user)
        if step == "send_back":
            desk = desk_of(case.place, at=at)
            begin([case], IMPROVE, desk.budget(desk.listed.improvement), at=at)
    return moved


def _may_ask(user: User, source: Case, at: datetime) -> bool:
    posts = posts_of(user, at=at).filter(office_id=source.office_id)
    return posts.filter(role__in=MAY_ASK).exists()
