"""An explanation in sentences, for the person it is about; and as a tree, for pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yingshang.rules.explaining.conditions import plainly
from yingshang.rules.explaining.structure import (
    Datum,
    DecisionStep,
    Explanation,
    Known,
    Outcome,
    RuleStep,
    TableStep,
    Unknown,
)
from yingshang.rules.messages import sentence

_RULES = {
    Outcome.MATCHED: "rule_matched",
    Outcome.FAILED: "rule_failed",
    Outcome.UNKNOWN: "rule_unknown",
    Outcome.NOT_REACHED: "rule_not_reached",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A sentence, and those that support it. `outcome` is a rule's, for how it is shown."""

    text: str
    branches: "tuple[Branch, ...]" = ()
    outcome: Outcome | None = None


def tree(
    explanation: Explanation, language: str, names: Mapping[str, str] | None = None
) -> tuple[Branch, ...]:
    """The sentences, one branch for each decision, the one asked for first.

    `names` are the names of inputs by key, for what is missing.
    """
    say = _Sayer(language, names or {})
    made = [say.decision(step) for step in reversed(explanation.decisions)]
    if explanation.left_out:
        made.append(Branch(say.say("tables_left_out", count=explanation.left_out)))
    return tuple(made)


def text(
    explanation: Explanation, language: str, names: Mapping[str, str] | None = None
) -> str:  # fmt: skip
    """The sentences as lines, each two blanks deeper than what it supports."""
    return "\n".join(_lines(tree(explanation, language, names), ""))


def _lines(branches: Sequence[Branch], indent: str) -> Iterator[str]:
    for branch in branches:
        yield indent + branch.text
        yield from _lines(branch.branches, indent + "  ")


@dataclass(frozen=True, slots=True)
class _Sayer:
    language: str
    names: Mapping[str, str]

    def say(self, code: str, **data: object) -> str:
        return sentence(code, data, self.language)

    def value(self, value: Known) -> str:
        """The value as people write it."""
        if isinstance(value, Unknown):
            return self.say("value_unknown")
        return plainly(value, self.language)

    def decision(self, step: DecisionStep) -> Branch:
        """A decision, what it rests on, and its tables."""
        if isinstance(step.value, Unknown):
            missing = [self.names.get(key, key) for key in sorted(step.value.keys)]
            head = self.say("decision_open", name=step.name, missing=self.listed(missing))
        else:
            head = self.say("decision_made", name=step.name, value=self.value(step.value))
        rests = [Branch(self.say("rests_on", data=self.data(step.parts)))] if step.parts else []
        return Branch(head, (*rests, *map(self.table, step.tables)))

    def table(self, step: TableStep) -> Branch:
        """A table: what it read, and each of its rules."""
        code = "table_read" if step.inputs else "table_read_nothing"
        head = self.say(code, name=step.name, data=self.data(step.inputs))
        rules = [self.rule(rule, step) for rule in _in_order(step.rules)]
        if not any(r.outcome in (Outcome.MATCHED, Outcome.UNKNOWN) for r in step.rules):
            rules.insert(0, Branch(self.say("no_rule_applied")))
        return Branch(head, tuple(rules))

    def rule(self, step: RuleStep, table: TableStep) -> Branch:
        """A rule, and the first cell that decided against it."""
        data: dict[str, object] = {"number": step.number}
        code = _RULES[step.outcome]
        if step.cell is not None:
            datum = table.inputs[step.column]
            data |= {"label": datum.name, "value": self.value(datum.value),
                     "wanted": step.cell.words(self.language)}  # fmt: skip
            if step.outcome is Outcome.UNKNOWN and not isinstance(datum.value, Unknown):
                code = "rule_unknown_cell"
        return Branch(self.say(code, **data), outcome=step.outcome)

    def data(self, data: Sequence[Datum]) -> str:
        """Names with their values, in a row."""
        return self.listed([self.say("datum", name=d.name, value=self.value(d.value))
                            for d in data])  # fmt: skip

    def listed(self, said: Sequence[str]) -> str:
        """Several in a row."""
        found = said[0] if said else ""
        for one in said[1:]:
            found = self.say("list_and", one=found, other=one)
        return found


_ORDER = (Outcome.MATCHED, Outcome.UNKNOWN, Outcome.FAILED, Outcome.NOT_REACHED)


def _in_order(rules: Sequence[RuleStep]) -> list[RuleStep]:
    """Rules that match first, then those that may, those that do not, those not looked at."""
    return sorted(rules, key=lambda rule: _ORDER.index(rule.outcome))
