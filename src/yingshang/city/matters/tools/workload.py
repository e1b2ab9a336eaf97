"""What the head of an office sees: open matters by officer and light, and what is red or late.

Counted over open cases of the office only; how many were ever closed costs nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.models import Case, Office
from yingshang.core.watch.queries import lit_cases
from yingshang.errors import Denied


class HeadOnly(Denied):
    """The page is for the head of an office, or who stands in."""

    code: ClassVar[str] = "matters.head_only"
    zh: ClassVar[str] = "这个页面供机关负责人使用。"
    en: ClassVar[str] = "This page is for heads of offices."


@dataclass(frozen=True, slots=True)
class Load:
    """An officer's open matters; `user_id` None are those that nobody claimed."""

    user_id: UUID | None
    name: str
    open: int
    yellow: int
    red: int
    breached: int
    paused: int


def headed_by(user: User, *, at: datetime) -> list[Office]:
    """The offices that the user heads, or stands in for the head of. Errors: `HeadOnly`."""
    posts = posts_of(user, at=at).filter(role=Role.HEAD)
    offices = {post.office_id: post.office for post in posts}
    if not offices:
        raise HeadOnly
    return sorted(offices.values(), key=lambda office: office.code)


def workload(offices: Collection[Office], *, at: datetime) -> list[Load]:
    """By officer, most cases first, who has none included: one SQL statement."""
    with connection.cursor() as cursor:
        cursor.execute(_WORKLOAD, {"offices": [o.pk for o in offices], "at": at})
        return [Load(*row) for row in cursor.fetchall()]


def at_risk(offices: Collection[Office], *, level: int = 2) -> QuerySet[Case]:
    """Open matters of the offices whose light is at least `level`, unordered."""
    cases = Case.objects.filter(office__in=list(offices), kind="matter", closed_at__isnull=True)
    return lit_cases(cases, at_least=level)


_WORKLOAD = """
WITH here AS (
    SELECT DISTINCT p.user_id FROM core_post p
    WHERE p.office_id = ANY (%(offices)s) AND p.role IN ('clerk', 'handler', 'reviewer', 'approver')
      AND p.valid_from <= %(at)s AND (p.valid_until IS NULL OR p.valid_until > %(at)s)
), held AS (
    SELECT c.handler_id, l.level, EXISTS (SELECT 1 FROM core_suspension s
        WHERE s.case_id = c.id AND s.ends_at IS NULL) AS paused
    FROM core_case c
    LEFT JOIN LATERAL (
        SELECT max(a.level) AS level FROM core_commitment m
        JOIN core_alert a ON a.commitment_id = m.id AND a.due_at = m.due_at
        WHERE m.case_id = c.id AND m.met_at IS NULL AND m.cancelled_at IS NULL) AS l ON true
    WHERE c.office_id = ANY (%(offices)s) AND c.kind = 'matter' AND c.closed_at IS NULL
), counted AS (
    SELECT handler_id, count(*) AS open,
        count(*) FILTER (WHERE level = 1 AND NOT paused) AS yellow,
        count(*) FILTER (WHERE level = 2 AND NOT paused) AS red,
        count(*) FILTER (WHERE level = 3 AND NOT paused) AS breached,
        count(*) FILTER (WHERE paused) AS paused
    FROM held GROUP BY handler_id
)
SELECT coalesce(h.user_id, n.handler_id), coalesce(u.display_name, ''), coalesce(n.open, 0),
    coalesce(n.yellow, 0), coalesce(n.red, 0), coalesce(n.breached, 0), coalesce(n.paused, 0)
FROM here h FULL JOIN counted n ON n.handler_id = h.user_id
LEFT JOIN core_user u ON u.id = coalesce(h.user_id, n.handler_id)
ORDER BY 3 DESC, 2"""
