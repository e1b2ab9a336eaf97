"""Functions of dates and durations. Source: DMN 1.5, 10.3.4.1 and 10.3.4.7."""

from yingshang.rules.backends.columns.compiling.calling import in_columns
from yingshang.rules.backends.columns.compiling.functions.arguments import plan_of
from yingshang.rules.backends.columns.compiling.moments import whole_months
from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.kinds import DAY, Number
from yingshang.rules.backends.columns.plan import Applied
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Shape, Span


@in_columns("years and months duration")
def _months_between(start: Shape, end: Shape, *, scope: Scope) -> Shape:
    name = "years and months duration"
    one, other = plan_of(start, DAY, name), plan_of(end, DAY, name)
    return Span(whole_months(one, other, scope.stages), is_months=True)


@in_columns("day of year")
def _day_of_year(date: Shape, *, scope: Scope) -> Shape:
    plan = plan_of(date, DAY, "day of year")
    return Applied(Number(1, 366), "day_of_year", (plan,), nullable=plan.nullable)


@in_columns("week of year")
def _week_of_year(date: Shape, *, scope: Scope) -> Shape:
    plan = plan_of(date, DAY, "week of year")
    return Applied(Number(1, 53), "week_of_year", (plan,), nullable=plan.nullable)


@in_columns("date")
def _date(*given: Shape, scope: Scope) -> Shape:
    """A date as it is; other ways to make one are for constants."""
    if len(given) != 1:
        raise Refused("arguments_not_in_columns", function="date")
    (only,) = given
    return plan_of(only, DAY, "date")
