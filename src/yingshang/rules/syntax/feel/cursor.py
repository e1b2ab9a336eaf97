"""Where the parser stands in its tokens, and how it says that something else was expected there."""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any, NoReturn

from yingshang.rules.ir import Broken, Node
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.source import Place, Span
from yingshang.rules.syntax.feel.characters import ASCII_FOR, OTHER_LANGUAGES
from yingshang.rules.syntax.feel.height import MAX_HEIGHT
from yingshang.rules.syntax.feel.scope import Scope
from yingshang.rules.syntax.feel.tokens import KEYWORDS, TokenKind, Tokens

MAX_NESTING = 100
"""Levels of brackets, branches and loops inside one another: each takes some five of the thousand
calls that Python allows."""

MAX_PROBLEMS = 20
"""Problems of one text that are reported."""

MAX_BROKEN = 1000
"""Parts without meaning after which reading on serves nobody."""

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Failure(Exception):
    """The text cannot be understood from here on. Never leaves the parser.

    Without a problem: the end was reached while looking for a way on after an earlier one.
    """

    def __init__(self, problem: Problem | None) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(slots=True)
class Mark:
    """What has to be put back when the parser goes on after a failure, or tries another reading."""

    at: int
    scope: Scope
    nesting: int
    ends_with_bracket: bool
    problems: int


@dataclass(slots=True)
class Cursor:
    """A place in the tokens of a text, and the scope there."""

    tokens: Tokens
    scope: Scope
    place: Place
    at: int = 0
    nesting: int = 0
    ends_with_bracket: bool = False
    """Whether a `[` here may be the open end of a range rather than a filter."""
    uses_tested: bool = False
    """Whether the value that `?` stands for was used since this was last put to False."""
    failure: Problem | None = None
    """The first problem with the grammar: then the text as a whole has no meaning."""
    broken_parts: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The token here; empty at the end."""
        return self.tokens.texts[self.at]

    @property
    def kind(self) -> TokenKind:
        """The kind of the token here."""
        return self.tokens.kinds[self.at]

    @property
    def next_text(self) -> str:
        """The token after this one; empty at the end."""
        return self.tokens.texts[min(self.at + 1, len(self.tokens.texts) - 1)]

    @property
    def start(self) -> int:
        """Where the token here starts in the text."""
        return self.tokens.starts[self.at]

    def is_word(self, *, at: int | None = None) -> bool:
        """Whether a word stands here that is no keyword."""
        where = self.at if at is None else at
        return (
            self.tokens.kinds[where] is TokenKind.WORD and self.tokens.texts[where] not in KEYWORDS
        )

    def since(self, start: int) -> Span:
        """From a position in the text to the end of the last token passed."""
        return Span(start, max(start, self.tokens.ends[self.at - 1] if self.at else 0))

    def here(self) -> Span:
        """The token here."""
        return Span(self.start, self.tokens.ends[self.at])

    def took(self, text: str) -> bool:
        """Pass the token if it is this one, and say whether it was."""
        if self.text == text and self.kind is not TokenKind.END:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Pass this token. *Errors*: `Failure` when another stands here."""
        if not self.took(text):
            self.fail("token_missing", expected=text)

    def fail(self, code: str, **data: object) -> NoReturn:
        """*Errors*: `Failure`, always. At the end of the text the sentence says so (`…_at_end`)."""
        if self.kind is TokenKind.END:
            if self.failure is not None:
                raise Failure(None)
            raise Failure(self._problem(f"{code}_at_end", self.here(), data))
        found = self.text if len(self.text) <= 40 else f"{self.text[:40]}…"
        signs = self._signs()
        use = OTHER_LANGUAGES.get(signs) or ASCII_FOR.get(found)
        if use is not None:
            raise Failure(self._problem("wrong_sign", self.here(), {"found": signs, "use": use}))
        raise Failure(self._problem(code, self.here(), {"found": found, **data}))

    def refuse(self, code: str, span: Span, **data: object) -> NoReturn:
        """*Errors*: `Failure`, always, with a problem that is not about what stands here."""
        raise Failure(self._problem(code, span, data))

    def go_in(self) -> None:
        """One level further in. *Errors*: `Failure` when that is too deep."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self.refuse("nested_too_deeply", self.here(), limit=MAX_NESTING)

    def counted(self, steps: int) -> int:
        """One step more of a chain. *Errors*: `Failure` when it becomes too long."""
        if steps > MAX_HEIGHT:
            self.refuse("too_many_steps", self.here(), limit=MAX_HEIGHT)
        return steps + 1

    def _signs(self) -> str:
        """The sign that another language would see here: `=` after `=` is `==`."""
        previous = self.tokens.texts[self.at - 1] if self.at else ""
        touching = self.at > 0 and self.tokens.ends[self.at - 1] == self.start
        both = previous + self.text
        return both if touching and both in OTHER_LANGUAGES else self.text

    def broken(self, code: str, span: Span, **data: Any) -> Broken:
        """Report that this part has no meaning; what is around it still has."""
        problem = self._problem(code, span, data)
        self.record(problem)
        self.broken_parts += 1
        if self.broken_parts > MAX_BROKEN:
            self.refuse("too_many_problems", span, limit=MAX_BROKEN)
        return Broken(problem, span=span)

    def note(self, code: str, span: Span, **data: Any) -> None:
        """Report something that has a meaning all the same."""
        self.record(Problem(code, self.place, span, data, Severity.WARNING))

    def record(self, problem: Problem | None) -> None:
        """Keep the problem for the report, unless there are enough."""
        if problem is not None and len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def failed(self, failure: Failure) -> None:
        """Report a problem with the grammar."""
        self.record(failure.problem)
        self.failure = self.failure or failure.problem

    def mark(self) -> Mark:
        """The state here."""
        return Mark(
            self.at, self.scope, self.nesting, self.ends_with_bracket, len(self.problems)
        )  # fmt: skip

    def reset(self, mark: Mark) -> None:
        """Stand there again, as if nothing had been read since."""
        self.at = mark.at
        self._restore(mark)
        del self.problems[mark.problems :]

    def recover(self, failure: Failure, mark: Mark, stops: Set[str]) -> Node:
        """Report a failure and go on at the next of `stops` outside any brackets.

        The whole text will have no meaning; this only finds more of what is wrong with it.
        """
        self.failed(failure)
        self._restore(mark)
        self._skip_to(stops)
        return Broken(failure.problem or self._problem("nothing_written", self.here(), {}))

    def _restore(self, mark: Mark) -> None:
        self.scope, self.nesting = mark.scope, mark.nesting
        self.ends_with_bracket = mark.ends_with_bracket

    def _skip_to(self, stops: Set[str]) -> None:
        depth = 0
        while self.kind is not TokenKind.END:
            text = self.text
            if depth == 0 and (text in stops or text in _CLOSING):
                return
            depth += (text in _OPENING) - (text in _CLOSING)
            self.at += 1

    def _problem(self, code: str, span: Span, data: dict[str, Any]) -> Problem:
        return Problem(code, self.place, span, data)
