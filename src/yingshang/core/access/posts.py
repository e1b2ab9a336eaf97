"""At which posts a user serves: their own, and those of colleagues they stand in for."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from yingshang.core.access.models import Post, Substitution, User
from yingshang.core.access.predicates import IS_THEIR_OWN, serves_the_case

Reader = User | AnonymousUser

_MAY_SERVE = f"""
SELECT {serves_the_case("b.roles")} AND NOT {IS_THEIR_OWN}
FROM (SELECT %s::uuid AS actor_id, %s::timestamptz AS at, %s::text[] AS roles) b
JOIN core_case c ON c.id = %s JOIN core_item i ON i.id = c.item_id"""  # noqa: S608 - our own predicate, no input


def posts_of(user: Reader, *, at: datetime) -> QuerySet[Post]:
    """The posts that run at `at`: the user's own, and those held as a substitute."""
    if not isinstance(user, User) or not user.is_active:
        return Post.objects.none()
    standing_in = Substitution.objects.filter(_running(at), post=OuterRef("pk"), substitute=user)
    return (
        Post.objects.filter(_running(at))
        .filter(Q(user=user) | Q(Exists(standing_in)))
        .select_related("office")
    )


def has_post(user: Reader, *, at: datetime) -> bool:
    """Whether the user serves anywhere at `at`, and is therefore staff."""
    return posts_of(user, at=at).exists()


def may_serve(user: Reader, case_id: UUID, *, roles: Collection[str], at: datetime) -> bool:
    """Whether the user may take a step of the case that needs one of `roles`.

    The same predicate that `advance` applies; use it to decide which buttons to show.
    """
    if not isinstance(user, User):
        return False
    with connection.cursor() as cursor:
        cursor.execute(_MAY_SERVE, [user.pk, at, [str(role) for role in roles], case_id])
        row = cursor.fetchone()
    return row is not None and bool(row[0])


def _running(at: datetime) -> Q:
    return Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))
