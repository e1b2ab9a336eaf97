"""Texts to nodes: the door of the parser. Any text gives nodes and problems, never an error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from yingshang.rules.ir import Binding, Broken, ExpressionTest, Node, Tests
from yingshang.rules.problems import Problem
from yingshang.rules.source import Place, Span
from yingshang.rules.syntax.feel.cursor import MAX_NESTING, Failure
from yingshang.rules.syntax.feel.height import MAX_HEIGHT, is_too_high
from yingshang.rules.syntax.feel.naming import keys_of
from yingshang.rules.syntax.feel.parser import Parser
from yingshang.rules.syntax.feel.scope import Scope
from yingshang.rules.syntax.feel.tokens import TokenKind, tokens_of
from yingshang.rules.types import Type

MAX_LENGTH = 1 << 20
"""Characters that a text may have."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What an expression means, and what was wrong with it."""

    node: Node
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedTests:
    """What unary tests mean, and what was wrong with them."""

    tests: Tests
    problems: tuple[Problem, ...] = ()


def parse_expression(text: str, scope: Scope, place: Place = Place()) -> Parsed:  # noqa: B008 - frozen
    """The meaning of an expression (grammar rule 1) where `scope` holds.

    A part without meaning, such as an unknown name, is `Broken` in its place; a text that breaks
    the grammar is `Broken` as a whole. `problems` has everything that was found wrong.
    """
    node, problems = _parsed(text, scope, place, _whole_expression)
    found = _broken(node, text) if isinstance(node, Problem) else node
    return Parsed(replace(found, place=_saying(place, text)), problems)


def parse_tests(text: str, scope: Scope, value: Binding, place: Place = Place()) -> ParsedTests:  # noqa: B008 - frozen
    """The meaning of unary tests (grammar rule 15) of `value`, which `?` stands for in them.

    No text at all, like `-`, passes everything. Tests that break the grammar are unknown.
    """
    tests, problems = _parsed(text, scope, place, lambda parser: _whole_tests(parser, value))
    if isinstance(tests, Problem):
        unknown = ExpressionTest(_broken(tests, text), uses_value=True)
        tests = Tests(value, (unknown,))
    return ParsedTests(replace(tests, place=_saying(place, text)), problems)


def parse_type(text: str, types: Mapping[str, Type]) -> Type | None:
    """The type that is written, by FEEL's names and those of `types`; None where it is none."""
    found, problems = _parsed(text, Scope(types=types), Place(), lambda parser: parser.type_name())
    return None if problems or isinstance(found, Problem) else found


def _whole_expression(parser: Parser) -> Node:
    if parser.kind is TokenKind.END:
        parser.refuse("nothing_written", Span())
    node = parser.expression()
    _check_height(parser, node)
    return node


def _whole_tests(parser: Parser, value: Binding) -> Tests:
    tests = parser.cell(value)
    _check_height(parser, tests)
    return tests


def _check_height(parser: Parser, made: Node | Tests) -> None:
    if is_too_high(made, tokens=len(parser.tokens.texts)):
        parser.refuse("too_many_steps", parser.since(0), limit=MAX_HEIGHT)


def _parsed(
    text: str, scope: Scope, place: Place, read: Callable[[Parser], T]
) -> tuple[T | Problem, tuple[Problem, ...]]:
    """What was read, or the first problem with the grammar; and every problem."""
    where = _saying(place, text)
    if len(text) > MAX_LENGTH:
        return _alone(Problem("text_too_long", where, data={"limit": MAX_LENGTH}))
    tokens = tokens_of(text)
    parser = Parser(tokens, scope, where, own_members=keys_of(tokens))
    try:
        found = read(parser)
        if parser.kind is not TokenKind.END:
            parser.fail("operator_missing")
    except Failure as failure:
        parser.failed(failure)
        return _first(parser), tuple(parser.problems)
    except RecursionError:  # a caller deep in its own calls leaves too few for the usual nesting
        return _alone(Problem("nested_too_deeply", where, data={"limit": MAX_NESTING}))
    return parser.failure or found, tuple(parser.problems)


def _saying(place: Place, text: str) -> Place:
    return place if place.text else place.saying(text)


def _first(parser: Parser) -> Problem:
    return parser.failure or parser.problems[0]


def _alone(problem: Problem) -> tuple[Problem, tuple[Problem, ...]]:
    return problem, (problem,)


def _broken(problem: Problem, text: str) -> Broken:
    return Broken(problem, span=Span(0, len(text)))
