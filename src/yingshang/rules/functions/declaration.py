"""How a function of FEEL is declared: once, for documentation, checker and back ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yingshang.rules.types import ANY, Type, conforms, join

ResultType = Type | Callable[[Sequence[Type]], Type]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter.

    `is_variadic`: any number of further values, or one list of them; `type` is that of each.
    `is_repeated`: one or more further values, each its own. `takes_null`: null is a value here,
    and not a reason to have no result.
    """

    name: str
    type: Type = ANY
    is_optional: bool = False
    is_variadic: bool = False
    is_repeated: bool = False
    takes_null: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call it. `result` may depend on the arguments' types."""

    parameters: tuple[Parameter, ...]
    result: ResultType = ANY


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """One of FEEL's functions: its name, its signatures, what it means, where that is said.

    Each signature has its own implementation, at the same index: it takes the arguments in the
    order of the parameters (None for one left out; a tuple for a variadic one), already converted
    to the parameters' types, and returns a value or raises `Undefined`.
    """

    name: str
    signatures: tuple[Signature, ...]
    implementations: tuple[Callable[..., object], ...]
    zh: str
    en: str
    section: str
    takes_null: bool = False

    def result_of(self, arguments: Sequence[tuple[str | None, Type]]) -> Type:
        """The type of a call's value, from the signatures that could be meant."""
        types = [type_ for _, type_ in arguments]
        results = [_result(s, types) for s in self.signatures if _could_take(s, arguments)]
        return join(results) if results else ANY


def _could_take(signature: Signature, arguments: Sequence[tuple[str | None, Type]]) -> bool:
    parameters = signature.parameters
    if any(p.is_variadic or p.is_repeated for p in parameters):
        return True
    required = sum(not p.is_optional for p in parameters)
    if not required <= len(arguments) <= len(parameters):
        return False
    by_name = {p.name: p for p in parameters}
    return all(
        (found := by_name.get(name) if name else parameters[index]) is not None
        and (type_ == ANY or found.type == ANY or conforms(type_, found.type))
        for index, (name, type_) in enumerate(arguments)
    )


def _result(signature: Signature, types: Sequence[Type]) -> Type:
    return signature.result if isinstance(signature.result, Type) else signature.result(types)
