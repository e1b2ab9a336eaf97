"""Choice and iteration, and the border where a declared type is enforced."""

from collections.abc import Callable, Iterable

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.compiled.operating import truth_code
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.backends.logic import both, either
from yingshang.rules.ir import Conform, Every, For, If, Iterator, Some, Tests
from yingshang.rules.source import Span
from yingshang.rules.types import ANY, Constrained, Type
from yingshang.rules.values import Range, Undefined, Value, conform, show, span_of

Turn = Callable[[Frame], None]
Loop = Callable[[Frame, Turn], None]
Border = Callable[[Frame, Value], Value]


@compiles(If)
def _if(node: If, compiler: Compiler) -> Code:
    condition = truth_code(node.condition, compiler)
    then, otherwise = compiler.code(node.then), compiler.code(node.otherwise)
    return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)


@compiles(For)
def _for(node: For, compiler: Compiler) -> Code:
    loop, partial = _loop(node.iterators, compiler), compiler.slot(node.partial)
    result = compiler.code(node.result)

    def run(frame: Frame) -> Value:
        results: list[Value] = []

        def turn(frame: Frame) -> None:
            frame[partial] = tuple(results)
            results.append(result(frame))

        loop(frame, turn)
        return tuple(results)

    return compiler.guarded(node, run)


@compiles(Some)
def _some(node: Some, compiler: Compiler) -> Code:
    return compiler.guarded(node, _folded(node, either, start=False, compiler=compiler))


@compiles(Every)
def _every(node: Every, compiler: Compiler) -> Code:
    return compiler.guarded(node, _folded(node, both, start=True, compiler=compiler))


def _folded(
    node: Some | Every, fold: Callable[[bool | None, bool | None], bool | None], *,
    start: bool, compiler: Compiler,
) -> Code:  # fmt: skip
    loop = _loop(node.iterators, compiler)
    condition = truth_code(node.condition, compiler)

    def run(frame: Frame) -> Value:
        found: bool | None = start

        def turn(frame: Frame) -> None:
            nonlocal found
            found = fold(found, condition(frame))

        loop(frame, turn)
        return found

    return run


def _loop(iterators: tuple[Iterator, ...], compiler: Compiler) -> Loop:
    """Goes through every combination of the iterators' values; the last goes round fastest."""
    levels = []
    for iterator in iterators:
        elements = _elements(iterator, compiler)
        levels.append((compiler.slot(iterator.binding), elements))

    def run(frame: Frame, turn: Turn, level: int = 0) -> None:
        if level == len(levels):
            turn(frame)
            return
        slot, elements = levels[level]
        for value in elements(frame):
            frame[0].step()
            frame[slot] = value
            run(frame, turn, level + 1)

    return run


def _elements(iterator: Iterator, compiler: Compiler) -> Callable[[Frame], Iterable[Value]]:
    domain = compiler.code(iterator.domain)
    end = None if iterator.end is None else compiler.code(iterator.end)

    def run(frame: Frame) -> Iterable[Value]:
        value = domain(frame)
        if end is not None:
            return span_of(value, end(frame))
        if isinstance(value, Range):
            return value.elements()
        if value is None:
            raise Undefined("not_iterable", value="null")
        return value if isinstance(value, tuple) else (value,)

    return run


@compiles(Conform)
def _conform(node: Conform, compiler: Compiler) -> Code:
    value = compiler.code(node.value)
    if node.wanted == ANY:
        return value
    border = border_code(node.wanted, node.what, node.span, compiler)
    return lambda frame: border(frame, value(frame))


def border_code(wanted: Type, what: str, span: Span, compiler: Compiler) -> Border:
    """Lets a value through as the declared type wants it; null, with a warning, where it cannot."""
    warn = compiler.warner(span)
    check = _checker(wanted, compiler)

    def run(frame: Frame, value: Value) -> Value:
        if value is None:
            return None
        try:
            return conform(value, wanted, lambda tests, given: check(frame, tests, given))
        except Undefined:
            warn(frame, Undefined("type_does_not_conform", what=what, value=show(value),
                                  type=str(wanted)))  # fmt: skip
            return None

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
