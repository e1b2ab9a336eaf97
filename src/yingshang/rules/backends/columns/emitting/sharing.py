"""Comparisons of a text with constants that stand in many places: each is made once, as a column.

To compare texts costs more than to read a truth value, and a database does not see that two
comparisons are the same where each stands inside a case of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yingshang.rules.backends.columns.kinds import TEXT
from yingshang.rules.backends.columns.plan import Column, Compared, Literal, OneOf, Plan, Same

FEWEST = 3
"""Places from which on a column of its own is cheaper."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A comparison that stands in many places, and the name of its column."""

    name: str
    plan: Plan
    level: int
    """Of the column that is compared: it is there after that stage."""


def key_of(plan: Plan) -> Key | None:
    """Equal for comparisons that say the same; None for anything else."""
    column = _compared(plan)
    if column is None:
        return None
    where = column.name, id(column.home)
    if isinstance(plan, OneOf):
        return OneOf, plan.nullable, where, tuple(literal.value for literal in plan.constants)
    assert isinstance(plan, Compared | Same)  # noqa: S101 - as `_compared` has it
    operator = plan.operator if isinstance(plan, Compared) else None
    return type(plan), operator, where, plan.right.value  # type: ignore[attr-defined]  # a literal


def _compared(plan: Plan) -> Column | None:
    """The column of texts that is compared with constants."""
    match plan:
        case Compared(left=Column() as column, right=Literal()):
            pass
        case Same(left=Column() as column, right=Literal()):
            pass
        case OneOf(value=Column() as column):
            pass
        case _:
            return None
    return column if column.kind == TEXT else None


def shared_in(plans: Iterable[Plan], home: object) -> Mapping[Key, Shared]:
    """The comparisons of columns of `home` that stand in many places of the plans."""
    places: dict[Key, list[tuple[Plan, Column]]] = {}
    for plan in _all(plans):
        key, column = key_of(plan), _compared(plan)
        if key is not None and column is not None and column.home is home:
            places.setdefault(key, []).append((plan, column))
    found: dict[Key, Shared] = {}
    for key, where in places.items():
        if len(where) >= FEWEST:
            plan, column = where[0]
            found[key] = Shared(f"__same_{len(found) + 1}", plan, column.level)
    return found


def _all(plans: Iterable[Plan]) -> Iterable[Plan]:
    """Each plan once, with all that it is made of."""
    seen: set[Plan] = set()
    waiting = list(plans)
    while waiting:
        plan = waiting.pop()
        if plan not in seen:
            seen.add(plan)
            yield plan
            waiting.extend(plan.parts)
