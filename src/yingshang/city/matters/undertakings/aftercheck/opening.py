"""After a decision on a promise its check is opened: a case of its own, with its own time.

*Source*: domain reference section 2. The window is the item's own or the place's parameter
`undertaking_check_window` (unsure); the last day is the rule's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.undertakings.aftercheck.lifecycle import CHECK, KIND
from yingshang.city.matters.undertakings.keeping import open_of, set_due
from yingshang.city.matters.undertakings.listing import UndertakingItem, undertaking_item_from
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.city.matters.undertakings.rules import check_by
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.catalogue.places import in_numbers
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Item
from yingshang.worktime import Budget, Unit
from yingshang.worktime.zone import local

SERIES = "核"
WINDOW = "undertaking_check_window"


class Decision(NamedTuple):
    """A case that was granted, and when."""

    case_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class _Check:
    """An undertaking to be checked, its item, and when its matter was decided."""

    row: Undertaking
    listed: Item
    item: UndertakingItem
    decided_at: datetime
    id: UUID

    @property
    def is_drawn(self) -> bool:
        return self.item.check.scope == "drawn" and self.item.check.mode != "none"


def open_afterchecks(decisions: Sequence[Decision]) -> int:
    """Open the checks of what was granted on promises; answers how many.

    One SQL statement where there are none; a promise of a later deed gets its date first.
    """
    moments = {one.case_id: one.at for one in decisions}
    rows = list(
        open_of(moments.keys(), Kind.COMMITMENT, Kind.PROMISE)
        .filter(aftercheck__isnull=True)
        .select_related("case")
    )
    if not rows:
        return 0
    checks = _checks(rows, moments)
    _date(checks)
    windows = Windows()
    open_cases([_opening(check, windows) for check in checks])
    for check in checks:
        check.row.aftercheck_id = check.id
    Undertaking.objects.bulk_update(rows, ["aftercheck"])
    _exempt([check for check in checks if check.item.check.mode == "none"])
    return len(checks)


def _checks(rows: Sequence[Undertaking], moments: Mapping[UUID, datetime]) -> list[_Check]:
    listed = Item.objects.in_bulk({UUID(row.data["item"]) for row in rows})
    items = {pk: undertaking_item_from(item.body) for pk, item in listed.items()}
    return [
        _Check(row, listed[pk], items[pk], moments[row.case_id], new_id())
        for row in rows
        for pk in [UUID(row.data["item"])]
    ]


def _date(checks: Sequence[_Check]) -> None:
    """Each of N promises falls due so many working days after the decision."""
    later = [check for check in checks if check.row.kind == Kind.PROMISE]
    clocks = {place: work_clock(place) for place in {check.row.place for check in later}}
    by_moment: dict[datetime, dict[UUID, datetime]] = {}
    for check in later:
        budget = Budget(int(check.row.data["days"]), Unit.WORKING_DAY)
        due = clocks[check.row.place].due(check.decided_at, budget).at
        by_moment.setdefault(check.decided_at, {})[check.row.pk] = due
    for at, dues in by_moment.items():
        set_due(dues, [c.row for c in later if c.row.pk in dues], actor=CLOCK, at=at)


def _opening(check: _Check, windows: "Windows") -> Opening:
    row, case = check.row, check.row.case
    budget = None if check.is_drawn else windows.budget(row, check.item, check.decided_at)
    return Opening(
        case_id=check.id,
        kind=KIND,
        state="pool" if check.is_drawn else "to_check",
        place=row.place,
        number_prefix=in_numbers(row.place, SERIES),
        party_id=row.party_id,
        office_id=case.office_id,
        item_id=check.listed.pk,
        actor=CLOCK,
        at=check.decided_at,
        title=f"承诺核查：{case.title}"[:200],
        cause=f"undertaking:{row.pk}",
        starts=((CHECK, budget),) if budget else (),
        data={"undertaking": str(row.pk), "case": str(case.pk)},
    )


class Windows:
    """The time to check, of many promises: the place's parameter and the rule are asked once a day.

    *Units*: calendar days; a last day at rest moves to the next working day.
    """

    def __init__(self) -> None:
        self._months: dict[tuple[str, date], int] = {}
        self._last: dict[tuple[date, int], date] = {}

    def budget(self, row: Undertaking, item: UndertakingItem, at: datetime) -> Budget:
        """From `at` to the last day of the window, which begins when the promise falls due."""
        begins = local(row.due_at or at, field="at").date()
        key = begins, item.check.months or self._listed(row.place, begins)
        if key not in self._last:
            self._last[key] = check_by(begins, months=key[1])
        days = (self._last[key] - local(at, field="at").date()).days
        return Budget(max(days, 1), Unit.CALENDAR_DAY)

    def _listed(self, place: str, day: date) -> int:
        if (place, day) not in self._months:
            self._months[place, day] = parameter(place, WINDOW, on=day).value
        return self._months[place, day]


def _exempt(checks: Sequence[_Check]) -> None:
    from yingshang.city.matters.undertakings.aftercheck.steps import end_unchecked

    for at in sorted({check.decided_at for check in checks}):
        ids = [check.id for check in checks if check.decided_at == at]
        advance([Move(pk, "exempt", CLOCK, at) for pk in ids])
        end_unchecked(ids, at=at)
