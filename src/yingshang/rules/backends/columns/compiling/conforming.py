"""A shape at a border with a declared type: what does not conform is null.

The border also teaches: a number that has passed `[0..100]` has at most three digits.
"""

from dataclasses import replace

from yingshang.rules.backends.columns.choosing import NULL, where
from yingshang.rules.backends.columns.comparing import missing
from yingshang.rules.backends.columns.compiling.limits import narrowed
from yingshang.rules.backends.columns.compiling.scope import Scope, shape_of
from yingshang.rules.backends.columns.compiling.testing import passes
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.kinds import DAY, NOTHING, TEXT, TRUTH, Kind, Number
from yingshang.rules.backends.columns.logic import all_of, any_of, negation, surely
from yingshang.rules.backends.columns.plan import FALSE, TRUE, Column, Literal, Plan, Within
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import (
    Interval,
    Items,
    Lambda,
    Named,
    Ratio,
    Record,
    Rows,
    Shape,
    Span,
)
from yingshang.rules.ir import ExpressionTest, Tests
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
    plain,
)

Conforming = tuple[Shape, Plan]
"""The shape, and whether the value conforms (true for null)."""

_KINDS: dict[Type, Kind] = {BOOLEAN: TRUTH, STRING: TEXT, DATE: DAY}


def conformed(shape: Shape, wanted: Type, what: str, scope: Scope) -> Shape:
    """The shape as the type wants it; null where it does not conform. *Errors*: `Refused`."""
    known = scope.model.conforming
    found, conforms = conforming(shape, wanted, scope)
    if conforms is TRUE:
        return found
    if not isinstance(found, Plan):
        return keep(where(conforms, found), scope.stages, "conforming")
    checked = keep(where(conforms, found), scope.stages, "conforming")
    if isinstance(checked, Column):
        checked = replace(checked, unchecked=found, constants=_listed(wanted, scope))
        known.setdefault(checked, []).append(wanted)
    return checked


def _listed(wanted: Type, scope: Scope) -> frozenset[object]:
    """The constants that the type allows, when its constraint is a list of constants."""
    if not isinstance(wanted, Constrained) or not isinstance(wanted.constraint, Tests):
        return frozenset()
    tests = wanted.constraint
    if isinstance(wanted.underlying, Constrained) or tests.is_negated:
        return frozenset()
    shapes = [
        shape_of(test.expression, scope)
        for test in tests.tests
        if isinstance(test, ExpressionTest) and not test.uses_value
    ]
    constants = [shape.value for shape in shapes if isinstance(shape, Literal)]
    return frozenset(constants) if len(constants) == len(tests.tests) else frozenset()


def conforming(shape: Shape, wanted: Type, scope: Scope) -> Conforming:
    """The shape as the type wants it where it conforms, and whether it does."""
    if isinstance(shape, Plan) and shape.kind == NOTHING:
        return shape, TRUE
    if isinstance(shape, Column):
        known = scope.model.conforming.get(shape, ())
        if any(type_ == wanted for type_ in known):
            return shape, TRUE
    found, conforms = _converted(shape, plain(wanted), scope)
    while isinstance(wanted, Constrained):
        if isinstance(wanted.constraint, Tests):
            found, passed = _constrained(found, wanted, wanted.constraint, scope)
            conforms = all_of([conforms, passed])
        wanted = wanted.underlying
    return found, conforms


def _converted(shape: Shape, inner: Type, scope: Scope) -> Conforming:
    if inner == ANY:
        return shape, TRUE
    if isinstance(inner, ListOf):
        return _list(shape, inner, scope)
    match shape:
        case Items(elements=(Items(),)):
            return NULL, FALSE
        case Items(elements=(only,)):
            return _converted(only, inner, scope)
        case Rows():
            raise Refused("list_not_constant")
        case Record() if isinstance(inner, ContextOf):
            return _context(shape, inner, scope)
    if inner == DATE_TIME and isinstance(shape, Plan) and shape.kind == DAY:
        raise Refused("no_column_type", type="date and time")
    return (shape, TRUE) if _is_of(shape, inner) else (NULL, missing(shape))


def _is_of(shape: Shape, inner: Type) -> bool:
    match shape:
        case Plan(kind=Number()) | Ratio():
            return inner == NUMBER
        case Plan(kind=kind):
            return _KINDS.get(inner) == kind
        case Span(is_months=is_months):
            return inner == (MONTHS if is_months else DAYS)
        case Lambda() | Named():
            return isinstance(inner, FunctionOf)
        case Interval():
            return isinstance(inner, RangeOf)
        case _:
            pass
    return False


def _list(shape: Shape, inner: ListOf, scope: Scope) -> Conforming:
    if isinstance(shape, Rows):
        return _rows(shape, inner.element, scope), TRUE
    elements = shape.elements if isinstance(shape, Items) else (shape,)
    pairs = [conforming(element, inner.element, scope) for element in elements]
    return Items(tuple(found for found, _ in pairs)), all_of(ok for _, ok in pairs)


def _rows(rows: Rows, element: Type, scope: Scope) -> Rows:
    """A list of child rows is null as a whole when one of them does not conform."""
    inside = scope.over(rows.stages)
    found, conforms = conforming(rows.element, element, inside)
    if conforms is TRUE:
        return replace(rows, element=found)
    failing = rows.stages.keep(negation(surely(conforms)), "breaks")
    column = scope.stages.aggregate(rows.stages, "any", failing, rows.where, kind=TRUTH)
    present = negation(surely(column))
    return replace(
        rows, element=where(conforms, found), present=scope.stages.keep(present, "conforms")
    )


def _context(record: Record, inner: ContextOf, scope: Scope) -> Conforming:
    if any(name not in record.members for name, _ in inner.members):
        return NULL, missing(record)
    types = dict(inner.members)
    members, conditions = {}, []
    for name, entry in record.members.items():
        members[name], conforms = conforming(entry, types.get(name, ANY), scope)
        conditions.append(conforms)
    return Record(members, record.present), any_of([missing(record), all_of(conditions)])


def _constrained(shape: Shape, wanted: Constrained, tests: Tests, scope: Scope) -> Conforming:
    if wanted.of_elements and isinstance(shape, Items):
        found = [_constrained(one, wanted, tests, scope) for one in shape.elements]
        return Items(tuple(one for one, _ in found)), all_of(ok for _, ok in found)
    if isinstance(shape, Rows):
        raise Refused("list_constraint")
    kept = keep(shape, scope.stages, "given")
    passed = any_of([missing(kept), passes(tests, _present(kept), scope)])
    if isinstance(kept, Plan) and isinstance(kept.kind, Number):
        kept = Within(narrowed(kept.kind, tests, scope), kept, nullable=kept.nullable)
    return kept, passed


def _present(shape: Shape) -> Shape:
    """The shape where it is known not to be null."""
    return replace(shape, nullable=False) if isinstance(shape, Column) else shape
