"""`for`, `some` and `every`: over lists whose length is known, and over child rows."""

from collections.abc import Iterator as PyIterator
from dataclasses import replace
from decimal import Decimal

from yingshang.rules.backends.columns.compiling.operators import truth
from yingshang.rules.backends.columns.compiling.rows import every_row, some_row
from yingshang.rules.backends.columns.compiling.scope import Scope, compiles, shape_of
from yingshang.rules.backends.columns.constants import shape_of_value
from yingshang.rules.backends.columns.logic import all_of, any_of
from yingshang.rules.backends.columns.plan import Literal
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Items, Rows, Shape
from yingshang.rules.ir import Every, For, Iterator, Some

MOST_TURNS = 1000


@compiles(For)
def _for(node: For, scope: Scope) -> Shape:
    rows = _rows(node.iterators, scope)
    if rows is not None:
        inside = scope.over(rows.stages).bind({node.iterators[0].binding: rows.element})
        return replace(rows, element=shape_of(node.result, inside))
    results: list[Shape] = []
    for inside in _combinations(node.iterators, scope):
        turn = inside.bind({node.partial: Items(tuple(results))})
        results.append(shape_of(node.result, turn))
        if len(results) > MOST_TURNS:
            raise Refused("too_many_turns", most=MOST_TURNS)
    return Items(tuple(results))


@compiles(Some)
def _some(node: Some, scope: Scope) -> Shape:
    rows = _rows(node.iterators, scope)
    if rows is None:
        return any_of([truth(node.condition, s) for s in _combinations(node.iterators, scope)])
    inside = scope.over(rows.stages).bind({node.iterators[0].binding: rows.element})
    return some_row(rows, truth(node.condition, inside), scope)


@compiles(Every)
def _every(node: Every, scope: Scope) -> Shape:
    rows = _rows(node.iterators, scope)
    if rows is None:
        return all_of([truth(node.condition, s) for s in _combinations(node.iterators, scope)])
    inside = scope.over(rows.stages).bind({node.iterators[0].binding: rows.element})
    return every_row(rows, truth(node.condition, inside), scope)


def _rows(iterators: tuple[Iterator, ...], scope: Scope) -> Rows | None:
    """The child rows, when it is child rows that are gone through."""
    shape = shape_of(iterators[0].domain, scope)
    if not isinstance(shape, Rows):
        return None
    if len(iterators) > 1:
        raise Refused("rows_nested")
    return shape


def _combinations(iterators: tuple[Iterator, ...], scope: Scope) -> PyIterator[Scope]:
    if not iterators:
        yield scope
        return
    first, *rest = iterators
    for shape in _elements(first, scope):
        yield from _combinations(tuple(rest), scope.bind({first.binding: shape}))


def _elements(iterator: Iterator, scope: Scope) -> tuple[Shape, ...]:
    domain = shape_of(iterator.domain, scope)
    if iterator.end is not None:
        return _span(domain, shape_of(iterator.end, scope))
    if not isinstance(domain, Items):
        raise Refused("list_not_constant")
    return domain.elements


def _span(start: Shape, end: Shape) -> tuple[Shape, ...]:
    match start, end:
        case Literal(value=Decimal() as low), Literal(value=Decimal() as high):
            step = 1 if low <= high else -1
            if low != int(low) or high != int(high) or abs(high - low) > MOST_TURNS:
                raise Refused("too_many_turns", most=MOST_TURNS)
            whole = range(int(low), int(high) + step, step)
            return tuple(shape_of_value(Decimal(number)) for number in whole)
        case _:
            pass
    raise Refused("list_not_constant")
