"""Whether no two rules of a table can match together: proved, or not claimed."""

from yingshang.rules.checking.covering import meeting
from yingshang.rules.checking.grid import grid
from yingshang.rules.ir import DecisionTable

MOST_RULES = 2_000


def disjoint(table: DecisionTable) -> bool:
    """Whether each two rules have a column where no value at all, null too, passes both cells.

    A cell that is no plain test counts as passing everything. Where it says true, the check for
    several matching rules may be left out.
    """
    if len(table.rules) > MOST_RULES:
        return False
    columns = grid(table, trusting=False).columns
    found = meeting([column.passing for column in columns], len(table.rules))
    return all(rules == 1 << rule for rule, rules in enumerate(found))
