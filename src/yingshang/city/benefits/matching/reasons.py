"""On which conditions an answer rests: the rule of the table that applied, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yingshang.city.benefits.matching.types import Condition
from yingshang.city.benefits.matching.words import put_in_english, said
from yingshang.errors import Sentence
from yingshang.rules import Decided, Model
from yingshang.rules.explaining.conditions import plainly
from yingshang.rules.explaining.structure import (
    DecisionStep,
    Known,
    Outcome,
    TableStep,
    Unknown,
)
from yingshang.rules.ir import DecisionTable, Rule
from yingshang.rules.regions import walk

NOT_KNOWN = Sentence("未知", "not known")


@dataclass(frozen=True, slots=True)
class Cells:
    """The columns that a rule of a table asks for, and the ground that it names."""

    asked: tuple[int, ...]
    ground: str


def conditions(
    model: Model, decided: Decided | None, *, english: Mapping[str, str]
) -> tuple[Condition, ...]:
    """The cells of the rules that made the decision, of its last table; none for a plain formula.

    `english` has the English of the rule's Chinese words.
    """
    explanation = None if decided is None else decided.explanation
    if explanation is None or not explanation.decisions:
        return ()
    return tuple(_of_decision(model, explanation.decisions[-1], english))


def in_words(value: Known, english: Mapping[str, str]) -> Sentence:
    """A value as people write it, in both languages."""
    if isinstance(value, Unknown):
        return NOT_KNOWN
    return said(plainly(value, "zh"), put_in_english(plainly(value, "en"), english))


def _of_decision(
    model: Model, step: DecisionStep, english: Mapping[str, str]
) -> Iterator[Condition]:
    rules = _rules(model, step.key)
    for table in step.tables[-1:]:
        for applied in table.rules_that(Outcome.MATCHED):
            cells = rules.get((table.name, applied.number))
            if cells is not None:
                yield from _of_rule(cells, table, english)


def _of_rule(cells: Cells, table: TableStep, english: Mapping[str, str]) -> Iterator[Condition]:
    for number in cells.asked:
        datum = table.inputs[number]
        label = said(datum.name, english.get(datum.name, datum.name))
        yield Condition(label, in_words(datum.value, english), cells.ground)


@lru_cache(maxsize=1_000)
def _rules(model: Model, key: str) -> dict[tuple[str, int], Cells]:
    """The rules of a decision's tables by table and number, looked for once a model."""
    decision = model.program.decisions.get(key)
    nodes: Sequence[object] = () if decision is None else [*walk(decision.logic)]
    tables = [node for node in nodes if isinstance(node, DecisionTable)]
    return {(node.name, rule.number): _cells(rule) for node in tables for rule in node.rules}


def _cells(rule: Rule) -> Cells:
    asked = tuple(n for n, tests in enumerate(rule.conditions) if not tests.is_any)
    return Cells(asked, "；".join(text for text in rule.annotations if text))
