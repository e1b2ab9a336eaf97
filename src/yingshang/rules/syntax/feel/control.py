"""`if`, `for`, `some`, `every`, `function`. Source: DMN 1.5, grammar rules 44 to 46, 55, 56, 63."""

from dataclasses import dataclass

from yingshang.rules.ir import (
    Binding,
    Constant,
    Every,
    For,
    If,
    Iterator,
    MakeContext,
    MakeFunction,
    Node,
    Some,
)
from yingshang.rules.syntax.feel.tests import UnaryTests
from yingshang.rules.types import ANY, DATE, NUMBER, ListOf, Type, element_of, join, plain

_PARAMETER_STOPS = frozenset({":", ",", ")"})


@dataclass(slots=True)
class Control(UnaryTests):
    """The cursor that understands choice, iteration and functions."""

    def choice(self) -> Node:
        """`if c then a else b`; a chain of `else if` is read in one go."""
        branches: list[tuple[int, Node, Node]] = []
        while self.text == "if":
            start = self.start
            self.at += 1
            condition = self.expression()
            self.expect("then")
            then = self.expression()
            self.expect("else")
            branches.append((start, condition, then))
        chosen = self.expression()
        for start, condition, then in reversed(branches):
            chosen = If(condition, then, chosen, span=self.since(start))
        return chosen

    def loop(self) -> Node:
        """`for … return e`."""
        start, outer = self.start, self.scope
        self.at += 1
        iterators = self._iterators()
        self.expect("return")
        partial = Binding("partial", ListOf(ANY))
        self.scope = outer.child([partial, *(i.binding for i in iterators)])
        result = self.expression()
        self.scope = outer
        return For(iterators, partial, result, span=self.since(start))

    def quantified(self) -> Node:
        """`some … satisfies e`, `every … satisfies e`."""
        start, outer, word = self.start, self.scope, self.text
        self.at += 1
        iterators = self._iterators()
        self.expect("satisfies")
        condition = self.expression()
        self.scope = outer
        made = Some if word == "some" else Every
        return made(iterators, condition, span=self.since(start))

    def _iterators(self) -> tuple[Iterator, ...]:
        """Each sees the ones before it; so does what comes after."""
        iterators = [self._iterator()]
        while self.took(","):
            iterators.append(self._iterator())
        return tuple(iterators)

    def _iterator(self) -> Iterator:
        name = self.declared_name({"in"})
        self.expect("in")
        domain = self.expression()
        end = self.expression() if self.took("..") else None
        binding = Binding(name, _gone_through(domain, end))
        self.scope = self.scope.child([binding])
        return Iterator(binding, domain, end)

    def function(self) -> Node:
        """`function(a: type, b) body`; one of another language is refused by name."""
        start, outer = self.start, self.scope
        self.at += 1
        self.expect("(")
        self.unknown_types = []
        parameters = self._parameters()
        unknown = self.unknown_types[0] if self.unknown_types else None
        is_external = self.took("external")
        self.scope = outer.child(parameters)
        body = self.expression()
        self.scope = outer
        span = self.since(start)
        if is_external:
            return self.broken("external_function", span, name=_external_name(body))
        return unknown or MakeFunction(parameters, body, span=span)

    def _parameters(self) -> tuple[Binding, ...]:
        parameters: list[Binding] = []
        while self.text != ")" or parameters:
            name = self.declared_name(_PARAMETER_STOPS)
            parameters.append(Binding(name, self.type_name() if self.took(":") else ANY))
            if not self.took(","):
                break
        self.expect(")")
        return tuple(parameters)


def _gone_through(domain: Node, end: Node | None) -> Type:
    """The type of what an iteration goes through: elements, or the steps between two ends."""
    if end is None:
        return element_of(domain.type)
    ends = plain(join([domain.type, end.type]))
    return ends if ends in (NUMBER, DATE) else ANY


def _external_name(mapping: Node) -> str:
    """What the mapping of an external function names, as `java.lang.Math.cos(double)`."""
    kind = _member(mapping, "java") or _member(mapping, "pmml")
    parts = [
        str(found.value)
        for name in ("class", "document", "method signature", "model")
        if isinstance(found := _member(kind, name), Constant)
    ]
    return ".".join(parts) or "external"


def _member(node: Node | None, name: str) -> Node | None:
    if not isinstance(node, MakeContext):
        return None
    return next((e.value for e in node.entries if e.binding.name == name), None)
