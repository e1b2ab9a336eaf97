"""Which extensions wait for whose signature."""

from datetime import datetime

from django.db.models import QuerySet

from yingshang.city.matters.extending.models import ExtensionProposal
from yingshang.core.access.models import Role
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.models import Case

SIGNING = (Role.HEAD, Role.GOVERNMENT)


def waiting_proposal(case: Case) -> ExtensionProposal | None:
    """The proposal of the case that waits to be signed; its reader has passed the case's door."""
    if case.closed_at is not None:
        return None
    waiting = ExtensionProposal.objects.filter(case=case, decided_at__isnull=True)
    return waiting.select_related("proposed_by").first()


def proposals_to_sign(user: Reader, *, at: datetime) -> QuerySet[ExtensionProposal]:
    """Open proposals that the reader may sign: at her office, or joint ones of her place."""
    posts = posts_of(user, at=at).filter(role__in=SIGNING)
    offices = [post.office_id for post in posts if post.role == Role.HEAD]
    places = [post.office.place for post in posts if post.role == Role.GOVERNMENT]
    waiting = ExtensionProposal.objects.filter(
        decided_at__isnull=True, case__closed_at__isnull=True
    ).exclude(case__state="granted")
    joint = waiting.filter(case__place__in=places, case__item__body__statutory_limit__joint=True)
    own = waiting.filter(case__office_id__in=offices).exclude(
        case__item__body__statutory_limit__joint=True
    )
    rows = own | joint
    return rows.select_related("case__item", "case__party", "proposed_by").order_by("proposed_at")
