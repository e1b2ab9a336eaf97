"""Who is told of a warning: the officers that the rule `common/warning_levels` names.

Yellow goes to the handler who claimed the case, or to everybody at the office who may take it; red
to the office's head; a breach to the supervisors of the place. Who stands in for an absent
colleague is told too. An office without a head: its approvers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection

from yingshang.core.access.models import Role
from yingshang.core.catalogue.rules import rule

RULE = "common/warning_levels"
LIGHTS = {1: "黄灯", 2: "红灯", 3: "超期"}
HANDLERS = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)


class Concerned(Protocol):
    """What of a warning says whom it concerns."""

    @property
    def level(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def office_id(self) -> UUID: ...
    @property
    def handler_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Staff:
    """Who serves now, by office and role, and by place and role."""

    at_office: Mapping[tuple[UUID, str], frozenset[UUID]]
    in_place: Mapping[tuple[str, str], frozenset[UUID]]

    def told_of(self, row: Concerned) -> frozenset[UUID]:
        """The log-ins to tell of one warning."""
        whom = told_by_rule(row.level)
        if whom == "督查":
            return self.in_place.get((row.place, Role.SUPERVISOR), frozenset())
        if whom == "负责人":
            return self._head(row.office_id)
        if row.handler_id is not None:
            return frozenset({row.handler_id})
        return self._any(row.office_id, HANDLERS)

    def _head(self, office_id: UUID) -> frozenset[UUID]:
        head = self.at_office.get((office_id, Role.HEAD))
        return head or self._any(office_id, (Role.APPROVER,))

    def _any(self, office_id: UUID, roles: Iterable[Role]) -> frozenset[UUID]:
        return frozenset().union(*(self.at_office.get((office_id, r), ()) for r in roles))


def told_by_rule(level: int) -> str:
    """Whom the rule names for a level: 承办人, 负责人 or 督查."""
    return str(rule(RULE).decide("通知对象", {"灯": LIGHTS[level]}, explain=False).value)


def staff_of(places: Collection[str], *, at: datetime) -> Staff:
    """Everybody who serves in the places at `at`, and who stands in: one SQL statement."""
    offices: dict[tuple[UUID, str], set[UUID]] = {}
    whole: dict[tuple[str, str], set[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"places": list(places), "at": at})
        for place, office, role, user in cursor.fetchall():
            offices.setdefault((office, role), set()).add(user)
            whole.setdefault((place, role), set()).add(user)
    return Staff(
        {key: frozenset(users) for key, users in offices.items()},
        {key: frozenset(users) for key, users in whole.items()},
    )


_STAFF = """
SELECT o.place, p.office_id, p.role, w.user_id
FROM core_post p JOIN core_office o ON o.id = p.office_id
CROSS JOIN LATERAL (
    SELECT p.user_id UNION
    SELECT s.substitute_id FROM core_substitution s
    WHERE s.post_id = p.id AND s.valid_from <= %(at)s AND s.valid_until > %(at)s
) AS w (user_id)
JOIN core_user u ON u.id = w.user_id AND u.is_active
WHERE o.place = ANY (%(places)s) AND p.valid_from <= %(at)s
  AND (p.valid_until IS NULL OR p.valid_until > %(at)s)"""
