"""On which conditions an answer rests: the rule of the table that applied, cell by cell."""

from collections.abc import Iterator, Sequence

from yingshang.city.benefits.matching.types import Condition
from yingshang.city.benefits.matching.words import said
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


def conditions(model: Model, decided: Decided | None) -> tuple[Condition, ...]:
    """The cells of the rules that made the decision, of its last table; none for a plain formula.

    A rule that asks for nothing (`-` everywhere) is told by its ground alone.
    """
    explanation = None if decided is None else decided.explanation
    if explanation is None or not explanation.decisions:
        return ()
    return tuple(_of_decision(model, explanation.decisions[-1]))


def in_words(value: Known) -> Sentence:
    """A value as people write it, in both languages."""
    if isinstance(value, Unknown):
        return NOT_KNOWN
    return said(plainly(value, "zh"), plainly(value, "en"))


def _of_decision(model: Model, step: DecisionStep) -> Iterator[Condition]:
    tables = _tables(model, step.key)
    for table in step.tables[-1:]:
        node = tables.get(table.name)
        applied = table.rules_that(Outcome.MATCHED)
        if node is not None:
            for rule in applied:
                yield from _of_rule(node, table, rule)


def _of_rule(node: DecisionTable, table: TableStep, step: RuleStep) -> Iterator[Condition]:
    rule = next(rule for rule in node.rules if rule.number == step.number)
    ground = "；".join(text for text in rule.annotations if text)
    asked = [n for n, tests in enumerate(rule.conditions) if not tests.is_any]
    for number in asked:
        datum, wanted = table.inputs[number], phrase(rule.conditions[number])
        words = said(wanted.zh, wanted.en)
        yield Condition(datum.name, in_words(datum.value), words, ground)


def _tables(model: Model, key: str) -> dict[str, DecisionTable]:
    decision = model.program.decisions.get(key)
    nodes: Sequence[object] = () if decision is None else [*walk(decision.logic)]
    return {node.name: node for node in nodes if isinstance(node, DecisionTable)}
