"""On which conditions an answer rests: the rule of the table that applied, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from yingshang.city.benefits.matching.types import Condition
from yingshang.city.benefits.matching.words import put_in_english, said
from yingshang.errors import Sentence
from yingshang.rules import Decided, Model
from yingshang.rules.explaining.conditions import phrase, plainly
from yingshang.rules.explaining.structure import (
    DecisionStep,
    Known,
    Outcome,
    RuleStep,
    TableStep,
    Unknown,
)
from yingshang.rules.ir import DecisionTable
from yingshang.rules.regions import walk

NOT_KNOWN = Sentence("未知", "not known")


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
    tables = _tables(model, step.key)
    for table in step.tables[-1:]:
        node = tables.get(table.name)
        applied = table.rules_that(Outcome.MATCHED)
        if node is not None:
            for rule in applied:
                yield from _of_rule(node, table, rule, english)


def _of_rule(
    node: DecisionTable, table: TableStep, step: RuleStep, english: Mapping[str, str]
) -> Iterator[Condition]:
    rule = next(rule for rule in node.rules if rule.number == step.number)
    ground = "；".join(text for text in rule.annotations if text)
    asked = [n for n, tests in enumerate(rule.conditions) if not tests.is_any]
    for number in asked:
        datum, wanted = table.inputs[number], phrase(rule.conditions[number])
        words = said(wanted.zh, put_in_english(wanted.en, english))
        label = said(datum.name, english.get(datum.name, datum.name))
        yield Condition(label, in_words(datum.value, english), words, ground)


@lru_cache(maxsize=1_000)
def _tables(model: Model, key: str) -> dict[str, DecisionTable]:
    """The tables of a decision by name, looked for once a model."""
    decision = model.program.decisions.get(key)
    nodes: Sequence[object] = () if decision is None else [*walk(decision.logic)]
    return {node.name: node for node in nodes if isinstance(node, DecisionTable)}
