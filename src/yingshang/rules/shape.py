"""What is remembered of a decision and the names that are given for it, so that a case goes fast.

A shape exists only where every name is an input's and nothing that may be read is missing: what is
left is to turn each value into FEEL's and to run. Everything else is the model's business.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yingshang.rules.backends.compiled.borders import Border
from yingshang.rules.backends.compiled.frame import STATE, Code, Frame, State
from yingshang.rules.decided import Decided
from yingshang.rules.values import CONTEXT, Value
from yingshang.rules.values.numbers import NUMBER_ERRORS

_number = CONTEXT.create_decimal


@dataclass(frozen=True, slots=True)
class Way:
    """How one input goes in: `as_is` are the classes of values that are FEEL's already, `convert`
    makes of others what they mean, `kind` passes the `border` of the declared type unseen."""

    key: str
    as_is: frozenset[type]
    convert: Callable[[object], Value]
    slot: int
    kind: type | None
    border: Border


class Shape:
    """One decision asked with these names, in this order."""

    def __init__(self, decided: Decided, ways: Collection[Way], blank: Frame, code: Code) -> None:
        self._decided = decided
        self._ways = tuple(
            (way.key, way.as_is, way.convert, way.slot, way.kind, way.border) for way in ways
        )
        self._blank, self._code = blank, code

    def answer(self, values: Collection[object]) -> Decided | None:
        """The answer for the values of the names; None where numbers or calls went too far.

        *Errors*: those of `Model.decide`.
        """
        frame = self._blank.copy()
        state = frame[STATE] = State()
        given: dict[str, Value] = {}
        try:
            for (key, as_is, convert, slot, kind, border), raw in zip(
                self._ways, values, strict=True
            ):
                class_: type = type(raw)
                value: Any = raw
                if class_ is int or (class_ is Decimal and value.is_finite()):
                    value = _number(value)
                elif class_ not in as_is:
                    value = convert(raw)
                given[key] = value
                frame[slot] = value if type(value) is kind else border(frame, value)
            value = self._code(frame)
        except (*NUMBER_ERRORS, RecursionError):
            return None
        return self._decided.of(value, state.warnings, given)
