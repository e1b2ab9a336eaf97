"""Functions that make one value of many. Source: DMN 1.5, 10.3.4.4, table 75.

Each takes a list, or the values themselves.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce

from yingshang.rules.functions.declaration import Function, Parameter, ResultType
from yingshang.rules.functions.making import declared, way
from yingshang.rules.types import ANY, BOOLEAN, NUMBER, ListOf, Type, element_of, join, plain
from yingshang.rules.values import CONTEXT, Kind, Undefined, Value, kind_of, operators
from yingshang.rules.values.numbers import NUMBER_ERRORS, ONE, ZERO
from yingshang.rules.values.showing import brief

SECTION = "10.3.4.4"

Values = tuple[Value, ...]
Numbers = list[Decimal]


def numbers_of(values: Values, *, function: str, least: int = 1) -> Numbers:
    """The values, all numbers, at least so many. *Errors*: `Undefined`."""
    if len(values) < least:
        raise Undefined("too_few_elements", function=function, least=least)
    for value in values:
        if not isinstance(value, Decimal):
            raise Undefined("wrong_element", function=function, wanted="number", given=brief(value))
    return [value for value in values if isinstance(value, Decimal)]


_NUMBERS = {Decimal}
"""The classes of values whose extremes Python's own functions find."""


def _least(values: Values) -> Value:
    if set(map(type, values)) == _NUMBERS:
        return min(values)  # type: ignore[type-var]  # as just seen
    return _extreme("min", operators.less, values)


def _greatest(values: Values) -> Value:
    if set(map(type, values)) == _NUMBERS:
        return max(values)  # type: ignore[type-var]  # as just seen
    return _extreme("max", lambda one, other: operators.less(other, one), values)


def _extreme(name: str, precedes: Callable[[Value, Value], bool], values: Values) -> Value:
    if not values:
        raise Undefined("too_few_elements", function=name, least=1)
    best = values[0]
    if kind_of(best) not in _ORDERED:
        raise Undefined(
            "wrong_element",
            function=name,
            wanted="number, string, date, time, duration",
            given=brief(best),
        )
    for value in values[1:]:
        if precedes(value, best):
            best = value
    return best


_ORDERED = frozenset(
    {
        Kind.NUMBER,
        Kind.STRING,
        Kind.DATE,
        Kind.TIME,
        Kind.DATE_TIME,
        Kind.DAYS,
        Kind.MONTHS,
    }
)


def _sum(values: Values) -> Decimal:
    return _folded(CONTEXT.add, ZERO, numbers_of(values, function="sum"), "sum")


def _product(values: Values) -> Decimal:
    return _folded(CONTEXT.multiply, ONE, numbers_of(values, function="product"), "product")


def _folded(
    combine: Callable[[Decimal, Decimal], Decimal], start: Decimal, numbers: Numbers, name: str
) -> Decimal:
    try:
        return reduce(combine, numbers[1:], numbers[0]) if numbers else start
    except NUMBER_ERRORS:
        raise Undefined("number_out_of_range", operator=name) from None


def _mean(values: Values) -> Decimal:
    numbers = numbers_of(values, function="mean")
    return CONTEXT.divide(_folded(CONTEXT.add, ZERO, numbers, "mean"), Decimal(len(numbers)))


def _median(values: Values) -> Decimal:
    numbers = sorted(numbers_of(values, function="median"))
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    both = _folded(CONTEXT.add, ZERO, numbers[middle - 1 : middle + 1], "median")
    return CONTEXT.divide(both, Decimal(2))


def _stddev(values: Values) -> Decimal:
    """The standard deviation of a sample: over one value less than there are."""
    numbers = numbers_of(values, function="stddev", least=2)
    mean = _mean(values)
    try:
        squares = [_WIDE.power(_WIDE.subtract(number, mean), 2) for number in numbers]
        total = reduce(_WIDE.add, squares)
        return CONTEXT.sqrt(_WIDE.divide(total, Decimal(len(numbers) - 1)))
    except NUMBER_ERRORS:
        raise Undefined("number_out_of_range", operator="stddev") from None


_WIDE = CONTEXT.copy()
_WIDE.prec = 68


def _mode(values: Values) -> Values:
    numbers = numbers_of(values, function="mode", least=0)
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return tuple(sorted(number for number, count in counts.items() if count == most))


def _all(values: Values) -> bool:
    return _decided(values, by=False, function="all")


def _any(values: Values) -> bool:
    return _decided(values, by=True, function="any")


def _decided(values: Values, *, by: bool, function: str) -> bool:
    """`by` when one value is that, its opposite when none is, undefined when one is not known."""
    if any(value is by for value in values):
        return by
    for value in values:
        if not isinstance(value, bool):
            raise Undefined(
                "wrong_element", function=function, wanted="boolean", given=brief(value)
            )
    return not by


def _element(types: Sequence[Type]) -> Type:
    return (
        join([element_of(t) if isinstance(plain(t), ListOf) else t for t in types])
        if types
        else ANY
    )


def _of_many(
    name: str, compute: Callable[[Values], object], result: ResultType, zh: str, en: str
) -> Function:
    many = Parameter("list", is_variadic=True)
    return declared(name, way(compute, many, result=result), zh=zh, en=en, section=SECTION)


FUNCTIONS: tuple[Function, ...] = (
    _of_many("min", _least, _element, "最小的值。", "The least value."),
    _of_many("max", _greatest, _element, "最大的值。", "The greatest value."),
    _of_many("sum", _sum, NUMBER, "总和。", "The sum of the numbers."),
    _of_many("mean", _mean, NUMBER, "平均数。", "The arithmetic mean of the numbers."),
    _of_many("all", _all, BOOLEAN, "是否全部为真。", "Whether all are true."),
    _of_many("any", _any, BOOLEAN, "是否有一个为真。", "Whether one is true."),
    _of_many("product", _product, NUMBER, "乘积。", "The product of the numbers."),
    _of_many("median", _median, NUMBER, "中位数。", "The middle number, or the mean of two."),
    _of_many(
        "stddev",
        _stddev,
        NUMBER,
        "样本标准差。",
        "The standard deviation of the numbers as a sample.",
    ),
    _of_many(
        "mode",
        _mode,
        ListOf(NUMBER),
        "出现最多的数，由小到大。",
        "The numbers that occur most often, in order.",
    ),
)
