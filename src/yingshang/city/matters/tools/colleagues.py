"""To whom a case can be handed: those who serve at its office in a role that handles cases.

A choice for forms; whether somebody may really take the case, the lifecycle's guard judges.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.models import Post

HANDLING = (Role.CLERK, Role.HANDLER, Role.REVIEWER, Role.APPROVER)


def colleagues_at(
    offices: Collection[UUID], *, at: datetime, but: User | None = None
) -> list[tuple[str, str]]:
    """Id and name of everybody who handles cases at the offices, by name: one SQL statement."""
    running = Q(valid_until__isnull=True) | Q(valid_until__gt=at)
    posts = Post.objects.filter(
        running, office__in=offices, role__in=HANDLING, valid_from__lte=at, user__is_active=True
    )
    if but is not None:
        posts = posts.exclude(user=but)
    rows = posts.values_list("user_id", "user__display_name").distinct()
    return [(str(pk), name) for pk, name in rows.order_by("user__display_name", "user_id")]


def offices_served(user: User, *, at: datetime) -> set[UUID]:
    """The offices where the user handles cases."""
    posts = posts_of(user, at=at).filter(role__in=HANDLING)
    return set(posts.values_list("office_id", flat=True))
