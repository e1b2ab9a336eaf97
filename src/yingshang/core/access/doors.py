"""The one door to cases: who may see which. Hidden and missing answer alike.

What may be *done* with a case is judged by `cases.advance`; see `predicates` for the rule in SQL.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.core.access.confined import confined, hidden_from
from yingshang.core.access.held import mandates_held, posts_held
from yingshang.core.access.models import Post, User
from yingshang.core.access.posts import Reader
from yingshang.core.access.predicates import SEEING_PLACE_WIDE
from yingshang.core.cases.models import Case
from yingshang.core.parties.models import Mandate
from yingshang.errors import Missing

NOTHING = Q(pk__in=())


class CaseMissing(Missing):
    """No such case, or not this reader's to see."""

    code: ClassVar[str] = "cases.missing"


def visible_cases(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The cases that `user` may see at `at`, unordered.

    - the party itself sees all its cases; the holder of its mandate those in the mandate's scope;
    - a post sees the cases at its office, within its items; clerk, delivery, call-back and
      supervisor posts see the whole place's; a substitute sees what the absent colleague sees;
    - cases of a confined kind are seen by its roles at the case's own office only;
    - anybody else, and anybody who is not logged in or inactive, sees none.

    Two small reads (posts, mandates; once a page), then one condition that the indexes of the table
    answer.
    """
    if not isinstance(user, User) or not user.is_active:
        return Case.objects.none()
    return Case.objects.filter(_for_a_party(user, at) | _at_posts(posts_held(user, at=at)))


def served_cases(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The cases that `user` may see because of a post, without those of her own (回避)."""
    cases = Case.objects.filter(_at_posts(posts_held(user, at=at)))
    if not isinstance(user, User) or user.person_id is None:
        return cases
    principals = [m.principal_id for m in mandates_held(user.person_id, at=at)]
    return cases.exclude(party_id__in=[user.person_id, *principals])


def get_case_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """The case with its item, office and party. Errors: `CaseMissing`, for hidden and missing."""
    cases = visible_cases(user, at=at).select_related("item", "office", "party", "handler")
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case


def _for_a_party(user: User, at: datetime) -> Q:
    if user.person_id is None:
        return NOTHING
    allowed = Q(party_id=user.person_id)
    for mandate in mandates_held(user.person_id, at=at):
        allowed |= _within(mandate)
    return allowed


def _within(mandate: Mandate) -> Q:
    """A mandate for a bundle covers the bundle's members."""
    principal = Q(party_id=mandate.principal_id)
    if not mandate.scope:
        return principal
    return principal & (Q(item__code__in=mandate.scope) | Q(parent__item__code__in=mandate.scope))


def _at_posts(posts: Iterable[Post]) -> Q:
    allowed = NOTHING
    for post in posts:
        where = Q(office_id=post.office_id)
        if post.role in SEEING_PLACE_WIDE:
            where |= Q(place=post.office.place) & ~Q(kind__in=list(confined()))
        where &= ~Q(kind__in=hidden_from(post.role))
        allowed |= where & Q(item__code__in=post.items) if post.items else where
    return allowed
