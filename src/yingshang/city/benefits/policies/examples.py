"""A policy's examples, tried on its rule: made-up firms with what must come out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from yingshang.city.benefits.listing import Example, Policy, Value
from yingshang.city.benefits.policies.deciding import Answer, answer_of
from yingshang.rules import Model
from yingshang.rules.types import DATE, NUMBER, Type, plain

FEN = 100


@dataclass(frozen=True, slots=True)
class Tried:
    """An example with the rule's answer to it. `number` counts from 0, as in the list."""

    number: int
    example: Example
    answer: Answer

    @property
    def expected_fen(self) -> int | None:
        """The amount that must come out; None where the example says nothing of it."""
        amount = self.example.amount
        return None if amount is None else int(Decimal(amount) * FEN)

    @property
    def holds(self) -> bool:
        """Whether the rule answers as the example says."""
        is_right = self.answer.eligible is self.example.eligible
        return is_right and self.expected_fen in (None, self.answer.amount_fen)


def tried(policy: Policy, model: Model, *, explain: bool = False) -> Iterator[Tried]:
    """Each example's answer. Errors: `RulesError`, `ValueError` for a value that is none."""
    for number, example in enumerate(policy.examples):
        facts = facts_of(policy, example, model)
        reserve = example.covers_reserve
        found = answer_of(
            policy, model, facts, on=example.on, covers_reserve=reserve, explain=explain
        )
        yield Tried(number, example, found)


def facts_of(policy: Policy, example: Example, model: Model) -> dict[str, object | None]:
    """What is known of the made-up firm, as departments deliver it: money in fen."""
    types = {datum.name: plain(datum.type) for datum in model.program.inputs.values()}
    wanted = {
        one.element: (types.get(one.name), one.unit, one.values)
        for one in policy.inputs if one.element is not None
    }  # fmt: skip
    told: Mapping[str, Value] = {**policy.typical, **example.given}
    return {code: _fact(value, *wanted.get(code, (None, None, None)))
            for code, value in told.items()}  # fmt: skip


def _fact(
    value: Value, type_: Type | None, unit: str | None, words: Mapping[str, Value] | None
) -> object | None:
    if value is None or isinstance(value, bool) or words is not None:
        return value
    if unit is not None:
        return int(_number(value) * FEN)
    if type_ == NUMBER:
        return _number(value)
    return date.fromisoformat(str(value)) if type_ == DATE else value


def _number(value: Value) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None
