"""Calls that no signature takes, and values that can never be of the type that is declared."""

from collections.abc import Iterator, Sequence

from yingshang.rules.checking.kinds import can_conform, is_vague
from yingshang.rules.checking.located import Located
from yingshang.rules.functions.declaration import Function, Parameter, Signature
from yingshang.rules.ir import Argument, Call, CallBuiltin, Conform, Constant, Tests
from yingshang.rules.problems import Problem
from yingshang.rules.regions import Partition, Uncuttable, cuts_of_tests
from yingshang.rules.types import Constrained, FunctionOf, Type, plain
from yingshang.rules.values import Value, show


def check_calls(at: Located) -> Iterator[Problem]:
    """What is wrong with the node, if it is a call or a border with a declared type."""
    match at.node:
        case CallBuiltin(function=function, arguments=arguments):
            yield from _builtin(at, function, arguments)
        case Call(function=called, arguments=arguments):
            yield from _call(at, called.type, arguments)
        case Conform():
            yield from _border(at, at.node)
        case _:
            return


def _builtin(
    at: Located, function: Function, arguments: Sequence[Argument]
) -> Iterator[Problem]:  # fmt: skip
    fitting = [s for s in function.signatures if _slots(s, arguments) is not None]
    given = ", ".join(str(argument.value.type) for argument in arguments)
    if not fitting:
        yield at.problem("wrong_number_of_arguments", function=function.name,
                         wanted=_ways(function), given=len(arguments))  # fmt: skip
    elif not any(_takes(signature, arguments) for signature in fitting):
        yield at.problem("arguments_do_not_fit", function=function.name,
                         wanted=_ways(function), given=given)  # fmt: skip


def _takes(signature: Signature, arguments: Sequence[Argument]) -> bool:
    slots = _slots(signature, arguments) or []
    return all(
        p.is_variadic or isinstance(plain(p.type), FunctionOf)
        or can_conform(a.value.type, p.type)
        for p, a in slots
    )  # fmt: skip


def _slots(
    signature: Signature, arguments: Sequence[Argument]
) -> list[tuple[Parameter, Argument]] | None:
    """Each argument with its parameter; None where the call has not this shape."""
    parameters = signature.parameters
    if any(argument.name is not None for argument in arguments):
        by_name = {p.name: p for p in parameters}
        named = [(by_name.get(a.name or ""), a) for a in arguments]
        given = {a.name for a in arguments}
        if any(p is None for p, _ in named) or any(
            not p.is_optional and p.name not in given for p in parameters
        ):
            return None
        return [(p, a) for p, a in named if p is not None]
    return _by_position(parameters, arguments)


def _by_position(
    parameters: Sequence[Parameter], arguments: Sequence[Argument]
) -> list[tuple[Parameter, Argument]] | None:
    required = sum(not p.is_optional for p in parameters)
    last = parameters[-1] if parameters else None
    if len(arguments) < required:
        return None
    if last is not None and (last.is_variadic or last.is_repeated):
        more = len(arguments) - len(parameters)
        return list(zip([*parameters, *[last] * more], arguments, strict=False))
    if len(arguments) > len(parameters):
        return None
    return list(zip(parameters, arguments, strict=False))


def _ways(function: Function) -> str:
    return " / ".join(
        f"{function.name}({', '.join(f'{p.name}: {p.type}' for p in signature.parameters)})"
        for signature in function.signatures
    )


def _call(at: Located, called: Type, arguments: Sequence[Argument]) -> Iterator[Problem]:
    function = plain(called)
    if is_vague(function):
        return
    if not isinstance(function, FunctionOf):
        yield at.problem("cannot_be_called", type=called)
    elif function.names is not None:
        yield from _own(at, function, function.names, arguments)


def _own(
    at: Located, function: FunctionOf, names: Sequence[str], arguments: Sequence[Argument]
) -> Iterator[Problem]:
    """A function of the model."""
    given = [argument.name for argument in arguments if argument.name is not None]
    fits = sorted(given) == sorted(names) if given else len(arguments) == len(names)
    if not fits:
        yield at.problem("wrong_number_of_arguments", function="function",
                         wanted=", ".join(names), given=", ".join(given) or len(arguments),
                         )  # fmt: skip
        return
    types = dict(zip(names, function.parameters, strict=True))
    for argument, name in zip(arguments, given or names, strict=True):
        if not can_conform(argument.value.type, types[name]):
            yield at.problem("never_of_type", what=name, given=argument.value.type,
                             wanted=types[name])  # fmt: skip


def _border(at: Located, node: Conform) -> Iterator[Problem]:
    if not can_conform(node.value.type, node.wanted):
        yield at.problem("never_of_type", what=node.what, given=node.value.type,
                         wanted=node.wanted)  # fmt: skip
    elif isinstance(node.value, Constant) and not is_allowed(node.value.value, node.wanted):
        yield at.problem("constant_not_allowed", what=node.what, value=show(node.value.value),
                         type=node.wanted)  # fmt: skip


def is_allowed(value: Value, wanted: Type) -> bool:
    """Whether a constant passes the constraints of the type; true where that cannot be told."""
    while isinstance(wanted, Constrained):
        tests = wanted.constraint
        if isinstance(tests, Tests) and not _passes(value, tests, wanted.underlying):
            return False
        wanted = wanted.underlying
    return True


def _passes(value: Value, tests: Tests, type_: Type) -> bool:
    cuts = cuts_of_tests(tests)
    if value is None or isinstance(value, tuple) or cuts is None:
        return True
    try:
        partition = Partition([*cuts, value], type_)
    except Uncuttable:
        return True
    region = partition.locate(value)
    return region < 0 or bool(partition.passing(tests) >> region & 1)
