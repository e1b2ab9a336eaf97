"""Working time: deadlines in Chinese working days, and why a date is what it is.

Plain data in, plain data out: no Django, no files, no clock of its own. Reading YAML and keeping
commitments belong to the callers.
"""

from yingshang.worktime.budgets import Budget, Extension, Unit
from yingshang.worktime.calendar import Calendar
from yingshang.worktime.cells import Cell, CellKind
from yingshang.worktime.clock import WorkClock
from yingshang.worktime.days import Day, DayKind, Holiday, Status, Year
from yingshang.worktime.due import Clocks, Due, Reading, Term
from yingshang.worktime.errors import (
    BudgetInvalid,
    CalendarInvalid,
    DateOutOfRange,
    ExtensionUnitDiffers,
    NaiveTime,
    OfficeHoursInvalid,
    PauseInvalid,
    PauseStillOpen,
    Problem,
    YearNotPublished,
)
from yingshang.worktime.hours import OfficeHours
from yingshang.worktime.pauses import Pause
from yingshang.worktime.trace import Trace
from yingshang.worktime.zone import SHANGHAI

__all__ = [
    "SHANGHAI",
    "Budget",
    "BudgetInvalid",
    "Calendar",
    "CalendarInvalid",
    "Cell",
    "CellKind",
    "Clocks",
    "DateOutOfRange",
    "Day",
    "DayKind",
    "Due",
    "Extension",
    "ExtensionUnitDiffers",
    "Holiday",
    "NaiveTime",
    "OfficeHours",
    "OfficeHoursInvalid",
    "Pause",
    "PauseInvalid",
    "PauseStillOpen",
    "Problem",
    "Reading",
    "Status",
    "Term",
    "Trace",
    "Unit",
    "WorkClock",
    "Year",
    "YearNotPublished",
]
