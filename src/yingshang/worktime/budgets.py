"""How much time was promised or is allowed, and what was added to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yingshang.worktime.errors import BudgetInvalid, ExtensionUnitDiffers
from yingshang.worktime.zone import local


class Unit(StrEnum):
    """What a time limit counts."""

    WORKING_DAY = "working_day"
    HALF_DAY = "half_day"
    WORKING_HOUR = "working_hour"
    MINUTE = "minute"
    CALENDAR_DAY = "calendar_day"


_UNITS = {unit.value: unit for unit in Unit}


@dataclass(frozen=True)
class Budget:
    """A time limit, such as 5 working days. 0 working days is “on the spot” (即办).

    A unit given by its text (from a file or a row) becomes the `Unit`.
    *Errors*: `BudgetInvalid` for amounts below zero or not whole, and for unknown units.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount < 0:
            raise BudgetInvalid(field="amount", amount=self.amount, unit=self.unit)
        if self.unit not in _UNITS:
            raise BudgetInvalid(field="unit", amount=self.amount, unit=self.unit)
        object.__setattr__(self, "unit", _UNITS[self.unit])


@dataclass(frozen=True)
class Extension:
    """Time added by decision, with the notice that told the applicant why.

    `reason_en` is shown on English pages; without it they show the Chinese reason.
    *Errors*: `NaiveTime`.
    """

    budget: Budget
    reason: str
    notice_no: str
    at: datetime
    reason_en: str = ""

    def __post_init__(self) -> None:
        local(self.at, field="at")


def extended(budget: Budget, extensions: Iterable[Extension]) -> Budget:
    """The budget with all extensions. *Errors*: `ExtensionUnitDiffers`."""
    amount = budget.amount
    for extension in extensions:
        if extension.budget.unit is not budget.unit:
            raise ExtensionUnitDiffers(
                field="extensions", unit=budget.unit.value, other=extension.budget.unit.value
            )
        amount += extension.budget.amount
    return Budget(amount, budget.unit)
