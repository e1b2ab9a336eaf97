"""Evaluation where some inputs are not known: strict, except where one side decides alone.

An input that was not given is unknown, which is more than null: whatever would read its value ends
with `NotKnown`, and only what gives the same answer for every value of it goes on. So what comes
out as a value holds for every completion; not every such value is found.
"""

from collections.abc import Callable

from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import Code, Frame, State
from yingshang.rules.backends.compiled.operating import truth_code
from yingshang.rules.backends.logic import both, either
from yingshang.rules.explaining.structure import DecisionStep, Known, TableStep, Unknown
from yingshang.rules.ir import And, If, Local, MakeContext, Or
from yingshang.rules.values import Undefined, Value, operators

Truth = Callable[[Frame], bool | None]


class NotKnown(Exception):
    """The value depends on inputs that are not known, as far as can be seen."""

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__(keys)
        self.keys = keys


class Trace(State):
    """The state of a run that is explained. `tables` are those of the decision being made."""

    def __init__(self, *, is_traced: bool) -> None:
        self.is_traced = is_traced
        self.decisions: list[DecisionStep] = []
        self.tables: list[TableStep] = []
        self.left_out = 0


def unknown_and(node: And, compiler: Compiler) -> Code:
    """False on one side decides, whatever the other."""
    return _decided_by(node, both, compiler, decisive=False)


def unknown_or(node: Or, compiler: Compiler) -> Code:
    """True on one side decides, whatever the other."""
    return _decided_by(node, either, compiler, decisive=True)


def _decided_by(
    node: And | Or, fold: Callable[[bool | None, bool | None], bool | None], compiler: Compiler,
    *, decisive: bool,
) -> Code:  # fmt: skip
    left, right = truth_code(node.left, compiler), truth_code(node.right, compiler)

    def run(frame: Frame) -> Value:
        try:
            first = left(frame)
        except NotKnown as why:
            return _decided_alone(right, frame, decisive, why)
        return first if first is decisive else fold(first, right(frame))

    return run


def _decided_alone(other: Truth, frame: Frame, decisive: bool, why: NotKnown) -> bool:
    warned = frame[0].warnings
    try:
        if other(frame) is decisive:
            return decisive
    except NotKnown as more:
        why = NotKnown(why.keys | more.keys)
    frame[0].warnings = warned
    raise why


def unknown_if(node: If, compiler: Compiler) -> Code:
    """Both ways lead to the same value, or it is not known."""
    condition = truth_code(node.condition, compiler)
    then, otherwise = compiler.code(node.then), compiler.code(node.otherwise)

    def run(frame: Frame) -> Value:
        try:
            chosen = then if condition(frame) is True else otherwise
        except NotKnown as why:
            return agreed([then, otherwise], frame, why.keys)
        return chosen(frame)

    return run


def agreed(ways: list[Code], frame: Frame, keys: frozenset[str]) -> Value:
    """The value to which all ways lead. *Errors*: `NotKnown` where they part.

    What a way warns of is dropped: it may not be the way that is taken.
    """
    warned, found = frame[0].warnings, []
    for way in ways:
        try:
            found.append(way(frame))
        except Undefined:
            found.append(None)
        except NotKnown as why:
            keys |= why.keys
        frame[0].warnings = warned
    if len(found) < len(ways) or not all(is_same(found[0], other) for other in found[1:]):
        raise NotKnown(keys)
    return found[0]


def is_same(one: Value, other: Value) -> bool:
    """Whether two values are the same answer."""
    return operators.is_same(one, other)


def unknown_context(node: MakeContext, compiler: Compiler) -> Code:
    """An entry that is not known hinders only those who read it, where the result is another's."""
    entries = [(compiler.slot(e.binding), compiler.code(e.value)) for e in node.entries]
    assert node.result is not None  # noqa: S101 - the caller looks
    result = compiler.code(node.result)

    def run(frame: Frame) -> Value:
        for slot, code in entries:
            try:
                frame[slot] = code(frame)
            except NotKnown as why:
                frame[slot] = Unknown(why.keys)
        return result(frame)

    return run


def unknown_local(node: Local, compiler: Compiler) -> Code:
    """A name bound to what is not known is not known."""
    slot = compiler.slot(node.binding)

    def run(frame: Frame) -> Value:
        value: Known = frame[slot]
        if isinstance(value, Unknown):
            raise NotKnown(value.keys)
        return value

    return run
