"""How a decision's value is given out: a column of a type that follows from its kind."""

import ibis
import ibis.expr.types as ir

from yingshang.rules.backends.columns.emitting.emitter import Emitter
from yingshang.rules.backends.columns.emitting.figures import is_well_typed, literal, to_type
from yingshang.rules.backends.columns.kinds import Number, number_type
from yingshang.rules.backends.columns.plan import Literal, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio, Record, Shape, Span


def output(shape: Shape, emit: Emitter) -> ir.Value:
    """The value as a column. *Errors*: `Refused` for an open quotient, a list, a function."""
    match shape:
        case Plan():
            return _plan(shape, emit)
        case Span(amount=amount):
            return _plan(amount, emit)
        case Record():
            return _record(shape, emit)
        case Ratio():
            raise Refused("bare_quotient")
        case _:
            pass
    raise Refused("list_result", policy=type(shape).__name__)


def _plan(plan: Plan, emit: Emitter) -> ir.Value:
    kind = plan.kind
    if not isinstance(kind, Number):
        return emit(plan)
    if isinstance(plan, Literal):
        return literal(plan.value, number_type(kind))  # type: ignore[arg-type]  # a number
    found = emit(plan)
    return found if is_well_typed(found, kind) else to_type(found, number_type(kind))


def _record(record: Record, emit: Emitter) -> ir.Value:
    if not record.members or "" in record.members:
        raise Refused("context_without_names")
    members = {name: output(member, emit) for name, member in record.members.items()}
    whole = ibis.struct(members)
    if record.present is None:
        return whole
    return ibis.cases((emit(record.present), whole), else_=ibis.null(whole.type()))


def plans_of(shape: Shape) -> list[Plan]:
    """The plans that giving it out writes."""
    match shape:
        case Plan():
            return [shape]
        case Span(amount=amount):
            return [amount]
        case Record(members=members, present=present):
            found = [plan for member in members.values() for plan in plans_of(member)]
            return found if present is None else [present, *found]
        case _:
            pass
    return []
