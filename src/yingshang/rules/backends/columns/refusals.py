"""What cannot be compiled to columns: each node with its place, why, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from typing_extensions import override

from yingshang.rules.backends.columns.sentences import SENTENCES
from yingshang.rules.errors import RulesError
from yingshang.rules.source import NOWHERE, Place, Span


class Refused(Exception):
    """Raised where a node has no exact counterpart in columns; its place is added on the way up."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class Noted(Exception):
    """The node's refusal is already in the list: nothing more is to be said about what holds it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A node that cannot be compiled."""

    code: str
    place: Place
    span: Span = NOWHERE
    what: str = ""
    data: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, language: str = "en") -> str:
        """Why, and what to do."""
        chinese, english = SENTENCES[self.code]
        sentence = chinese if language.startswith("zh") else english
        return sentence.format(**{"what": self.what, **self.data})

    @override
    def __str__(self) -> str:
        return f"{self.place}: {self.text()}"


class NotCompilable(RulesError):
    """A decision has parts that cannot be decided in columns. `refusals` names each of them."""

    code: ClassVar[str] = "rules.not_compilable"
    zh: ClassVar[str] = "决策“{decision}”不能编译为按列计算：{reasons}"
    en: ClassVar[str] = "The decision “{decision}” cannot be compiled to columns: {reasons}"

    def __init__(self, *, decision: str, refusals: Sequence[Refusal]) -> None:
        super().__init__(decision=decision, reasons="; ".join(map(str, refusals)))
        self.refusals = tuple(refusals)


class NotOnThisEngine(RulesError):
    """The columns are exact on DuckDB, and this engine has no exact way to write one of them."""

    code: ClassVar[str] = "rules.not_on_this_engine"
    zh: ClassVar[str] = "{engine} 不能精确计算 {what}；请用 DuckDB，或逐行计算。"
    en: ClassVar[str] = "{engine} cannot compute {what} exactly; use DuckDB, or run row by row."
