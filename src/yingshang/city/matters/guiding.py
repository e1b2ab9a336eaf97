"""Guidance of a bundle: which matters and materials follow from the answers, decided by its rule.

The bundle's list names a rule (DMN); its text is kept in the row, so that a version of the bundle
is guided by the rule it was read with. In the rule an input's id is the code of a question, and
the id of a decision names what it decides: `matter_x` (办理, 暂缓, 不办) or `material_x` (要交,
免交). A rule's first two annotations are its reason in Chinese and English. What the rule does
not decide is decided by the list's own conditions; the list's check refuses both.

What is not answered yet is not decided: it is asked for until it is known that it is not needed.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from typing_extensions import override

from yingshang.city.matters.conditions import When, holds, may_hold
from yingshang.city.matters.listing.bundle import Bundle, Member
from yingshang.errors import Sentence
from yingshang.rules.explaining.structure import Outcome
from yingshang.rules.ir.tables import DecisionTable, Rule
from yingshang.rules.lowering import lower
from yingshang.rules.model import Model
from yingshang.rules.syntax.dmn import read

MATTER, MATERIAL = "matter_", "material_"
INCLUDED, DEFERRED, EXCLUDED = "办理", "暂缓", "不办"
DEMANDED, SPARED = "要交", "免交"
VALUES = {MATTER: (INCLUDED, DEFERRED, EXCLUDED), MATERIAL: (DEMANDED, SPARED)}
SAID = {
    INCLUDED: "to be handled", DEFERRED: "put off", EXCLUDED: "not handled",
    DEMANDED: "asked for", SPARED: "not asked for",
}  # fmt: skip

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says of one matter or material; `value` None is not known yet."""

    value: str | None
    reason: Sentence | None = None
    rule: int = 0


UNDECIDED = Verdict(None)


@dataclass(frozen=True)
class Guided:
    """All verdicts of a rule for some answers, by code."""

    matters: Mapping[str, Verdict]
    materials: Mapping[str, Verdict]

    def includes(self, member: Member, answers: Answers) -> bool:
        """Whether a member belongs to the case or still may: by the rule, else by its condition."""
        verdict = self.matters.get(member.matter)
        if verdict is not None:
            return verdict.value != EXCLUDED
        return may_hold(member.when, answers)

    def defers(self, member: Member, answers: Answers) -> bool:
        """Whether a member is put off: by the rule, else by its condition."""
        verdict = self.matters.get(member.matter)
        if verdict is not None:
            return verdict.value == DEFERRED
        return is_put_off(member, answers)

    def reason(self, code: str) -> Sentence | None:
        """Why: the reason of the rule that decided about a matter or material."""
        found = self.matters.get(code) or self.materials.get(code)
        return found.reason if found else None


def is_put_off(member: Member, answers: Answers) -> bool:
    """Whether the list itself puts a member off for these answers."""
    return bool(member.defer_when) and holds(member.defer_when, answers)


def guided(bundle: Bundle, answers: Answers) -> Guided | None:
    """What the bundle's rule says of these answers, or the usual ones; None without a rule."""
    if bundle.guidance_text is None:
        return None
    usual = {q.code: q.default for q in bundle.questions if q.default is not None}
    return _guided(_Text(bundle.guidance_text), tuple(sorted((usual | dict(answers)).items())))


def model_of(text: str) -> Model:
    """The model of a rule's text; it imports nothing. Errors: `RulesError`."""
    return _model(_Text(text))


def decided_by(model: Model) -> dict[str, str]:
    """The decisions of a model by their ids, with the names they have in it."""
    program = model.program
    return {key.rpartition("#")[2]: decision.name for key, decision in program.decisions.items()}


def asked_by(model: Model) -> dict[str, str]:
    """The inputs of a model by their ids (question codes), with the names they have in it."""
    return {key.rpartition("#")[2]: d.name for key, d in model.program.inputs.items()}


class _Text:
    """A rule's text, known to caches by its hash."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.hash = hashlib.sha256(text.encode()).hexdigest()

    @override
    def __hash__(self) -> int:
        return hash(self.hash)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and other.hash == self.hash


@lru_cache(maxsize=256)
def _model(known: _Text) -> Model:
    return Model(lower(read(known.text.encode(), file="guidance.dmn"), {}))


@lru_cache(maxsize=8192)
def _guided(known: _Text, answers: tuple[tuple[str, str], ...]) -> Guided:
    model = _model(known)
    names = asked_by(model)
    inputs = {names[code]: answer for code, answer in answers if code in names}
    found: dict[str, dict[str, Verdict]] = {MATTER: {}, MATERIAL: {}}
    for prefix, code, name in subjects(model):
        found[prefix][code] = _verdict(model, name, inputs)
    return Guided(found[MATTER], found[MATERIAL])


def subjects(model: Model) -> Iterator[tuple[str, str, str]]:
    """What a model decides: the prefix, the code behind it, and the decision's name."""
    for ident, name in decided_by(model).items():
        for prefix in VALUES:
            if ident.startswith(prefix):
                yield prefix, ident.removeprefix(prefix), name


def _verdict(model: Model, name: str, inputs: Mapping[str, object]) -> Verdict:
    decided = model.decide(name, inputs)
    if not decided.is_known:
        return UNDECIDED
    tables = list(decided.explanation.tables()) if decided.explanation else []
    matched = tables[-1].rules_that(Outcome.MATCHED) if tables else ()
    number = matched[0].number if matched else 0
    value = decided.value if isinstance(decided.value, str) else None
    return Verdict(value, _reason(model, name, number), number)


def _reason(model: Model, name: str, number: int) -> Sentence | None:
    decision = model.program.decisions[model.program.names[name]]
    for rule in _rules(decision.logic):
        if rule.number == number and len(rule.annotations) > 1:
            zh, en = (text.replace("{", "{{").replace("}", "}}") for text in rule.annotations[:2])
            return Sentence(zh, en)
    return None


def _rules(logic: object) -> tuple[Rule, ...]:
    """The rules of a decision whose logic is one table, also where its type is conformed to."""
    table = getattr(logic, "value", logic)
    return table.rules if isinstance(table, DecisionTable) else ()


def is_material_needed(code: str, when: When, answers: Answers, guidance: Guided | None) -> bool:
    """Whether a material is needed or may still be: by the rule, else by its own condition."""
    verdict = guidance.materials.get(code) if guidance else None
    if verdict is not None:
        return verdict.value != SPARED
    return may_hold(when, answers)
