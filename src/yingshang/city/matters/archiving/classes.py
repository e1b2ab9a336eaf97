"""How long a case is kept: by its item's list, or by the place's parameter; for a bundle the most.

*Source* of the classes: 机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号, 2006）.
Years count from 1 January after the year in which the case ended (illustrative: not read again).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from yingshang.city.matters.listing import RETENTIONS
from yingshang.city.matters.listing.terms import RetentionClass
from yingshang.core.catalogue.parameters import ParameterValue, parameter
from yingshang.errors import Unavailable
from yingshang.worktime.zone import local

PARAMETER = "archive_retention_years"
WINDOW = "rating_window"
_STRENGTH: Mapping[RetentionClass, int] = {"ten_years": 0, "thirty_years": 1, "permanent": 2}


class RetentionUnknown(Unavailable):
    """The place's parameter is no class of retention."""

    code: ClassVar[str] = "matters.retention_unknown"
    zh: ClassVar[str] = (
        "参数 archive_retention_years 应为 10、30 或 0（永久），现为 {years}。"
        "请修改 parameters.yaml。"
    )
    en: ClassVar[str] = (
        "The parameter archive_retention_years must be 10, 30 or 0 (for ever); it is {years}."
        " Correct parameters.yaml."
    )


@dataclass(frozen=True, slots=True)
class Retention:
    """A class, its years (None is for ever), and where it comes from."""

    name: RetentionClass
    years: int | None
    source: str

    def until(self, closed_at: datetime) -> tuple[date, date] | tuple[None, None]:
        """The last day it is kept, and the day on which its content is erased."""
        if self.years is None:
            return None, None
        year = local(closed_at, field="closed_at").year + self.years
        return date(year, 12, 31), date(year + 1, 1, 1)


def default_of(place: str, *, on: date) -> Retention:
    """What holds for items whose list says nothing. Errors: `ParameterMissing`."""
    found: ParameterValue = parameter(place, PARAMETER, on=on)
    for name, (_zh, _en, years) in RETENTIONS.items():
        if (years or 0) == found.value:
            return Retention(name, years, f"parameters.yaml {PARAMETER}（{found.source}）")
    raise RetentionUnknown(years=found.value)


def listed_in(body: Mapping[str, Any]) -> Retention | None:
    """What the item's own list says, if it says anything."""
    name: RetentionClass | None = body.get("retention")
    if name is None:
        return None
    return Retention(name, RETENTIONS[name][2], f"{body['code']}（{body['source']}）"[:300])


def longest(found: Iterable[Retention]) -> Retention:
    """The one that keeps longest."""
    return max(found, key=lambda retention: _STRENGTH[retention.name])
