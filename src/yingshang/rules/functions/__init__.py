"""FEEL's own functions, each declared once: what the parser, the checker and the back ends read."""

from collections.abc import Mapping
from types import MappingProxyType

from yingshang.rules.functions import (
    aggregates,
    boolean,
    contexts,
    conversion,
    intervals,
    lists,
    merging,
    numeric,
    strings,
    temporal,
)
from yingshang.rules.functions.declaration import Function, Parameter, Signature

FAMILIES: Mapping[str, tuple[Function, ...]] = MappingProxyType(
    {
        "conversion": conversion.FUNCTIONS,
        "boolean": boolean.FUNCTIONS,
        "string": strings.FUNCTIONS,
        "list": (*lists.FUNCTIONS, *merging.FUNCTIONS, *aggregates.FUNCTIONS),
        "numeric": numeric.FUNCTIONS,
        "date and time": temporal.FUNCTIONS,
        "range": intervals.FUNCTIONS,
        "context": contexts.FUNCTIONS,
    }
)
"""The functions by family, in the order of the specification."""

BUILTINS: Mapping[str, Function] = MappingProxyType(
    {function.name: function for family in FAMILIES.values() for function in family}
)
"""Every function of DMN 1.5, by name."""

__all__ = ["BUILTINS", "FAMILIES", "Function", "Parameter", "Signature"]
