"""What is wrong with a model or deserves a look, found before it runs: each with its cell.

An error is a part that can mean nothing and is always null; a warning a part that means something,
perhaps not what was wanted. Proofs rest on `rules.regions`: what is said to overlap, to be hidden
or to be left out is so, with an example; a cell that compares with more than constants is not
judged, and that is said.
"""

from collections.abc import Iterator

from yingshang.rules.checking.calls import check_calls
from yingshang.rules.checking.cells import check_cells
from yingshang.rules.checking.disjoint import disjoint
from yingshang.rules.checking.located import Located, elements, within
from yingshang.rules.checking.operators import check_operators
from yingshang.rules.checking.policies import check_policy
from yingshang.rules.checking.rows import check_rows
from yingshang.rules.checking.unused import check_unused
from yingshang.rules.ir import Program
from yingshang.rules.problems import Problem

__all__ = ["check", "disjoint"]

_CHECKS = (check_operators, check_calls, check_cells, check_policy, check_rows)


def check(program: Program) -> tuple[Problem, ...]:
    """Every problem of the program: what reading it found, and what its meaning shows."""
    found = list(program.problems)
    for element in elements(program):
        for at in within(element):
            found += _of_node(at)
    found += check_unused(program)
    return tuple(dict.fromkeys(found))


def _of_node(at: Located) -> Iterator[Problem]:
    for one in _CHECKS:
        yield from one(at)
