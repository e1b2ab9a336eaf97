"""The border where a declared type is enforced: the plain types by the class of the value."""

from collections.abc import Callable, Container, Iterable

from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import Frame, Test
from yingshang.rules.backends.compiled.testing import listed_in, tests_code
from yingshang.rules.functions.binding import CLASSES
from yingshang.rules.ir import Conform, Global, Node, Role, Tests
from yingshang.rules.source import Span
from yingshang.rules.types import ANY, Constrained, Simple, Type, plain
from yingshang.rules.values import Undefined, Value, brief, conform

Border = Callable[[Frame, Value], Value]


def is_enforced(node: Node, wanted: Type) -> bool:
    """Whether the node's value is known to conform, and need not be looked at again."""
    if wanted == ANY:
        return True
    if isinstance(node, Global):
        return node.role is Role.INPUT and node.declared == wanted
    return isinstance(node, Conform) and node.wanted == wanted


def border_code(wanted: Type, what: str, span: Span, compiler: Compiler) -> Border:
    """Lets a value through as the declared type wants it; null, with a warning, where it cannot."""
    warn, strict = compiler.warner(span), strict_border_code(wanted, what, compiler)

    def slow(frame: Frame, value: Value) -> Value:
        try:
            return strict(frame, value)
        except Undefined as why:
            warn(frame, why)
            return None

    return _fast(wanted, slow, compiler)


def strict_border_code(wanted: Type, what: str, compiler: Compiler) -> Border:
    """The same, which raises `Undefined` where the value does not conform."""
    check = _checker(wanted, compiler)

    def slow(frame: Frame, value: Value) -> Value:
        if value is None:
            return None
        try:
            return conform(value, wanted, lambda tests, given: check(frame, tests, given))
        except Undefined:
            raise Undefined(
                "type_does_not_conform", what=what, value=brief(value), type=str(wanted)
            ) from None

    return _fast(wanted, slow, compiler)


def class_of(wanted: Type) -> type | None:
    """The class that decides whether a value conforms; None where more has to be looked at."""
    if any(True for _ in _constraints(wanted)):
        return None
    return _class(wanted)


def _class(wanted: Type) -> type | None:
    inner = plain(wanted)
    return CLASSES.get(inner) if isinstance(inner, Simple) else None


def _fast(wanted: Type, slow: Border, compiler: Compiler) -> Border:
    """A look at the value's class where that decides; the slow way otherwise."""
    if wanted == ANY:
        return lambda frame, value: value
    kind = _class(wanted)
    if kind is None:
        return slow
    listed = [listed_in(t) for t in _constraints(wanted)]
    if len(listed) == 1 and listed[0] is not None:
        return _listed(kind, listed[0], slow)
    tests = [test for t in _constraints(wanted) if (test := tests_code(t, compiler)) is not None]
    if not tests:
        return lambda frame, value: value if type(value) is kind else slow(frame, value)
    return _constrained(kind, tests, slow)


def _listed(kind: type, among: Container[Value], slow: Border) -> Border:
    """One of the allowed texts passes at once."""

    def run(frame: Frame, value: Value) -> Value:
        return value if type(value) is kind and value in among else slow(frame, value)

    return run


def _constrained(kind: type, tests: list[Test], slow: Border) -> Border:
    if len(tests) == 1:
        test = tests[0]

        def one(frame: Frame, value: Value) -> Value:
            if type(value) is kind and test(frame, value) is True:
                return value
            return slow(frame, value)

        return one

    def run(frame: Frame, value: Value) -> Value:
        if type(value) is kind and all(test(frame, value) is True for test in tests):
            return value
        return slow(frame, value)

    return run


def _checker(wanted: Type, compiler: Compiler) -> Callable[[Frame, object, Value], bool | None]:
    """How constraints inside the type are checked: compiled once each, when first met."""
    compiled = {id(tests): tests_code(tests, compiler) for tests in _constraints(wanted)}

    def check(frame: Frame, tests: object, value: Value) -> bool | None:
        test = compiled[id(tests)]
        return True if test is None else test(frame, value)

    return check


def _constraints(type_: Type) -> Iterable[Tests]:
    if isinstance(type_, Constrained):
        if isinstance(type_.constraint, Tests):
            yield type_.constraint
        yield from _constraints(type_.underlying)
    for part in getattr(type_, "members", ()):
        yield from _constraints(part[1])
    if hasattr(type_, "element"):
        yield from _constraints(type_.element)
