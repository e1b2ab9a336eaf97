"""A rule as people read it: its decisions in order, tables as tables, words instead of FEEL.

Everything is taken from the DMN file; nothing is written a second time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from yingshang.rules import Model
from yingshang.rules.explaining.conditions import phrase, plainly
from yingshang.rules.ir import Conform, Decision, DecisionTable, HitPolicy, Node, Rule
from yingshang.rules.regions import constant_of
from yingshang.rules.syntax.dmn import boxes
from yingshang.rules.syntax.dmn.document import document
from yingshang.rules.syntax.dmn.model import Decision as Written
from yingshang.rules.syntax.dmn.reader import read

NOTHING = "—"
LEADS = {"zh": ("为", "等于"), "en": ("be ", "equal ")}
"""What a condition begins with inside a sentence, and not in the cell of a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of a table: its number, what it asks of each column, what follows, on what ground."""

    number: int
    conditions: tuple[str, ...]
    outcomes: tuple[str, ...]
    basis: str


class Line(NamedTuple):
    """A row whose cells stand beside their headings."""

    number: int
    conditions: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `reads` is the expression that it stands for, where it is another."""

    label: str
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A decision: what it asks, and its table or its formula. `is_first`: the first rule wins."""

    name: str
    question: str
    note: str
    columns: tuple[Column, ...] = ()
    outputs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    formula: str = ""
    is_first: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        """The rows with each cell beside its heading, as a narrow page has them."""
        headings = tuple(column.label for column in self.columns)
        for row in self.rows:
            asked = tuple(zip(headings, row.conditions, strict=True))
            yield Line(row.number, asked, tuple(zip(self.outputs, row.outcomes, strict=True)),
                       row.basis)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """A whole rule: what it says of itself, its decisions, and the texts it rests on."""

    name: str
    note: str
    decisions: tuple[Told, ...]
    sources: tuple[str, ...]


def told(
    model: Model,
    content: bytes,
    *,
    asked: tuple[str, ...] = (),
    language: str = "zh",
    words: Mapping[str, str] | None = None,
) -> Rules:
    """The rule for a reader of `language`; `words` are names in that language, where it has them.

    `content` is the file that the model was loaded from. `asked` are the decisions of interest,
    with those that they rest on; all of them unless given. In the order of the file.
    Errors: those of reading a DMN file.
    """
    definitions = read(content, file=model.name)
    written = {one.local_id: one for one in definitions.decisions}
    notes = _Notes(content, definitions.namespace)
    say = _Sayer(language, words or {})
    made = [
        say.decision(made, written[key.rpartition("#")[2]], notes)
        for key, made in _reached(model, asked).items()
        if key.rpartition("#")[2] in written
    ]
    note = notes.of("", line=0 if say.is_chinese else 1)
    return Rules(say.word(model.name), note, tuple(made), notes.sources)


def _reached(model: Model, asked: tuple[str, ...]) -> dict[str, Decision]:
    program = model.program
    waiting = [program.names[name] for name in asked or model.decisions]
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in program.decisions and key not in seen:
            seen.add(key)
            waiting += program.decisions[key].requires
    return {key: made for key, made in program.decisions.items() if key in seen}


@dataclass(frozen=True, slots=True)
class _Sayer:
    language: str
    words: Mapping[str, str]

    @property
    def is_chinese(self) -> bool:
        return self.language.startswith("zh")

    def decision(self, made: Decision, written: Written, notes: "_Notes") -> Told:
        name, logic = self.word(made.name), _bare(made.logic)
        question, note = (
            (made.question, notes.of(written.local_id)) if self.is_chinese else ("", "")
        )
        if not isinstance(logic, DecisionTable) or not isinstance(
            written.expression, boxes.DecisionTable
        ):
            return Told(name, question, note, formula=self.formula(_text(written.expression)))
        return Told(
            name, question, note,
            tuple(self.column(clause) for clause in written.expression.inputs),
            tuple(self.word(o.label or made.name) for o in logic.outputs),
            tuple(self.row(rule, box) for rule, box in
                  zip(logic.rules, written.expression.rules, strict=True)),
            is_first=logic.hit_policy is HitPolicy.FIRST,
        )  # fmt: skip

    def column(self, clause: boxes.InputClause) -> Column:
        reads = _text(clause.expression)
        label = clause.label or reads
        return Column(self.word(label), "" if reads == label else self.formula(reads))

    def row(self, rule: Rule, box: boxes.Rule) -> Row:
        conditions = tuple(
            NOTHING if tests.is_any else self.cell(phrase(tests).words(self.language))
            for tests in rule.conditions
        )
        outcomes = tuple(
            self.outcome(node, _text(written))
            for node, written in zip(rule.outputs, box.outputs, strict=True)
        )
        return Row(rule.number, conditions, outcomes, "；".join(filter(None, rule.annotations)))

    def cell(self, said: str) -> str:
        lead = next((one for one in LEADS["zh" if self.is_chinese else "en"]
                     if said.startswith(one)), "")  # fmt: skip
        plain = said.removeprefix(lead)
        return self.formula(plain if self.is_chinese else plain.replace(" and be ", " and "))

    def outcome(self, node: Node, written: str) -> str:
        found = constant_of(_bare(node) or node)
        if found is None:
            return self.formula(written)
        return NOTHING if found.value is None else self.word(plainly(found.value, self.language))

    def word(self, name: str) -> str:
        return self.words.get(name, name)

    def formula(self, text: str) -> str:
        """The text with each known name in the reader's language, the longest first.

        A name of one character may be a part of any word: it stands for itself in quotes only.
        """
        if text in self.words:
            return self.words[text]
        for name in sorted(self.words, key=len, reverse=True):
            old = name if len(name) > 1 else f'"{name}"'
            text = text.replace(old, old.replace(name, self.words[name]))
        return text


class _Notes:
    """What the file says beside its logic: descriptions by id, and the texts it rests on."""

    def __init__(self, content: bytes, file: str) -> None:
        found = document(content, file=file)
        namespace = {"d": found.namespace}
        self._notes = dict(_described(found.root, found.namespace))
        names = found.root.findall("d:knowledgeSource", namespace)
        self.sources = tuple(one.get("name") or "" for one in names)

    def of(self, local_id: str, *, line: int = 0) -> str:
        """The description of an element; of the whole for the empty name.

        By our convention the first line is Chinese and the second, of the whole, English.
        """
        lines = self._notes.get(local_id, "").strip().split("\n")
        return lines[line].strip() if line < len(lines) else ""


def _described(root: etree._Element, namespace: str) -> Iterator[tuple[str, str]]:
    for element in (root, *root.iterchildren(f"{{{namespace}}}decision")):
        note = element.findtext(f"{{{namespace}}}description") or ""
        yield "" if element is root else element.get("id", ""), note


def _bare(logic: Node | None) -> Node | None:
    """The logic without the check of its declared type."""
    while isinstance(logic, Conform):
        logic = logic.value
    return logic


def _text(expression: boxes.Expression | None) -> str:
    if isinstance(expression, boxes.Literal) and expression.text is not None:
        return expression.text.text.strip()
    return ""
