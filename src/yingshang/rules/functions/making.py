"""Short words for declaring functions: a `way` to call one, and the function of its ways."""

from collections.abc import Callable
from typing import NamedTuple

from yingshang.rules.functions.declaration import Function, Parameter, ResultType, Signature
from yingshang.rules.types import ANY, Type


class Way(NamedTuple):
    """One way to call a function, and what it does."""

    signature: Signature
    implementation: Callable[..., object]


def way(
    implementation: Callable[..., object], *parameters: Parameter, result: ResultType = ANY
) -> Way:
    """A signature with its implementation."""
    return Way(Signature(parameters, result), implementation)


def declared(name: str, *ways: Way, zh: str, en: str, section: str) -> Function:
    """The function of these ways."""
    signatures = tuple(one.signature for one in ways)
    return Function(name, signatures, tuple(one.implementation for one in ways), zh, en, section)


def optional(name: str, type_: Type = ANY, *, takes_null: bool = False) -> Parameter:
    """A parameter that may be left out."""
    return Parameter(name, type_, is_optional=True, takes_null=takes_null)
