"""How a promise stands, for a row of the queue and the head of a case: in words, then in colour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingshang.city.matters.desk_pages.words import budget_text, moment_text
from yingshang.city.matters.desk_queries import end_of_day
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import extensions_of, pauses_of
from yingshang.core.models import Alert, Case, Commitment, Suspension
from yingshang.ui.components import State
from yingshang.worktime import Budget, Extension, Pause, Unit, WorkClock

FULL = 100


@dataclass(frozen=True)
class DueView:
    """A promise at a glance: `tag` in the colour of `state`, `detail` below, `percent` used."""

    state: State
    tag: str
    detail: str = ""
    percent: int = 0
    bar_text: str = ""


@dataclass(frozen=True)
class Promises:
    """The running promises of some cases and what stops or lengthens them."""

    clock: WorkClock
    running: Mapping[UUID, Commitment]
    paused: Mapping[UUID, Suspension]
    pauses: Mapping[UUID, Sequence[Pause]]
    extensions: Mapping[tuple[UUID, str], Sequence[Extension]]
    at: datetime
    lights: Mapping[UUID, int]

    def view(self, case_id: UUID) -> DueView | None:
        """How the next promise of the case stands; None where none runs."""
        commitment = self.running.get(case_id)
        if commitment is None:
            return None
        if case_id in self.paused:
            return self._paused(commitment)
        percent = self._percent(commitment)
        used = _("承诺时间已用 %(percent)s%%") % {"percent": percent}
        when = moment_text(commitment.due_at, now=self.at)
        if commitment.due_at < self.at:
            return DueView(State.BROKEN, self._late(commitment), when, FULL, used)
        light = self.lights.get(commitment.pk, 0)
        if commitment.due_at < end_of_day(self.at):
            tag = _("今天 %(time)s") % {"time": when[-5:]}
            return DueView(*_lit(light, tag, State.SOON), "", percent, used)
        return DueView(*_lit(light, self._left(commitment), State.KEPT), when, percent, used)

    def _late(self, commitment: Commitment) -> str:
        days = int(self.clock.used(commitment.due_at, self.at, Unit.WORKING_DAY))
        if not days:
            return _("已逾期，不到 1 个工作日")
        return ngettext("逾期 %(n)s 个工作日", "逾期 %(n)s 个工作日", days) % {"n": days}

    def _left(self, commitment: Commitment) -> str:
        days = int(self.clock.used(self.at, commitment.due_at, Unit.WORKING_DAY))
        return ngettext("还剩 %(n)s 个工作日", "还剩 %(n)s 个工作日", days) % {"n": days}

    def _paused(self, commitment: Commitment) -> DueView:
        case_id = commitment.case_id
        budget = Budget(commitment.budget, Unit(commitment.unit))
        left = self.clock.remaining(
            commitment.started_at,
            self.at,
            budget,
            pauses=self.pauses.get(case_id, ()),
            extensions=self.extensions.get((case_id, commitment.clock), ()),
        )
        rest = budget_text(Budget(max(int(left), 0), budget.unit))
        detail = _("恢复后余 %(rest)s") % {"rest": rest}
        return DueView(State.PAUSE, _("不计时"), detail, FULL, _("特别程序中，不计时"))

    def _percent(self, commitment: Commitment) -> int:
        """The share of wall-clock time used, from start to due date."""
        whole = (commitment.due_at - commitment.started_at).total_seconds()
        gone = (self.at - commitment.started_at).total_seconds()
        return FULL if whole <= 0 else min(FULL, max(0, round(gone / whole * FULL)))


def _lit(light: int, tag: str, otherwise: State) -> tuple[State, str]:
    """The tag under a light: its colour, and the light's name before the words."""
    if light == Alert.Level.RED:
        return State.BROKEN, _("红灯 · %(tag)s") % {"tag": tag}
    if light == Alert.Level.YELLOW:
        return State.SOON, _("黄灯 · %(tag)s") % {"tag": tag}
    return otherwise, tag


def promises_of(cases: Iterable[Case], *, place: str, at: datetime) -> Promises:
    """The promises of cases: a fixed number of SQL statements."""
    ids = [case.pk for case in cases]
    running = Commitment.objects.filter(
        case_id__in=ids, met_at__isnull=True, cancelled_at__isnull=True
    )
    return Promises(
        work_clock(place),
        {c.case_id: c for c in running.order_by("-due_at")},
        {s.case_id: s for s in Suspension.objects.filter(case_id__in=ids, ends_at__isnull=True)},
        pauses_of(ids),
        extensions_of(ids),
        at,
        _lights(running),
    )


def _lights(running: QuerySet[Commitment]) -> dict[UUID, int]:
    """The highest light of each promise, for the date it has now."""
    rows = Alert.objects.filter(commitment__in=running.values("pk"), due_at=F("commitment__due_at"))
    return dict(rows.order_by("level").values_list("commitment_id", "level"))
