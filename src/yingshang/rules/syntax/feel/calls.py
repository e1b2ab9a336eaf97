"""What follows an operand: `.name`, `[condition]`, `(arguments)`.

Source: DMN 1.5, grammar rules 38 to 43, 50.
"""

from dataclasses import dataclass

from yingshang.rules.ir import (
    Argument,
    Binding,
    Broken,
    Builtin,
    Call,
    CallBuiltin,
    Filter,
    Node,
    Path,
)
from yingshang.rules.syntax.feel.control import Control
from yingshang.rules.syntax.feel.cursor import Failure
from yingshang.rules.syntax.feel.names import Key, key_of
from yingshang.rules.syntax.feel.scope import Elements
from yingshang.rules.types import FunctionOf, element_of, plain

_ARGUMENT_STOPS = frozenset({",", ")"})
_FILTER_STOPS = frozenset({"]"})


@dataclass(slots=True)
class Calls(Control):
    """The cursor that understands paths, filters and invocations."""

    def followed(self, node: Node, start: int) -> Node:
        """The node with everything that binds closest to it."""
        steps = 0
        while True:
            text = self.text
            steps = self.counted(steps)
            if text == ".":
                self.at += 1
                name = self.member_name(node.type)
                node = Path(node, name, span=self.since(start))
            elif text == "[" and not (self.ends_with_bracket and self.closes_range()):
                node = self._filter(node, start)
            elif text == "(":
                node = self._call(node, start)
            else:
                return node

    def _filter(self, source: Node, start: int) -> Node:
        mark = self.mark()
        self.at += 1
        self.ends_with_bracket = False
        element = element_of(source.type)
        item = Binding("item", element)
        members, is_open = self.members_of(element)
        self.scope = self.scope.filtering(Elements(item, members, is_open))
        try:
            predicate = self.expression()
        except Failure as failure:
            predicate = self.recover(failure, mark, _FILTER_STOPS)
        self.scope, self.ends_with_bracket = mark.scope, mark.ends_with_bracket
        self.expect("]")
        return Filter(source, item, predicate, span=self.since(start))

    def _call(self, function: Node, start: int) -> Node:
        outer, self.ends_with_bracket = self.ends_with_bracket, False
        self.at += 1
        arguments = self._arguments(_parameter_names(function))
        self.ends_with_bracket = outer
        self.expect(")")
        span = self.since(start)
        wrong = self._wrong(arguments)
        if wrong is not None:
            return wrong
        if isinstance(function, Builtin):
            return CallBuiltin(function.function, arguments, span=span)
        return Call(function, arguments, span=span)

    def _arguments(self, known: dict[Key, str]) -> tuple[Argument, ...]:
        arguments: list[Argument] = []
        while self.text != ")" or arguments:
            mark = self.mark()
            try:
                arguments.append(self._argument(known))
            except Failure as failure:
                arguments.append(Argument(self.recover(failure, mark, _ARGUMENT_STOPS)))
            if not self.took(","):
                break
        return tuple(arguments)

    def _argument(self, known: dict[Key, str]) -> Argument:
        name = self.name_before_colon()
        if name is None:
            return Argument(self.expression())
        self.expect(":")
        return Argument(self.expression(), known.get(key_of(name), name))

    def _wrong(self, arguments: tuple[Argument, ...]) -> Broken | None:
        named = [a.name for a in arguments if a.name is not None]
        if named and len(named) < len(arguments) and self.failure is None:
            return self.broken("mixed_arguments", arguments[0].value.span)
        if len(set(named)) < len(named):
            twice = next(name for name in named if named.count(name) > 1)
            return self.broken("duplicate_argument", arguments[0].value.span, name=twice)
        return None


def _parameter_names(function: Node) -> dict[Key, str]:
    """The parameters' names as they were declared, by their tokens."""
    if isinstance(function, Builtin):
        names = {p.name for s in function.function.signatures for p in s.parameters}
    else:
        called = plain(function.type)
        names = set(called.names or ()) if isinstance(called, FunctionOf) else set()
    return {key_of(name): name for name in names}
