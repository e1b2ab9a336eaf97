"""Who finds a run, its order and an objection: missing and hidden answer alike.

Officers of the policy's office and of the office that pays; supervisors and leaders of the place.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.city.benefits.lifecycle import OBJECTION, OFFICE, ORDER
from yingshang.city.benefits.runs.errors import RunMissing
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.models import Post, Role
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.models import Case

WATCHING = frozenset({Role.SUPERVISOR.value, Role.LEADER.value})
_SHOWN = ("case__office", "case__party", "item")


def runs_for(user: Reader, *, at: datetime) -> QuerySet[Run]:
    """The runs that the user may see at a post."""
    posts = list(posts_of(user, at=at).filter(role__in=OFFICE | WATCHING))
    if not posts:
        return Run.objects.none()
    allowed = Q(pk__in=())
    for post in posts:
        allowed |= _at(post)
    return Run.objects.filter(allowed).select_related(*_SHOWN)


def get_run_for(user: Reader, run_id: UUID, *, at: datetime) -> Run:
    """One run. Errors: `RunMissing`."""
    run = runs_for(user, at=at).filter(pk=run_id).first()
    if run is None:
        raise RunMissing
    return run


def order_of(run: Run) -> Case | None:
    """The newest order to pay the run."""
    orders = Case.objects.filter(parent_id=run.pk, kind=ORDER.kind)
    return orders.select_related("office").order_by("-opened_at", "-pk").first()


def get_objection_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """An objection to a run that the user may see. Errors: `CaseMissing`."""
    case = Case.objects.filter(pk=case_id, kind=OBJECTION.kind).select_related("office").first()
    if case is None or not runs_for(user, at=at).filter(pk=case.parent_id).exists():
        raise CaseMissing
    return case


def get_own_objection_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """An objection that the user raised, for herself or a firm. Errors: `CaseMissing`."""
    cases = visible_cases(user, at=at).filter(kind=OBJECTION.kind).select_related("office")
    posts = posts_of(user, at=at).values("office_id")
    case = cases.exclude(office_id__in=posts).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case


def _at(post: Post) -> Q:
    place = Q(place=post.office.place)
    if post.role in WATCHING:
        return place
    own = Q(case__office_id=post.office_id) | Q(
        pk__in=Case.objects.filter(kind=ORDER.kind, office_id=post.office_id).values("parent_id")
    )
    return place & own & Q(policy__in=post.items) if post.items else place & own


def entitlement_of(run: Run, credit_code: str) -> Entitlement | None:
    """The firm's row in the run's list."""
    return Entitlement.objects.filter(run=run, credit_code=credit_code).first()
