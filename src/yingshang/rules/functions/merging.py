"""Functions that make one list of several, or put one in order.

Source: DMN 1.5, 10.3.4.4, table 75, and 10.3.4.8.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.lists import Values, of_list, same_list, wider_list
from yingshang.rules.functions.making import declared, way
from yingshang.rules.types import ANY, BOOLEAN, FunctionOf, ListOf, Type, join
from yingshang.rules.values import Date, Days, FeelFunction, Months, Undefined, Value
from yingshang.rules.values.equality import surely_equal
from yingshang.rules.values.limits import check_list_length, parts_of
from yingshang.rules.values.showing import brief

MOST_DEPTH = 200
"""Lists within lists: a deeper nesting is refused."""


def concatenate(lists: tuple[Values, ...]) -> Values:
    """The elements of all lists, one list after the other."""
    check_list_length(sum(map(len, lists)))
    return tuple(value for values in lists for value in values)


def distinct_values(values: Values) -> Values:
    """The values without those that equal an earlier one."""
    found: list[Value] = []
    seen: set[object] = set()
    for value in values:
        key = _key(value, MOST_KEYED)
        if key in seen if key is not None else any(surely_equal(value, one) for one in found):
            continue
        seen.add(key)
        found.append(value)
    return tuple(found)


MOST_KEYED = 4
"""Lists and contexts within each other whose parts are looked at for a key."""


def _key(value: Value, depth: int) -> object:
    """What equal values share and others do not, where Python compares as FEEL does; else None."""
    if isinstance(value, bool | Decimal | str | Date | Days | Months):
        return type(value), value
    if isinstance(value, tuple) and depth:
        keys = [_key(part, depth - 1) for part in value]
        return None if None in keys else (tuple, *keys)
    if isinstance(value, Mapping) and depth:
        members = {name: _key(part, depth - 1) for name, part in value.items()}
        return None if None in members.values() else (dict, frozenset(members.items()))
    return None


def _union(lists: tuple[Values, ...]) -> Values:
    return distinct_values(concatenate(lists))


def _flatten(values: Values) -> Values:
    try:
        check_list_length(parts_of(values))
    except RecursionError:
        raise Undefined("nested_too_deep") from None
    found: list[Value] = []
    _flatten_into(found, values, depth=0)
    return tuple(found)


def _flatten_into(found: list[Value], values: Values, *, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise Undefined("nested_too_deep")
    for value in values:
        if isinstance(value, tuple):
            _flatten_into(found, value, depth=depth + 1)
        else:
            found.append(value)


def sort(values: Values, precedes: FeelFunction) -> Values:
    """The values in the order of the function, equal ones as they came: a merge sort.

    *Errors*: `Undefined` when the function gives anything but true or false.
    """
    if len(values) < 2:
        return values
    middle = len(values) // 2
    return _merged(sort(values[:middle], precedes), sort(values[middle:], precedes), precedes)


def _merged(left: Values, right: Values, precedes: FeelFunction) -> Values:
    merged: list[Value] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if _precedes(precedes, right[j], left[i]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return (*merged, *left[i:], *right[j:])


def _precedes(precedes: FeelFunction, one: Value, other: Value) -> bool:
    found = precedes(one, other)
    if not isinstance(found, bool):
        raise Undefined("not_boolean", value=brief(found))
    return found


def _joined_list(types: Sequence[Type]) -> Type:
    elements = [t.element if isinstance(t, ListOf) else t for t in types]
    return ListOf(join(elements)) if elements else ListOf(ANY)


_LIST = Parameter("list", ListOf(ANY))
_LISTS = Parameter("list", ListOf(ANY), is_repeated=True)
_ORDER = FunctionOf((ANY, ANY), BOOLEAN)

FUNCTIONS: tuple[Function, ...] = (
    of_list(
        "concatenate",
        concatenate,
        _LISTS,
        result=_joined_list,
        zh="把若干列表连成一个。",
        en="The elements of all lists in one.",
    ),
    of_list(
        "union",
        _union,
        _LISTS,
        result=_joined_list,
        zh="把若干列表连成一个，重复的只留一个。",
        en="The elements of all lists, each once.",
    ),
    of_list(
        "distinct values",
        distinct_values,
        _LIST,
        zh="去掉重复的元素。",
        en="The list without repetitions.",
    ),
    of_list(
        "flatten",
        _flatten,
        _LIST,
        result=wider_list,
        zh="把列表中的列表展开。",
        en="The elements of the lists within the list, as one list.",
    ),
    declared(
        "sort",
        way(sort, _LIST, Parameter("precedes", _ORDER), result=same_list),
        zh="按给出的先后函数排序，稳定。",
        en="The list in the order of the function, which says whether one precedes another.",
        section="10.3.4.8",
    ),
)
