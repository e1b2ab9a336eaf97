"""What would change a policy's answer for a firm: one datum each, tried on the rule itself."""

from collections.abc import Iterator
from decimal import Decimal

from yingshang.city.benefits.listing import Input
from yingshang.city.benefits.matching.changes import Days, Scale, Steps, Trial, nearest
from yingshang.city.benefits.matching.lines import Line
from yingshang.city.benefits.matching.seeing import Elements
from yingshang.city.benefits.matching.types import Change, Group, Seen
from yingshang.city.benefits.matching.words import said, value_words
from yingshang.city.benefits.policies.given import PLACES
from yingshang.core.facts.listing import Element


def changes(line: Line, elements: Elements) -> tuple[Change, ...]:
    """Each known datum of a firm that is not eligible which, changed alone, would make it so.

    A firm on a credit list is told that: to be off the list is the only change. Nothing is told
    of days and parameters, which are not the firm's.
    """
    if line.group is not Group.INELIGIBLE or line.answer is None:
        return ()
    if line.exclusion is not None:
        return (_off_the_list(line, elements),)
    return tuple(_changes(line, elements))


def _changes(line: Line, elements: Elements) -> Iterator[Change]:
    policy, rule = line.listed.model, line.listed.rule
    assert line.answer is not None  # noqa: S101 - the caller has looked
    trial = Trial(
        rule,
        policy.decision.verdict,
        line.answer.given,
        lambda value: value in policy.decision.eligible,
    )
    listed = {one.name: one for one in policy.inputs}
    matters = set(rule.inputs_of(policy.decision.verdict))
    for one in line.seen:
        name = one.name.text("zh")
        if one.element and one.value is not None and name in matters:
            then = nearest(trial, name, scale=_scale(listed[name], elements[one.element]))
            if then is not None:
                yield _change(one, then)


def _scale(one: Input, element: Element) -> Scale | None:
    """Which values the datum can have, in the rule's unit."""
    if one.values is not None or element.type in ("boolean", "choice", "text", "credit_code"):
        return None
    match element.type:
        case "date":
            return Days()
        case "money":
            return Steps(Decimal(1).scaleb(-PLACES[one.unit])) if one.unit else Steps(Decimal(1))
        case "decimal":
            return Steps(Decimal(1).scaleb(-element.decimals))
        case _:
            return Steps(Decimal(1))


def _change(one: Seen, then: object) -> Change:
    return Change(
        one.element, one.name, value_words(one.value, one.unit), value_words(then, one.unit)
    )


def _off_the_list(line: Line, elements: Elements) -> Change:
    assert line.exclusion is not None  # noqa: S101 - the caller has looked
    element = elements[line.exclusion.element]
    name = said(element.name, element.name_en)
    return Change(line.exclusion.element, name, value_words(True), value_words(False))
