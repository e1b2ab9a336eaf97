"""The year's figures on the home page: counted from the records, each with how it is counted."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.core.cache import cache
from django.utils.translation import get_language

from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import is_known, measure
from yingshang.core.measures.types import UNITS, shown

ON_HOME = (
    "matters.bundle_cases",
    "matters.on_time_rate",
    "matters.registration_days",
)
COUNTED_EVERY_SECONDS = 300


@dataclass(frozen=True)
class HomeFigure:
    """A number as it is read, what it counts, how, and over how many rows."""

    id: str
    number: str
    label: str
    definition: str
    n: int

    @property
    def anchor(self) -> str:
        """The id of its definition on the page."""
        return f"how-{self.id.replace('.', '-')}"

    @property
    def how(self) -> str:
        """The link to it; browsers open the details around it."""
        return f"#{self.anchor}"


def year_figures(place: str, *, at: datetime) -> list[HomeFigure]:
    """This year's figures so far; counted every five minutes at most."""
    period = Period.parse(f"{at:%Y}")
    key = f"portal.figures.{place}.{period.text}"
    counted = cache.get(key)
    if counted is None:
        values = {name: measure(name).compute(place, period) for name in ON_HOME if is_known(name)}
        counted = {name: (_exact(value.value), value.n) for name, value in values.items()}
        cache.set(key, counted, COUNTED_EVERY_SECONDS)
    is_english = (get_language() or "").startswith("en")
    return [_figure(name, value, n, is_english) for name, (value, n) in counted.items()]


def _exact(value: Fraction | None) -> Fraction | None:
    """A median may arrive as a plain number."""
    return None if value is None else Fraction(value)


def _figure(name: str, value: Fraction | None, n: int, is_english: bool) -> HomeFigure:
    known = measure(name)
    unit = UNITS[known.unit][is_english] if known.unit == "day" else ""
    number = shown(value, known.unit)
    return HomeFigure(
        id=name,
        number=f"{number} {unit}".strip() if value is not None else number,
        label=known.en if is_english else known.zh,
        definition=known.definition_en if is_english else known.definition_zh,
        n=n,
    )
