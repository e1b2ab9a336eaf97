"""Everything that can be wrong with a listed policy, found before it is loaded.

A policy whose rule asks for what nobody delivers, whose parameters leave a day open, or whose own
examples come out otherwise, is refused with its file and line and what to do.
"""

from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.policies.checking.dates import date_faults
from yingshang.city.benefits.policies.checking.examples import example_faults
from yingshang.city.benefits.policies.checking.inputs import input_faults
from yingshang.city.benefits.policies.checking.names import name_faults
from yingshang.city.benefits.policies.checking.relations import relation_faults
from yingshang.city.benefits.policies.checking.rules import rule_faults, rule_of
from yingshang.core.catalogue.items import Items
from yingshang.core.catalogue.problems import ListError

KIND = "benefit_policy"


def check_policies(items: Items) -> list[ListError]:
    """Every mistake of every policy. Examples are run where nothing else is wrong."""
    found: list[ListError] = []
    for item in items.of(KIND, Policy):
        faults = [*name_faults(item, items), *date_faults(item), *relation_faults(item, items)]
        rule = rule_of(item)
        if rule is None:
            faults += rule_faults(item)
        else:
            faults += input_faults(item, rule, items)
            faults += [] if faults else example_faults(item, rule)
        found += faults
    return found
