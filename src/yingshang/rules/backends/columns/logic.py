"""Three-valued logic over plans, simplified where constants decide."""

from collections.abc import Iterable, Sequence

from yingshang.rules.backends.columns import numbers
from yingshang.rules.backends.columns.kinds import NOTHING, TRUTH, Kind, Number
from yingshang.rules.backends.columns.plan import (
    FALSE,
    TRUE,
    UNKNOWN,
    AllOf,
    AnyOf,
    Case,
    Compared,
    IsNull,
    Literal,
    Not,
    OneOf,
    Plan,
    Same,
)
from yingshang.rules.backends.columns.refusals import Refused


def is_constant(plan: Plan, value: object) -> bool:
    """Whether the plan is the literal true, false or null."""
    return isinstance(plan, Literal) and plan.value is value


def all_of(conditions: Iterable[Plan]) -> Plan:
    """Whether all are true: false wins over null, null over true."""
    parts = [p for p in conditions if not is_constant(p, value=True)]
    if any(is_constant(p, value=False) for p in parts):
        return FALSE
    if len(parts) < 2:
        return parts[0] if parts else TRUE
    return AllOf(TRUTH, tuple(parts), nullable=any(p.nullable for p in parts))


def any_of(conditions: Iterable[Plan]) -> Plan:
    """Whether any is true: true wins over null, null over false."""
    parts = _gathered([p for p in conditions if not is_constant(p, value=False)])
    if any(is_constant(p, value=True) for p in parts):
        return TRUE
    if len(parts) < 2:
        return parts[0] if parts else FALSE
    return AnyOf(TRUTH, tuple(parts), nullable=any(p.nullable for p in parts))


def _gathered(parts: list[Plan]) -> list[Plan]:
    """Equalities of one value with constants as one condition."""
    found: dict[object, list[Plan]] = {}
    for part in parts:
        found.setdefault(_compared_value(part), []).append(part)
    gathered: list[Plan] = []
    for value, group in found.items():
        if isinstance(value, tuple) and len(group) > 1:
            gathered.append(_one_of(group))
        else:
            gathered.extend(group)
    return gathered


def _compared_value(part: Plan) -> object:
    match part:
        case Same(left=left, right=Literal()) | Compared(operator="=", left=left, right=Literal()):
            return type(part), left
        case _:
            pass
    return None


def _one_of(group: list[Plan]) -> Plan:
    first = group[0]
    assert isinstance(first, Same | Compared)  # noqa: S101 - as `_compared_value` has it
    constants = tuple(p.right for p in group if isinstance(p, Same | Compared))
    return OneOf(TRUTH, first.left, constants, nullable=first.nullable)  # type: ignore[arg-type]  # literals


def negation(condition: Plan) -> Plan:
    """True for false, false for true, null for null."""
    match condition:
        case Literal(value=None):
            return UNKNOWN
        case Literal(value=bool(value)):
            return FALSE if value else TRUE
        case Not(condition=inner):
            return inner
        case _:
            pass
    return Not(TRUTH, condition, nullable=condition.nullable)


def is_null(plan: Plan) -> Plan:
    """Whether it is null; never null itself."""
    if isinstance(plan, Literal):
        return TRUE if plan.value is None else FALSE
    return IsNull(TRUTH, plan, nullable=False) if plan.nullable else FALSE


def joined_kind(kinds: Sequence[Kind]) -> Kind:
    """The kind that holds the values of all. *Errors*: `Refused` (`kinds_mixed`)."""
    found = [kind for kind in kinds if kind != NOTHING]
    if not found:
        return NOTHING
    figures = [kind for kind in found if isinstance(kind, Number)]
    if len(figures) == len(found):
        return numbers.kept(numbers.joined(figures))
    if any(kind != found[0] for kind in found):
        raise Refused("kinds_mixed", kinds=", ".join(sorted({type(k).__name__ for k in found})))
    return found[0]


def case(cases: Iterable[tuple[Plan, Plan]], otherwise: Plan) -> Plan:
    """The value of the first condition that is true, else the other."""
    live: list[tuple[Plan, Plan]] = []
    if isinstance(otherwise, Case):
        cases, otherwise = [*cases, *otherwise.cases], otherwise.otherwise
    for condition, value in cases:
        if is_constant(condition, value=True):
            otherwise = value
            break
        if not (is_constant(condition, value=False) or is_constant(condition, value=None)):
            live.append((holds(condition), value))
    values = [*(value for _, value in live), otherwise]
    if all(value is otherwise for value in values) or all(map(_is_null_literal, values)):
        return otherwise
    kind = joined_kind([v.kind for v in values if not _is_null_literal(v)])
    return Case(kind, tuple(live), otherwise, nullable=any(value.nullable for value in values))


def _is_null_literal(plan: Plan) -> bool:
    return isinstance(plan, Literal) and plan.value is None


def holds(condition: Plan) -> Plan:
    """The condition where only true matters: null may stand for false. Cheaper to compute."""
    match condition:
        case Same(left=left, right=right) if not (left.nullable and right.nullable):
            return Compared(TRUTH, "=", left, right, nullable=left.nullable or right.nullable)
        case OneOf(value=value, constants=constants):
            return OneOf(TRUTH, value, constants, nullable=value.nullable)
        case AllOf(conditions=parts):
            return AllOf(TRUTH, tuple(map(holds, parts)), nullable=condition.nullable)
        case AnyOf(conditions=parts):
            return AnyOf(TRUTH, tuple(map(holds, parts)), nullable=condition.nullable)
        case _:
            pass
    return condition


def surely(condition: Plan) -> Plan:
    """True where the condition is true, else false: never null."""
    if not condition.nullable:
        return condition
    return case([(condition, TRUE)], FALSE)


def null_if(condition: Plan, value: Plan) -> Plan:
    """Null where the condition is true, else the value."""
    return case([(condition, Literal(value.kind, None))], value)
