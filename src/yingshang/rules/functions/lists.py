"""Functions of a list and its positions. Source: DMN 1.5, 10.3.4.4, table 75."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, optional, way
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    NUMBER,
    FunctionOf,
    ListOf,
    Type,
    element_of,
)
from yingshang.rules.values import FeelFunction, Undefined, Value
from yingshang.rules.values.equality import surely_equal
from yingshang.rules.values.numbers import whole
from yingshang.rules.values.showing import brief

SECTION = "10.3.4.4"

Values = tuple[Value, ...]


def index_at(position: Decimal, length: int) -> int:
    """The index of a position counted from 1, or from the end when negative.

    *Errors*: `Undefined` when there is no such position.
    """
    number = whole(position, name="position")
    if number == 0 or abs(number) > length:
        raise Undefined("position_outside", position=number, length=length)
    return number - 1 if number > 0 else length + number


def list_contains(values: Values, element: Value) -> bool:
    """Whether an element equals it; null may be one."""
    return any(surely_equal(value, element) for value in values)


def _count(values: Values) -> Decimal:
    return Decimal(len(values))


def _sublist(values: Values, start: Decimal, length: Decimal | None) -> Values:
    first = index_at(start, len(values))
    if length is None:
        return values[first:]
    size = whole(length, name="length")
    if size < 1 or first + size > len(values):
        raise Undefined("position_outside", position=first + size, length=len(values))
    return values[first : first + size]


def _append(values: Values, items: Values) -> Values:
    return values + items


def _insert_before(values: Values, position: Decimal, item: Value) -> Values:
    index = index_at(position, len(values))
    return (*values[:index], item, *values[index:])


def _remove(values: Values, position: Decimal) -> Values:
    index = index_at(position, len(values))
    return values[:index] + values[index + 1 :]


def _replace_at(values: Values, position: Decimal, item: Value) -> Values:
    index = index_at(position, len(values))
    return (*values[:index], item, *values[index + 1 :])


def _replace_matching(values: Values, match: FeelFunction, item: Value) -> Values:
    return tuple(item if _matches(match, value, item) else value for value in values)


def _matches(match: FeelFunction, value: Value, item: Value) -> bool:
    found = match(value, item)
    if not isinstance(found, bool):
        raise Undefined("not_boolean", value=brief(found))
    return found


def _reverse(values: Values) -> Values:
    return values[::-1]


def _index_of(values: Values, match: Value) -> Values:
    return tuple(Decimal(i) for i, v in enumerate(values, 1) if surely_equal(v, match))


def same_list(types: Sequence[Type]) -> Type:
    """The type of the first argument, a list."""
    return ListOf(element_of(types[0])) if types and isinstance(types[0], ListOf) else ListOf(ANY)


def wider_list(types: Sequence[Type]) -> Type:
    """A list of anything."""
    return ListOf(ANY)


_LIST = Parameter("list", ListOf(ANY))
_POSITION = Parameter("position", NUMBER)
_NEW_ITEM = Parameter("newItem", takes_null=True)
_MATCH = Parameter("match", takes_null=True)
_ORDER = FunctionOf((ANY, ANY), BOOLEAN)


def of_list(
    name: str,
    compute: Callable[..., object],
    *parameters: Parameter,
    zh: str,
    en: str,
    result: Type | Callable[[Sequence[Type]], Type] = same_list,
) -> Function:
    """A function of a list that is called in one way."""
    return declared(name, way(compute, *parameters, result=result), zh=zh, en=en, section=SECTION)


FUNCTIONS: tuple[Function, ...] = (
    of_list(
        "list contains",
        list_contains,
        _LIST,
        Parameter("element", takes_null=True),
        result=BOOLEAN,
        zh="列表是否有该元素。",
        en="Whether the list has the element.",
    ),
    of_list(
        "count", _count, _LIST, result=NUMBER, zh="元素个数。", en="How many elements there are."
    ),
    of_list(
        "sublist",
        _sublist,
        _LIST,
        Parameter("start position", NUMBER),
        optional("length", NUMBER),
        zh="从某位置起（可限个数）的元素；负数从末尾数起。",
        en="The elements from a position on, or so many of them; negative: from the end.",
    ),
    of_list(
        "append",
        _append,
        _LIST,
        Parameter("item", is_repeated=True, takes_null=True),
        result=wider_list,
        zh="在列表末尾添加元素。",
        en="The list with the items added at its end.",
    ),
    of_list(
        "insert before",
        _insert_before,
        _LIST,
        _POSITION,
        _NEW_ITEM,
        result=wider_list,
        zh="在某位置之前插入元素。",
        en="The list with an item put in before the position.",
    ),
    of_list(
        "remove",
        _remove,
        _LIST,
        _POSITION,
        zh="去掉某位置的元素。",
        en="The list without the element at the position.",
    ),
    declared(
        "list replace",
        way(_replace_at, _LIST, _POSITION, _NEW_ITEM, result=wider_list),
        way(_replace_matching, _LIST, Parameter("match", _ORDER), _NEW_ITEM, result=wider_list),
        zh="替换某位置的元素，或函数判定为真的元素。",
        en="The list with the element at the position, or those that match, replaced.",
        section=SECTION,
    ),
    of_list("reverse", _reverse, _LIST, zh="倒序。", en="The list from its end to its beginning."),
    of_list(
        "index of",
        _index_of,
        _LIST,
        _MATCH,
        result=ListOf(NUMBER),
        zh="该元素出现的各个位置。",
        en="The positions at which the element stands.",
    ),
)
