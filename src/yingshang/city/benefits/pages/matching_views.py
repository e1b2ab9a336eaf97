"""What the pages show of one firm's policies: rows of plain texts in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.city.benefits.matching.advising import changes
from yingshang.city.benefits.matching.applying import BY_APPLICATION, why_not
from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.matching.proving import proof_lines
from yingshang.city.benefits.matching.seeing import Elements
from yingshang.city.benefits.matching.telling import (
    GROUPS,
    Offices,
    amount_words,
    change_words,
    combination_words,
    condition_words,
    lacking_words,
    source_words,
    way_words,
)
from yingshang.city.benefits.matching.types import Condition, Group, Seen
from yingshang.city.benefits.matching.words import in_english, said, value_words, yuan
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.models import Case
from yingshang.errors import Sentence
from yingshang.rules import Decided
from yingshang.rules.explaining.rendering import Branch

STATES = {Group.ELIGIBLE: "kept", Group.UNKNOWN: "soon", Group.INELIGIBLE: "pause",
          Group.OUT_OF_TIME: "pause"}  # fmt: skip
Applications = Mapping[tuple[str, str], Application]
IN_FULL = 12
"""So many policies that a firm is not eligible for are told in full beside the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One policy in a list or on its own page."""

    code: str
    title: str
    group: Group
    state: str
    state_name: str
    amount: str
    way: str
    conclusion: str
    conditions: tuple[str, ...]
    changes: tuple[str, ...]
    lacking: tuple[str, ...]
    matters: tuple[str, ...]
    had: str
    by_statement: bool
    is_unsure: bool
    url: str = ""
    applied: str = ""
    applied_url: str = ""
    may_apply: bool = False


@dataclass(frozen=True, slots=True)
class Datum:
    """One value that the rule saw."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A policy that a firm is not eligible for, without what would change it.

    `words` are the conclusion, the conditions with their values, and what else there is to say.
    """

    title: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A group: the policies told in full, and the others in brief."""

    key: str
    title: str
    rows: Sequence[Row]
    briefly: Sequence[Brief] = ()

    @property
    def count(self) -> int:
        """How many policies there are in the group."""
        return len(self.rows) + len(self.briefly)


