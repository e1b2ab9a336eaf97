"""Keeping a shape: each plan in it becomes a column, so that it is computed once."""

from dataclasses import replace

from yingshang.rules.backends.columns.plan import Plan
from yingshang.rules.backends.columns.shapes import Interval, Items, Ratio, Record, Shape, Span
from yingshang.rules.backends.columns.stages import Stages


def keep(shape: Shape, stages: Stages, hint: str) -> Shape:
    """The same shape over kept columns."""
    match shape:
        case Plan():
            return stages.keep(shape, hint)
        case Ratio(numerator=top, divisor=bottom):
            return Ratio(stages.keep(top, hint), stages.keep(bottom, f"{hint}_divisor"))
        case Span(amount=amount):
            return replace(shape, amount=stages.keep(amount, hint))
        case Record(members=members, present=present):
            return Record(
                {name: keep(entry, stages, hint) for name, entry in members.items()},
                None if present is None else stages.keep(present, f"{hint}_present"),
            )
        case Items(elements=elements):
            return Items(tuple(keep(element, stages, hint) for element in elements))
        case Interval(low=low, high=high):
            ends = [None if end is None else keep(end, stages, hint) for end in (low, high)]
            broken = None if shape.broken is None else stages.keep(shape.broken, "broken")
            return replace(shape, low=ends[0], high=ends[1], broken=broken)
        case _:
            pass
    return shape
