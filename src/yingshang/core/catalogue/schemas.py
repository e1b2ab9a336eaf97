"""The lists that every place has: itself, regions, offices and working-day calendars."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from yingshang.core.catalogue.items import ListedItem, ListModel

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
"""A code inside the catalogue: lower-case words joined by underscores."""
Text = Annotated[str, Field(min_length=1, max_length=2000)]
RegionCode = Annotated[str, Field(pattern=r"^[1-9][0-9]{5}$")]
"""GB/T 2260, six digits."""
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Region(ListedItem):
    """A division of GB/T 2260: a province, a prefecture-level city or a county-level place."""

    code: RegionCode
    name: Text
    name_en: Text
    level: Literal["province", "prefecture", "county"]
    parent: RegionCode | None = None


class OfficeHours(ListModel):
    """Opening and closing time of the two halves of a working day, as `worktime` reads them."""

    morning: tuple[Clock, Clock]
    afternoon: tuple[Clock, Clock]


class Place(ListedItem):
    """A city or area that runs the platform. Office hours are the same on every working day.

    `number_word` (发文代字) begins the numbers of its papers, such as 潭 in 潭受; without one they
    begin with its name.
    """

    code: Code
    name: Text
    name_en: Text
    region: RegionCode
    office_hours: OfficeHours
    office_hours_source: Text
    number_word: Annotated[str, Field(min_length=1, max_length=6)] | None = None


class Office(ListedItem):
    """A body that handles cases, or an external executor (`external`: a seal maker, a bank).

    An external executor works for the applicant beside the offices: it has no staff posts here.
    """

    code: Code
    name: Text
    name_en: Text
    kind: Literal["department", "institution", "service_centre", "external"]
    region: RegionCode
    supervised_by: Code | None = None
    trade: Literal["seal_maker", "bank"] | None = None


class Parameter(ListedItem):
    """A number that rules read and that may change: with its unit, source and days of validity.

    `is_unsure` says that no source binding here was found; pages then say so beside the number.
    """

    code: Code
    name: Text
    name_en: Text
    value: Annotated[int, Field(ge=0, le=1_000_000)]
    unit: Literal["working_day", "half_day", "working_hour", "minute", "calendar_day", "count"]
    is_unsure: bool = False


class CalendarYear(ListedItem):
    """A year's working days; its content is judged by `worktime`, which owns the format."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)

    year: int
    source: str = ""
