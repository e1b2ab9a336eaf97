"""The measures of all capabilities, each registered once at start."""

from typing import ClassVar

from yingshang.core.measures.types import UNITS, Measure
from yingshang.errors import Missing

_measures: dict[str, Measure] = {}


class MeasureMissing(Missing):
    """No measure of that name."""

    code: ClassVar[str] = "measures.missing"
    zh: ClassVar[str] = "没有“{name}”这个指标。"
    en: ClassVar[str] = "There is no measure “{name}”."


def register(measure: Measure) -> None:
    """Make a measure known; the same again changes nothing, another of its name is refused."""
    if measure.unit not in UNITS:
        raise ValueError(f"measure {measure.id}: unknown unit {measure.unit}")
    if _measures.setdefault(measure.id, measure) != measure:
        raise ValueError(f"measure {measure.id} is registered twice")


def measure(name: str) -> Measure:
    """The measure of that name. Errors: `MeasureMissing`."""
    found = _measures.get(name)
    if found is None:
        raise MeasureMissing(name=name)
    return found


def is_known(name: str) -> bool:
    """Whether there is a measure of that name."""
    return name in _measures


def all_measures() -> tuple[Measure, ...]:
    """All measures, by name."""
    return tuple(_measures[name] for name in sorted(_measures))
