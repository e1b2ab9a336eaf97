"""FEEL's operators on values, gathered. All raise `Undefined` and nothing else."""

from yingshang.rules.values.arithmetic import add, divide, multiply, negate, power, subtract
from yingshang.rules.values.equality import equal, is_same, surely_equal
from yingshang.rules.values.ordering import compare, in_range, is_in, less, less_equal

__all__ = [
    "add",
    "compare",
    "divide",
    "equal",
    "in_range",
    "is_in",
    "is_same",
    "less",
    "less_equal",
    "multiply",
    "negate",
    "power",
    "subtract",
    "surely_equal",
]
