"""Every kind of node that can be compiled: importing this registers them."""

from yingshang.rules.backends.columns.compiling import (
    collections,
    control,
    functions,
    iterating,
    leaves,
    operators,
    tables,
    testing,
)

__all__ = [
    "collections",
    "control",
    "functions",
    "iterating",
    "leaves",
    "operators",
    "tables",
    "testing",
]
