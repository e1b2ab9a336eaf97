"""Lists, contexts, ranges, and what takes them apart."""

from dataclasses import replace
from decimal import Decimal

from yingshang.rules.backends.columns.choosing import NULL
from yingshang.rules.backends.columns.comparing import compared, missing
from yingshang.rules.backends.columns.compiling.moments import date_property, duration_property
from yingshang.rules.backends.columns.compiling.operators import truth
from yingshang.rules.backends.columns.compiling.scope import Scope, compiles, shape_of
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.kinds import DAY, NOTHING
from yingshang.rules.backends.columns.logic import all_of, any_of, holds, is_constant
from yingshang.rules.backends.columns.plan import FALSE, TRUE, UNKNOWN, Literal, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Interval, Items, Record, Rows, Shape, Span
from yingshang.rules.ir import Filter, MakeContext, MakeList, MakeRange, MemberOf, Path
from yingshang.rules.types import NUMBER, plain


@compiles(MakeList)
def _list(node: MakeList, scope: Scope) -> Shape:
    return Items(tuple(shape_of(element, scope) for element in node.elements))


@compiles(MakeContext)
def _context(node: MakeContext, scope: Scope) -> Shape:
    inside, made = scope, dict[str, Shape]()
    for entry in node.entries:
        if entry.binding.name in made:
            raise Refused("duplicate_entry", name=entry.binding.name)
        shape = keep(shape_of(entry.value, inside), scope.stages, "entry")
        made[entry.binding.name] = shape
        inside = inside.bind({entry.binding: shape})
    return Record(made) if node.result is None else shape_of(node.result, inside)


@compiles(MakeRange)
def _range(node: MakeRange, scope: Scope) -> Shape:
    low, high = (None if end is None else shape_of(end, scope) for end in (node.low, node.high))
    broken = any_of(missing(end) for end in (low, high) if end is not None)
    if low is not None and high is not None and not node.unary:
        backwards = compared("<", high, low)
        broken = any_of([broken, TRUE if backwards is UNKNOWN else backwards])
    return Interval(
        low, high, node.includes_low, node.includes_high, node.unary or None,
        None if is_constant(broken, value=False) else broken,
    )  # fmt: skip


@compiles(Path)
def _path(node: Path, scope: Scope) -> Shape:
    return member(shape_of(node.source, scope), node.name, scope)


def member(source: Shape, name: str, scope: Scope) -> Shape:
    """The member or property of that name; null where there is none."""
    match source:
        case Record(members=members):
            return members.get(name, NULL)
        case Rows():
            return replace(source, element=member(source.element, name, scope))
        case Items(elements=elements):
            return Items(tuple(member(element, name, scope) for element in elements))
        case Span():
            return duration_property(source, name, scope.stages)
        case Interval():
            return _range_property(source, name)
        case Plan():
            return date_property(source, name) if source.kind == DAY else NULL
        case _:
            pass
    raise Refused("not_in_columns")


def _range_property(interval: Interval, name: str) -> Shape:
    properties: dict[str, Shape | None] = {
        "start": interval.low,
        "end": interval.high,
        "start included": TRUE if interval.includes_low else FALSE,
        "end included": TRUE if interval.includes_high else FALSE,
    }
    return properties.get(name) or NULL


@compiles(MemberOf)
def _member_of(node: MemberOf, scope: Scope) -> Shape:
    item = scope.bound[node.item]
    if isinstance(item, Record) and node.name in item.members:
        return item.members[node.name]
    return shape_of(node.outside, scope)


@compiles(Filter)
def _filter(node: Filter, scope: Scope) -> Shape:
    source = shape_of(node.source, scope)
    if plain(node.predicate.type) == NUMBER:
        return _element_at(source, shape_of(node.predicate, scope))
    match source:
        case Rows():
            inside = scope.over(source.stages).bind({node.item: source.element})
            passed = holds(truth(node.predicate, inside))
            where = passed if source.where is None else all_of([source.where, passed])
            return replace(source, where=where, is_filtered=True)
        case Items(elements=elements):
            return Items(tuple(e for e in elements if _is_kept(e, node, scope)))
        case Plan(kind=kind) if kind == NOTHING:
            return Items(())
    raise Refused("list_not_constant")


def _is_kept(element: Shape, node: Filter, scope: Scope) -> bool:
    passed = truth(node.predicate, scope.bind({node.item: element}))
    if not isinstance(passed, Literal):
        raise Refused("list_of_varying_length")
    return is_constant(passed, value=True)


def _element_at(source: Shape, position: Shape) -> Shape:
    match source, position:
        case Items(elements=elements), Literal(value=Decimal() as number):
            index = int(number)
            if index != number or index == 0 or abs(index) > len(elements):
                return NULL
            return elements[index - 1 if index > 0 else index]
        case _:
            raise Refused("position_in_list")
