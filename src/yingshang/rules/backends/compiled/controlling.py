"""Choice and iteration, and the border where a declared type is enforced."""

from collections.abc import Callable, Iterable

from yingshang.rules.backends.compiled.borders import border_code, class_of, is_enforced
from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import COPIED_IN_A_STEP, Code, Frame
from yingshang.rules.backends.compiled.operating import truth_code
from yingshang.rules.backends.logic import both, either
from yingshang.rules.ir import Conform, Every, For, If, Iterator, Some
from yingshang.rules.regions.walking import refers_to
from yingshang.rules.values import Range, Undefined, Value, span_of

Turn = Callable[[Frame], None]
Loop = Callable[[Frame, Turn], None]


@compiles(If)
def _if(node: If, compiler: Compiler) -> Code:
    condition = truth_code(node.condition, compiler)
    then, otherwise = compiler.code(node.then), compiler.code(node.otherwise)
    return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)


@compiles(For)
def _for(node: For, compiler: Compiler) -> Code:
    loop, partial = _loop(node.iterators, compiler), compiler.slot(node.partial)
    result, is_used = compiler.code(node.result), refers_to(node.result, node.partial)

    def run(frame: Frame) -> Value:
        results: list[Value] = []

        def turn(frame: Frame) -> None:
            if is_used:
                frame[0].steps += 1 + len(results) // COPIED_IN_A_STEP
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
    if is_enforced(node.value, node.wanted):
        return value
    border = border_code(node.wanted, node.what, node.span, compiler)
    kind = class_of(node.wanted)

    def run(frame: Frame) -> Value:
        found = value(frame)
        return found if type(found) is kind else border(frame, found)

    return run
