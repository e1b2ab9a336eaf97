"""Choice between shapes: a case over plans, member by member of what is taken apart."""

from collections.abc import Sequence
from dataclasses import replace

from yingshang.rules.backends.columns.kinds import NOTHING, Number
from yingshang.rules.backends.columns.logic import case
from yingshang.rules.backends.columns.plan import FALSE, TRUE, Literal, Plan, constant_number
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio, Record, Shape, Span

NULL = Literal(NOTHING, None)
Choice = tuple[Plan, Shape]


def choice(cases: Sequence[Choice], otherwise: Shape) -> Shape:
    """The shape of the first condition that is true, else the other. *Errors*: `Refused`."""
    shapes = [*(shape for _, shape in cases), otherwise]
    if all(isinstance(shape, Plan) for shape in shapes):
        return case([(c, _plan(s)) for c, s in cases], _plan(otherwise))
    if len(shapes) == 1 or all(shape is otherwise for shape in shapes):
        return otherwise
    known = [shape for shape in shapes if not _is_null(shape)]
    if all(isinstance(shape, Record) for shape in known):
        return _records(cases, otherwise)
    if all(isinstance(shape, Span) for shape in known):
        return _spans(cases, otherwise)
    if all(isinstance(shape, Ratio | Plan) for shape in known):
        return _ratios(cases, otherwise)
    raise Refused("kinds_mixed", kinds=", ".join(sorted({type(s).__name__ for s in known})))


def _is_null(shape: Shape) -> bool:
    return isinstance(shape, Literal) and shape.value is None


def _plan(shape: Shape) -> Plan:
    assert isinstance(shape, Plan)  # noqa: S101 - the caller has looked
    return shape


def _records(cases: Sequence[Choice], otherwise: Shape) -> Record:
    shapes = [*(shape for _, shape in cases), otherwise]
    names = list(dict.fromkeys(n for s in shapes if isinstance(s, Record) for n in s.members))
    if any(set(s.members) != set(names) for s in shapes if isinstance(s, Record)):
        raise Refused("contexts_differ", names=", ".join(names))
    members = {
        name: choice([(c, _member(s, name)) for c, s in cases], _member(otherwise, name))
        for name in names
    }
    present = case([(c, _present(s)) for c, s in cases], _present(otherwise))
    return Record(members, None if present is TRUE else present)


def _member(shape: Shape, name: str) -> Shape:
    return shape.members[name] if isinstance(shape, Record) else NULL


def _present(shape: Shape) -> Plan:
    if not isinstance(shape, Record):
        return FALSE
    return TRUE if shape.present is None else shape.present


def _spans(cases: Sequence[Choice], otherwise: Shape) -> Span:
    shapes = [s for s in (*(shape for _, shape in cases), otherwise) if isinstance(s, Span)]
    if len({shape.is_months for shape in shapes}) > 1:
        raise Refused("kinds_mixed", kinds="days, months")
    amount = case([(c, _amount(s)) for c, s in cases], _amount(otherwise))
    return replace(shapes[0], amount=amount)


def _amount(shape: Shape) -> Plan:
    return shape.amount if isinstance(shape, Span) else NULL


def _ratios(cases: Sequence[Choice], otherwise: Shape) -> Ratio:
    tops = case([(c, _top(s)) for c, s in cases], _top(otherwise))
    bottoms = case([(c, _bottom(s)) for c, s in cases], _bottom(otherwise))
    return Ratio(tops, bottoms)


def _top(shape: Shape) -> Plan:
    if isinstance(shape, Ratio):
        return shape.numerator
    plan = _plan(shape)
    if plan.kind != NOTHING and not isinstance(plan.kind, Number):
        raise Refused("kinds_mixed", kinds=f"number, {type(plan.kind).__name__}")
    return plan


def _bottom(shape: Shape) -> Plan:
    return shape.divisor if isinstance(shape, Ratio) else constant_number(1)


def where(condition: Plan, shape: Shape) -> Shape:
    """The shape where the condition is true, else null."""
    return choice([(condition, shape)], NULL)
