"""What must always hold of benefits, for `yingshang audit`: lists as they were committed, money."""

from yingshang.city.benefits.invariants.lists import LISTS
from yingshang.city.benefits.invariants.money import MONEY
from yingshang.core.audit.registry import register


def register_benefit_invariants() -> None:
    """Make them known to the audit."""
    for invariant in (*LISTS, *MONEY):
        register(invariant)
