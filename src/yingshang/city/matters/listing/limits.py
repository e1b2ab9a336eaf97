"""Time limits of a matter, and how two of them compare.

*Units*: half working days are the common measure. A calendar day counts as a whole working day when
it is a promise (it may be one) and as 5/7 of one when it is a bound, so a promise in calendar days
that passes can never be later than its bound.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from yingshang.city.matters.listing.terms import UNITS, Unit
from yingshang.core.catalogue.items import ListModel
from yingshang.core.catalogue.schemas import Text

HOURS_IN_HALF_DAY = 4
"""About four office hours are half a working day (domain reference, section 1)."""


class Period(ListModel):
    """An amount of time; 0 is on the spot."""

    amount: Annotated[int, Field(ge=0, le=3650)]
    unit: Unit

    def half_days(self) -> Fraction:
        """The longest this can be, in half working days."""
        return self.amount * _HALF_DAYS[self.unit]

    def least_half_days(self) -> Fraction:
        """The shortest this can be, in half working days."""
        if self.unit == "calendar_day":
            return Fraction(self.amount * 2 * 5, 7)
        return self.half_days()

    def text(self, language: str = "zh-hans") -> str:
        """`3 个工作日`, `3 working days`, or on the spot."""
        english = language.startswith("en")
        if self.amount == 0:
            return "on the spot" if english else "当场"
        zh, en = UNITS[self.unit]
        return f"{self.amount} {en}" if english else f"{self.amount} {zh}"


_HALF_DAYS: dict[Unit, Fraction] = {
    "working_day": Fraction(2),
    "half_day": Fraction(1),
    "working_hour": Fraction(1, HOURS_IN_HALF_DAY),
    "calendar_day": Fraction(2),
}


class Law(ListModel):
    """A law and, where known for sure, its article (digits, with a paragraph: `32.4`)."""

    law: Text
    law_en: Text
    article: Annotated[str, Field(pattern=r"^[1-9][0-9]*(\.[1-9][0-9]*)?$")] | None = None
    excerpt: Text | None = None

    @property
    def is_licensing_law(self) -> bool:
        """Whether this is the Administrative Licensing Law itself."""
        return self.law.strip("《》").removeprefix("中华人民共和国") == "行政许可法"


class Extension(Period):
    """How much longer the law lets the office take, and who may say so."""

    approver: Text
    approver_en: Text


class Limit(Period):
    """How long an office may take, counted from acceptance unless `starts` says receipt."""

    starts: Literal["acceptance", "receipt"] = "acceptance"


class StatutoryLimit(Limit):
    """The law's limit. `law` is the item's own law where it differs from the general one.

    `joint`: several bodies decide together, and only the government's head may extend it.
    *Source*: Administrative Licensing Law Art. 42(2).
    """

    law: Law
    on_the_spot: bool = False
    joint: bool = False
    extension: Extension | None = None


class DeemedAcceptance(ListModel):
    """Silence accepts: not told within `told_within` what is missing, the case is accepted.

    It counts from the day of receipt; the clock does it and not a person.
    """

    told_within: Period
    law: Law


LICENSING_LAW = Law(
    law="中华人民共和国行政许可法", law_en="Administrative Licensing Law", article="32.4"
)
LICENSING_DEFAULT = DeemedAcceptance(
    told_within=Period(amount=5, unit="working_day"), law=LICENSING_LAW
)
"""*Source*: Administrative Licensing Law Art. 32(4); the default of permits only."""
