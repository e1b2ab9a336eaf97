"""The names under which a model may call FEEL's own types."""

from collections.abc import Mapping
from types import MappingProxyType

from yingshang.rules.types import (
    ANY,
    DATE_TIME,
    DAYS,
    MONTHS,
    SIMPLE_TYPES,
    ContextOf,
    ListOf,
    Type,
)  # fmt: skip

_OLD: dict[str, Type] = {
    "dateTime": DATE_TIME,
    "dateAndTime": DATE_TIME,
    "dayTimeDuration": DAYS,
    "daysAndTimeDuration": DAYS,
    "yearMonthDuration": MONTHS,
    "yearsAndMonthsDuration": MONTHS,
    "any": ANY,
    "<Undefined>": ANY,
    "context": ContextOf((), is_open=True),
    "list": ListOf(ANY),
}
"""What DMN 1.1 and widespread editors write for them."""

BUILTIN_TYPES: Mapping[str, Type] = MappingProxyType({**_OLD, **SIMPLE_TYPES})