@dataclass(frozen=True, slots=True)
class Combination:
    """A choice among policies that exclude each other, and its proof."""

    text: str
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what there is to say of a firm's lines, in the reader's language."""

    elements: Elements
    offices: Offices
    applications: Applications
    firm_id: str = ""
    is_whole: bool = True
    """Whether sensitive values are shown."""
    in_full: int | None = None
    """So many policies that the firm is not eligible for are told in full; None for all."""

    def sections(self, matched: Matched) -> list[Section]:
        """The four groups, empty ones left out."""
        found = ((group, matched.of(group)) for group in GROUPS)
        return [self._section(group, lines) for group, lines in found if lines]

    def _section(self, group: Group, lines: Sequence[Line]) -> Section:
        full = self.in_full if group is Group.INELIGIBLE else None
        rest = () if full is None else lines[full:]
        rows = [self.row(line) for line in lines[:full]]
        return Section(group.value, text(GROUPS[group]), rows, [self.brief(line) for line in rest])

    def brief(self, line: Line) -> Brief:
        """Why the firm is not eligible: the conditions and their values."""
        model = line.listed.model
        found = [text(condition_words(one)) for one in line.conditions]
        words = " · ".join([text(why_not(line)), *found, *self._marks(line)])
        return Brief(text(said(model.title, model.title_en)), self._url(line), words)

    def _marks(self, line: Line) -> Iterator[str]:
        applied = self._applied(line)
        if line.listed.model.is_unsure:
            yield _("依据存疑，以正式文件为准")
        if line.by_statement:
            yield _("按贵企业自己的声明算出")
        if line.had_fen:
            yield _("本期已拨付或者正在拨付 %(yuan)s 元。") % {"yuan": yuan(line.had_fen)}
        if applied:
            yield _("已申请：%(state)s") % {"state": state_of(applied.case)}

    def row(self, line: Line) -> Row:
        """One policy."""
        model = line.listed.model
        applied = self._applied(line)
        lacking = [(text(lacking_words(one, self.offices)), one.matters) for one in line.lacking]
        return Row(
            code=line.code,
            title=text(said(model.title, model.title_en)),
            group=line.group,
            state=STATES[line.group],
            state_name=text(GROUPS[line.group]),
            amount=_amount(line),
            way=text(way_words(line)),
            conclusion=text(why_not(line)) if line.group is Group.INELIGIBLE else "",
            conditions=tuple(text(condition_words(one)) for one in self._conditions(line)),
            changes=tuple(text(change_words(one)) for one in changes(line, self.elements)
                          if self._is_shown(one.element)),
            lacking=tuple(words for words, _ in lacking),
            matters=tuple(words for words, matters in lacking if matters),
            had=yuan(line.had_fen) if line.had_fen else "",
            by_statement=bool(line.by_statement),
            is_unsure=model.is_unsure,
            url=self._url(line),
            applied=state_of(applied.case) if applied else "",
            applied_url=reverse("benefit_application", args=[applied.pk]) if applied else "",
            may_apply=_may_apply(line, applied),
        )  # fmt: skip

    def data(self, line: Line) -> list[Datum]:
        """Every value that the rule saw, with where it comes from."""
        return [
            Datum(text(one.name), self._value(one), text(source_words(one, self.offices)))
            for one in line.seen
        ]

    def trees(self, line: Line) -> list[Sequence[Branch]]:
        """The whole explanation, of the verdict and of the amount; nothing with sensitive data."""
        answer = line.explained
        if answer is None or not all(self._is_shown(one.element) for one in line.seen):
            return []
        asked = [answer.reasons, answer.reckoned]
        return [_tree(decided, line.english) for decided in asked if decided is not None]

    def combinations(self, matched: Matched) -> list[Combination]:
        """The choices that were made, each with its proof."""
        titles = {
            line.code: said(line.listed.model.title, line.listed.model.title_en)
            for line in matched.lines
        }
        parts = [part for part in matched.best.components if not part.is_forced]
        return [
            Combination(text(words), tuple(text(one) for one in proof_lines(part, titles)))
            for words, part in zip(combination_words(matched), parts, strict=True)
        ]

    def _applied(self, line: Line) -> Application | None:
        return self.applications.get((line.code, line.listed.model.period.name))

    def _url(self, line: Line) -> str:
        return reverse("firm_benefit", args=[self.firm_id, line.code]) if self.firm_id else ""

    def _conditions(self, line: Line) -> tuple[Condition, ...]:
        return line.conditions if line.group is Group.INELIGIBLE else ()

    def _value(self, one: Seen) -> str:
        if one.value is not None and not self._is_shown(one.element):
            return _("（敏感数据，只给法定代表人看）")
        return text(value_words(one.value, one.unit))

    def _is_shown(self, element: str) -> bool:
        known = self.elements.get(element)
        return self.is_whole or known is None or known.sensitivity != "sensitive"


def text(sentence: Sentence) -> str:
    """The sentence in the reader's language."""
    return sentence.text(get_language() or "zh-hans")


def state_of(case: Case) -> str:
    """The name of an application's state."""
    state = lifecycle_of(case.kind).state(case.state)
    return text(said(state.zh, state.en))


def total_of(matched: Matched) -> str:
    """What the best combination comes to. *Units*: yuan."""
    return yuan(matched.best.value)


def _amount(line: Line) -> str:
    if line.group is not Group.ELIGIBLE:
        return ""
    return text(amount_words(line.amount_fen))


def _may_apply(line: Line, applied: Application | None) -> bool:
    is_open = applied is None or not applied.is_live
    return is_open and line.group is Group.ELIGIBLE and line.listed.model.mode in BY_APPLICATION


def _tree(decided: Decided, english: Mapping[str, str]) -> Sequence[Branch]:
    is_english = (get_language() or "zh-hans").startswith("en")
    if is_english:
        return in_english(decided.tree("en"), english)
    return decided.tree("zh")
