"""What a FEEL value is, in Python."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol, Union

from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import Days, Months
from yingshang.rules.values.range import Range
from yingshang.rules.values.time import Time


class FeelFunction(Protocol):
    """A function as a value: one that the model defines, or one of FEEL's own, handed on."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters, in order."""

    def __call__(self, *given: "Value") -> "Value":
        """Its value. *Errors*: `Undefined`."""


Value = Union[  # noqa: UP007 - refers to itself, which `|` with a string cannot
    None, bool, Decimal, str, Date, Time, DateTime, Days, Months, Range, FeelFunction,
    tuple["Value", ...], Mapping[str, "Value"],
]  # fmt: skip
"""A value: null is None, a list a tuple, a context a mapping in the order of its entries."""
