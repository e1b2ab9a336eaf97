"""Whose numbers a reader may see, and whether she may go down to the cases.

Leaders and supervisors see every office's; a head of an office sees her own office's. Going down is
for supervisors and heads, and shows the cases that `access.doors` shows them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.errors import Denied

WHOLE = frozenset({Role.LEADER, Role.SUPERVISOR})
DOWN = frozenset({Role.SUPERVISOR, Role.HEAD})


class StatisticsOnly(Denied):
    """The statistics are for leaders, supervisors and heads of offices."""

    code: ClassVar[str] = "matters.statistics_only"
    zh: ClassVar[str] = (
        "统计供领导、督查岗位和各单位负责人查看；办件明细供督查岗位和单位负责人查看。"
    )
    en: ClassVar[str] = (
        "Statistics are for leaders, supervisors and heads of offices; the cases behind them for "
        "supervisors and heads."
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """`offices` is None where every office's numbers may be seen."""

    offices: frozenset[UUID] | None
    goes_down: bool

    def within(self, office: UUID | None) -> frozenset[UUID] | None:
        """The offices asked for, as far as they may be seen."""
        if office is None:
            return self.offices
        return frozenset({office}) & (self.offices if self.offices is not None else {office})


def scope_of(user: User, *, at: datetime) -> Scope:
    """What the reader may see of the statistics. Errors: `StatisticsOnly`."""
    posts = list(posts_of(user, at=at))
    roles = {post.role for post in posts}
    if roles & WHOLE:
        return Scope(None, bool(roles & DOWN))
    if Role.HEAD not in roles:
        raise StatisticsOnly
    return Scope(frozenset(p.office_id for p in posts if p.role == Role.HEAD), goes_down=True)
