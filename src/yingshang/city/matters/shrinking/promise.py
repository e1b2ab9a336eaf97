"""A bundle's promised time is its critical path, not the sum of its members' promises."""

from collections.abc import Collection
from fractions import Fraction
from math import ceil

from yingshang.city.matters.listing.bundle import Bundle
from yingshang.city.matters.shrinking.plans import CriticalPath, Matters


def critical_path(
    bundle: Bundle, matters: Matters, members: Collection[str] | None = None
) -> CriticalPath:
    """The longest chain of promises among `members` (all of the bundle's unless given).

    Of chains of equal length the one that stands first in the list is taken.
    *Errors*: `ValueError` when members wait for each other; the list's check finds that before.
    """
    chosen = [m for m in bundle.members if members is None or m.matter in members]
    codes = {member.matter for member in chosen}
    longest: dict[str, tuple[Fraction, tuple[str, ...]]] = {}
    waiting = list(chosen)
    while waiting:
        left = []
        for member in waiting:
            needs = [need for need in member.needs if need in codes]
            if all(need in longest for need in needs):
                ends = [longest[need] for need in needs] or [(Fraction(0), ())]
                length, path = max(ends, key=lambda end: end[0])
                own = matters[member.matter].promised_limit.half_days()
                longest[member.matter] = (length + own, (*path, member.matter))
            else:
                left.append(member)
        if len(left) == len(waiting):
            raise ValueError("the bundle's members wait for each other; its list was not checked")
        waiting = left
    in_order = [longest[member.matter] for member in chosen] or [(Fraction(0), ())]
    length, path = max(in_order, key=lambda end: end[0])
    alone = sum((matters[code].promised_limit.half_days() for code in codes), Fraction(0))
    return CriticalPath(ceil(length), path, ceil(alone))
