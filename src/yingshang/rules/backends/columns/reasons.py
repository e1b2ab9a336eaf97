"""The optional columns: which rule decided, which cells failed, which inputs are missing.

For each decision table, by its number n in the order of evaluation:
- `<decision>__n_rule`: the number of the first rule that matches; 0 for none;
- `<decision>__n_failed_r`: for rule r, a mask whose bit i says that its cell for input i (from 0)
  did not hold; 0 when the rule matches.
And `<decision>__missing`: a mask whose bit i says that the i-th of `Columns.inputs` is null.
"""

from yingshang.rules.backends.columns.arithmetic import calculate
from yingshang.rules.backends.columns.comparing import missing
from yingshang.rules.backends.columns.compiling.policies import Row
from yingshang.rules.backends.columns.compiling.scope import Compilation, Watched
from yingshang.rules.backends.columns.kinds import MOST_DIGITS
from yingshang.rules.backends.columns.logic import case
from yingshang.rules.backends.columns.plan import Plan, constant_number
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Rows

ZERO = constant_number(0)
MOST_BITS = 62


def reason_columns(name: str, model: Compilation) -> dict[str, Plan]:
    """The plans of the columns, by name."""
    found: dict[str, Plan] = {}
    for number, watched in enumerate(model.watched, 1):
        found.update(_of_table(f"{name}__{number}", watched))
    shapes = [model.known[key] for key in model.used]
    bits = [missing(s) for s in shapes if s is not None and not isinstance(s, Rows)]
    found[f"{name}__missing"] = mask(bits)
    return found


def _of_table(prefix: str, watched: Watched) -> dict[str, Plan]:
    rules = [(row.matches, constant_number(row.rule.number)) for row in watched.rows]
    columns = {f"{prefix}_rule": case(rules, ZERO)}
    for row in watched.rows:
        columns[f"{prefix}_failed_{row.rule.number}"] = _failed(row)
    return columns


def _failed(row: Row) -> Plan:
    holding = [case([(condition, ZERO)], constant_number(1)) for condition in row.conditions]
    return _sum(holding)


def mask(bits: list[Plan]) -> Plan:
    """A number whose bit i is the i-th condition. *Errors*: `Refused` beyond 62 bits."""
    return _sum([case([(bit, constant_number(1))], ZERO) for bit in bits])


def _sum(bits: list[Plan]) -> Plan:
    if len(bits) > MOST_BITS:
        raise Refused("too_many_digits", digits=len(bits), most=MOST_BITS)
    total: Plan = ZERO
    for place, bit in enumerate(bits):
        weighted = calculate("*", bit, constant_number(1 << place), most=MOST_DIGITS)
        total = calculate("+", total, weighted, most=MOST_DIGITS)
    return total
