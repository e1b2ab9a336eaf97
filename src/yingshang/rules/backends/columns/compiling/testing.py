"""Unary tests: the cells of tables, the right side of `in`, allowed values."""

from yingshang.rules.backends.columns.comparing import compared, equal, missing
from yingshang.rules.backends.columns.compiling.scope import Scope, compiles, shape_of
from yingshang.rules.backends.columns.kinds import TRUTH
from yingshang.rules.backends.columns.logic import all_of, any_of, case, negation, surely
from yingshang.rules.backends.columns.plan import FALSE, TRUE, UNKNOWN, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Interval, Items, Rows, Shape
from yingshang.rules.ir import CompareTest, ExpressionTest, In, MakeRange, Test, Tests


@compiles(In)
def _in(node: In, scope: Scope) -> Shape:
    return passes(node.tests, shape_of(node.value, scope), scope)


def passes(tests: Tests, value: Shape, scope: Scope) -> Plan:
    """Whether the value passes: one test holds, or none when they are negated."""
    if tests.is_any:
        return TRUE
    inside = scope.bind({tests.value: value})
    found = any_of(_holds(test, value, inside) for test in tests.tests)
    return negation(found) if tests.is_negated else found


def _holds(test: Test, value: Shape, scope: Scope) -> Plan:
    if isinstance(test, CompareTest):
        return compared(test.operator.value, value, shape_of(test.operand, scope))
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    wanted = shape_of(test.expression, scope)
    if test.uses_value:
        is_truth = isinstance(wanted, Plan) and wanted.kind == TRUTH
        return wanted if isinstance(wanted, Plan) and is_truth else UNKNOWN
    found = is_in(value, wanted)
    if isinstance(wanted, Interval) and isinstance(test.expression, MakeRange):
        return found if wanted.broken is None else case([(wanted.broken, UNKNOWN)], found)
    is_truth = isinstance(value, Plan) and value.kind == TRUTH
    if isinstance(wanted, Plan) and wanted.kind == TRUTH and not is_truth:
        return case([(all_of([wanted, negation(missing(value))]), TRUE)], found)
    return found


def is_in(value: Shape, within: Shape) -> Plan:
    """`value in within`: equal to it, in the range, or equal to or in an element of the list."""
    match within:
        case Interval():
            return _in_interval(value, within)
        case Items(elements=elements):
            return any_of(surely(_matches(value, element)) for element in elements)
        case Rows():
            raise Refused("list_not_constant")
        case _:
            pass
    return equal(value, within)


def _matches(value: Shape, element: Shape) -> Plan:
    if isinstance(element, Interval):
        return case([(missing(value), FALSE)], _in_interval(value, element))
    return equal(value, element)


def _in_interval(value: Shape, within: Interval) -> Plan:
    """In a range: null for null; a range with an end that is null is itself null."""
    if within.unary:
        assert within.low is not None  # noqa: S101 - the operand of the operator
        return compared(within.unary, value, within.low)  # type: ignore[arg-type]  # `=` or `!=`
    low, high = within.low, within.high
    tests = []
    if low is not None:
        tests.append(compared(">=" if within.includes_low else ">", value, low))
    if high is not None:
        tests.append(compared("<=" if within.includes_high else "<", value, high))
    found = UNKNOWN if UNKNOWN in tests else all_of(tests)
    return found if within.broken is None else case([(within.broken, missing(value))], found)
