"""Arithmetic of plans, exact or refused: `+ - *`, quotients, and their rounding."""


from yingshang.rules.backends.columns import numbers
from yingshang.rules.backends.columns.kinds import NOTHING, Number
from yingshang.rules.backends.columns.plan import (
    Literal,
    Plan,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.values import operators

NULL = Literal(NOTHING, None)
_RESULTS = {"+": numbers.plus, "-": numbers.minus, "*": numbers.times}
_FOLDS = {"+": operators.add, "-": operators.subtract, "*": operators.multiply}


def figure(plan: Plan) -> Number:
    """The kind of a number. *Errors*: `Refused` (`not_a_number`)."""
    if not isinstance(plan.kind, Number):
        raise Refused("not_a_number", kind=type(plan.kind).__name__)
    return plan.kind
