"""Where the lowering stands: in which model and element, and what it may ask for there."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from yingshang.rules.ir import Binding, Broken, Conform, Node, Tests
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.source import Place
from yingshang.rules.syntax.dmn.boxes import Text
from yingshang.rules.syntax.dmn.model import Definitions
from yingshang.rules.syntax.dmn.namespaces import is_feel
from yingshang.rules.syntax.feel import Scope, parse_expression, parse_tests
from yingshang.rules.types import ANY, Type


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a model. What is found wrong anywhere is collected in the one list `problems`."""

    model: Definitions
    type_named: Callable[[str, Place], Type]
    problems: list[Problem]
    place: Place = field(default_factory=Place)
    name: str = ""
    """The name of the element."""

    def inside(self, kind: str, name: str, line: int) -> "Spot":
        """The same model, another element of it."""
        return replace(self, place=Place(self.model.file, line, f'{kind} "{name}"'), name=name)

    def at(self, cell: str, line: int | None = None) -> "Spot":
        """The same element, a cell further in."""
        whole = f"{self.place.cell}, {cell}" if self.place.cell else cell
        place = replace(self.place, cell=whole, line=line or self.place.line)
        return replace(self, place=place)

    def broken(self, code: str, **data: object) -> Broken:
        """Report a problem; the node that stands for what could not be understood."""
        problem = Problem(code, self.place, data=data)
        self.problems.append(problem)
        return Broken(problem)

    def note(self, code: str, **data: object) -> None:
        """Report something that has a meaning all the same."""
        self.problems.append(Problem(code, self.place, data=data, severity=Severity.WARNING))

    def type(self, type_ref: str | None) -> Type:
        """The type of that name in this model; Any where none is named."""
        return ANY if type_ref is None else self.type_named(type_ref, self.place)

    def parse(self, text: Text, scope: Scope) -> Node:
        """The meaning of an expression's text."""
        refused = self._refused(text)
        if refused is not None:
            return refused
        parsed = parse_expression(text.text, scope, self._saying(text))
        self.problems.extend(parsed.problems)
        return parsed.node

    def tests(self, text: Text, scope: Scope, value: Binding) -> Tests | None:
        """The meaning of unary tests of `value`, or None when they are in another language."""
        if self._refused(text) is not None:
            return None
        parsed = parse_tests(text.text, scope, value, self._saying(text))
        self.problems.extend(parsed.problems)
        return parsed.tests

    def _saying(self, text: Text) -> Place:
        return self.place.saying(text.text, line=text.line)

    def _refused(self, text: Text) -> Broken | None:
        language = text.language or self.model.expression_language
        return None if is_feel(language) else self.broken("unknown_language", language=language)


def conforming(node: Node, wanted: Type, what: str) -> Node:
    """The node behind a border where the type is enforced, unless it is known to be enforced."""
    if wanted == ANY or (isinstance(node, Conform) and node.wanted == wanted):
        return node
    return Conform(node, wanted, what, span=node.span)
