"""Functions of lists: over elements known while compiling, and over child rows.

Source: DMN 1.5, 10.3.4.4. An empty list has no sum, mean, least or greatest; `all` of it is true.
"""

from collections.abc import Callable
from functools import reduce

from yingshang.rules.backends.columns.arithmetic import NULL, calculate
from yingshang.rules.backends.columns.choosing import choice
from yingshang.rules.backends.columns.comparing import compared, equal, missing
from yingshang.rules.backends.columns.compiling import rows as child
from yingshang.rules.backends.columns.compiling.calling import InColumns, in_columns
from yingshang.rules.backends.columns.compiling.functions.arguments import number
from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.kinds import NOTHING, TRUTH
from yingshang.rules.backends.columns.logic import all_of, any_of, is_constant, surely
from yingshang.rules.backends.columns.plan import (
    UNKNOWN,
    Comparison,
    Plan,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Items, Ratio, Rows, Shape


def elements(given: tuple[Shape, ...]) -> tuple[Shape, ...] | Rows:
    """The values that a function of many is given, as a list or one by one."""
    if len(given) == 1:
        (only,) = given
        if isinstance(only, Items):
            return only.elements
        if isinstance(only, Rows):
            return only
        if isinstance(only, Plan) and only.nullable:
            raise Refused("list_not_constant")
    return given


def _of_many(
    name: str,
    of_elements: Callable[[tuple[Shape, ...], Scope], Shape],
    of_rows: Callable[[Rows, Scope], Shape] | None,
) -> InColumns:
    def compute(*given: Shape, scope: Scope) -> Shape:
        found = elements(given)
        if isinstance(found, Rows):
            if of_rows is None:
                raise Refused("function_not_in_columns", function=name)
            return of_rows(found, scope)
        return of_elements(found, scope)

    return in_columns(name, many=True)(compute)


def _sum(values: tuple[Shape, ...], scope: Scope) -> Shape:
    if not values or any(_is_nothing(value) for value in values):
        return NULL
    return reduce(lambda a, b: calculate("+", a, b), (number(value, "sum") for value in values))


def _product(values: tuple[Shape, ...], scope: Scope) -> Shape:
    if not values or any(_is_nothing(value) for value in values):
        return NULL
    return reduce(lambda a, b: calculate("*", a, b), (number(v, "product") for v in values))


def _mean(values: tuple[Shape, ...], scope: Scope) -> Shape:
    total = _sum(values, scope)
    return total if total is NULL else Ratio(number(total, "mean"), constant_number(len(values)))


def _is_nothing(value: Shape) -> bool:
    return isinstance(value, Plan) and value.kind == NOTHING


def _extreme(operator: Comparison) -> Callable[[tuple[Shape, ...], Scope], Shape]:
    def compute(values: tuple[Shape, ...], scope: Scope) -> Shape:
        if not values or any(_is_nothing(value) for value in values):
            return NULL
        best, *others = (keep(value, scope.stages, "value") for value in values)
        for other in others:
            best = keep(_better(operator, best, other), scope.stages, "best")
        return best

    return compute


_NOT: dict[Comparison, Comparison] = {"<": ">=", ">": "<="}


def _better(operator: Comparison, best: Shape, other: Shape) -> Shape:
    """The one that comes first in the order; null when either is."""
    better = compared(operator, other, best)
    if better is UNKNOWN:
        return NULL
    if is_constant(missing(best), value=False):
        return choice([(compared(_NOT[operator], other, best), best)], other)
    if is_constant(missing(other), value=False):
        return choice([(better, other)], best)
    return choice([(any_of([missing(best), missing(other)]), NULL), (better, other)], best)


def _all(values: tuple[Shape, ...], scope: Scope) -> Shape:
    return all_of(map(_truth, values))


def _any(values: tuple[Shape, ...], scope: Scope) -> Shape:
    return any_of(map(_truth, values))


def _truth(value: Shape) -> Plan:
    return value if isinstance(value, Plan) and value.kind == TRUTH else UNKNOWN


_of_many("sum", _sum, child.sum_rows)
_of_many("product", _product, None)
_of_many("mean", _mean, child.mean_row)
_of_many("min", _extreme("<"), child.least_row)
_of_many("max", _extreme(">"), child.greatest_row)
_of_many("all", _all, lambda rows, scope: child.every_row(rows, child.truths(rows), scope))
_of_many("any", _any, lambda rows, scope: child.some_row(rows, child.truths(rows), scope))


@in_columns("count")
def _count(values: Shape, *, scope: Scope) -> Shape:
    if isinstance(values, Rows):
        return child.count_rows(values, scope)
    if isinstance(values, Items):
        return constant_number(len(values.elements))
    raise Refused("arguments_not_in_columns", function="count")


@in_columns("list contains", takes_null=True)
def _list_contains(values: Shape, element: Shape, *, scope: Scope) -> Shape:
    if isinstance(values, Items):
        return any_of(surely(equal(value, element)) for value in values.elements)
    if isinstance(values, Rows):
        inside = surely(equal(values.element, element))
        return child.some_row(values, inside, scope)
    raise Refused("arguments_not_in_columns", function="list contains")
