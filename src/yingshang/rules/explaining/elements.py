"""References to inputs and decisions in a run that is explained."""

from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.elements import element_code, global_code
from yingshang.rules.backends.compiled.frame import UNSET, Code, Frame
from yingshang.rules.explaining.structure import Datum, DecisionStep, Known, Unknown
from yingshang.rules.explaining.unknown import NotKnown
from yingshang.rules.ir import Global, Role
from yingshang.rules.values import Value

MOST_DECISIONS = 1_000


def unknown_global(node: Global, compiler: Compiler) -> Code:
    """The value of a required element; what is not known stays so for the rest of the run."""
    if node.role not in (Role.INPUT, Role.DECISION):
        return global_code(node, compiler)
    slot = compiler.slot(node.key)
    make = _decision(node.key, compiler) if node.role is Role.DECISION else None
    missing = global_code(node, compiler) if make is None else make

    def run(frame: Frame) -> Value:
        found = frame[slot]
        if found is UNSET:
            found = frame[slot] = missing(frame)
        if type(found) is Unknown:
            raise NotKnown(found.keys)
        value: Value = found
        return value

    return run


def _decision(key: str, compiler: Compiler) -> Code:
    """The code that makes the decision and notes how; gives `Unknown` where it cannot."""
    assert compiler.program is not None  # noqa: S101 - an element belongs to a program
    decision = compiler.program.decisions[key]
    code = element_code(Role.DECISION, key, compiler)
    required = _required(decision.requires, compiler)
    name = decision.name

    def run(frame: Frame) -> Value:
        state = frame[0]
        outer, state.tables = state.tables, []
        found: Known
        try:
            found = code(frame)
        except NotKnown as why:
            found = Unknown(why.keys)
        if state.is_traced and len(state.decisions) < MOST_DECISIONS:
            parts = tuple([Datum(n, frame[s]) for n, s in required if frame[s] is not UNSET])
            state.decisions.append(DecisionStep(key, name, found, parts, tuple(state.tables)))
        state.tables = outer
        value: Value = found  # type: ignore[assignment]  # the caller looks whether it is known
        return value

    return run


def _required(keys: tuple[str, ...], compiler: Compiler) -> list[tuple[str, int]]:
    """Names and slots of the inputs and decisions."""
    program = compiler.program
    assert program is not None  # noqa: S101 - an element belongs to a program
    named = [(key, program.inputs.get(key) or program.decisions.get(key)) for key in keys]
    return [(element.name, compiler.slot(key)) for key, element in named if element is not None]
