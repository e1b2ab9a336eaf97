"""When promises turn yellow or red, as moments: set-based, in working time.

"At most three working hours are left" is the same as "due before the moment that lies three working
hours from now". That moment is reckoned once for each number of hours; the database then compares
due dates and reads running promises only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yingshang.core.commitments.clocks import work_clock
from yingshang.core.parties.models import Office
from yingshang.core.watch.limits import Limits, limits_of
from yingshang.worktime import Budget, Unit, WorkClock
from yingshang.worktime.zone import local

HOUR = 3_600_000_000  # in microseconds
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Horizons:
    """`until[n]` is the moment n working hours from now; `day_hours` an office's day."""

    until: tuple[datetime, ...]
    day_hours: float


@dataclass(frozen=True, slots=True)
class OfficeLights:
    """An office's limits, and the moments to compare its due dates with."""

    office_id: UUID
    limits: Limits
    horizons: Horizons

    def row(self) -> dict[str, object]:
        """As the row of a batch in SQL."""
        limits, horizons = self.limits, self.horizons
        return {
            "office_id": str(self.office_id),
            "yellow_hours": limits.yellow_hours,
            "red_hours": limits.red_hours,
            "yellow_share": limits.yellow_share,
            "red_share": limits.red_share,
            "day_hours": horizons.day_hours,
            "until": [moment.isoformat() for moment in horizons.until],
            "last": horizons.until[limits.yellow_hours].isoformat(),
        }


def office_lights(place: str, offices: Sequence[Office], *, at: datetime) -> list[OfficeLights]:
    """The lights of some offices of a place at `at`. Errors: `ParameterMissing`, `NoCalendar`."""
    day = local(at, field="at").date()
    limits = limits_of(place, [office.code for office in offices], on=day)
    most = max((each.yellow_hours for each in limits.values()), default=0)
    horizons = horizons_of(work_clock(place), most, at=at)
    return [OfficeLights(o.pk, limits[o.code], horizons) for o in offices]


def horizons_of(clock: WorkClock, hours: int, *, at: datetime) -> Horizons:
    """The moments 0, 1, … `hours` working hours after `at`."""
    ahead = (clock.due(at, Budget(n, Unit.WORKING_HOUR)).at for n in range(1, hours + 1))
    return Horizons((at, *ahead), clock.hours.day_length / HOUR)


BATCH = """json_to_recordset(%(offices)s::json) AS h(office_id uuid, yellow_hours int,
    red_hours int, yellow_share int, red_share int, day_hours float8, until timestamptz[],
    last timestamptz)"""
"""The offices' lights as a table `h`."""

_HOURS = """m.budget * CASE m.unit WHEN 'working_hour' THEN 1 WHEN 'minute' THEN 1 / 60.0
    WHEN 'half_day' THEN h.day_hours / 2 ELSE h.day_hours END"""


def _until(light: str) -> str:
    """The moment before which a promise `m` shows the light; before now where it never does."""
    hours = f"least(h.{light}_hours, floor({_HOURS} * h.{light}_share / {PER_CENT}))::int"
    return f"h.until[{hours} + 1]"


LEVEL = f"""CASE WHEN m.due_at < h.until[1] THEN 3 WHEN m.due_at <= {_until("red")} THEN 2
    WHEN m.due_at <= {_until("yellow")} THEN 1 END"""
"""The light of a running promise `m` under `h`: 1 yellow, 2 red, 3 breached, or null."""
