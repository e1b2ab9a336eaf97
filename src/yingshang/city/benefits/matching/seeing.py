"""What the rule saw: each input with its value and where that comes from; and what it lacked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from yingshang.city.benefits.listing import Input, Policy, RuleParameter
from yingshang.city.benefits.matching.types import Lacking, Origin, Seen
from yingshang.city.benefits.matching.words import said
from yingshang.city.benefits.policies.deciding import Answer
from yingshang.core.facts.listing import Element
from yingshang.core.facts.types import Given
from yingshang.errors import Sentence

Elements = Mapping[str, Element]
PLAIN = {
    "decided_on": "day of the decision",
    "period_begins_on": "first day of the period",
    "period_ends_on": "last day of the period",
    "covers_reserve": "whether the fund keeps its reserve",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the firm: facts, and which elements are its own statement instead."""

    given: Given
    elements: Elements
    statements: Collection[str] = ()


def seen(policy: Policy, answer: Answer, known: Known) -> tuple[Seen, ...]:
    """Every input of the rule in the order of the policy's list, with a value or without."""
    english = names_in_english(policy, known.elements)
    parameters = {one.name: one for one in policy.parameters}
    return tuple(
        _seen(one, english[one.name], answer.given.get(one.name), known, parameters)
        for one in policy.inputs
    )


def lacking(
    policy: Policy, looked_at: Collection[Seen], known: Known, *, matters: Collection[str]
) -> Iterator[Lacking]:
    """The inputs without a value; `matters` are the names of those that the answer hangs on.

    A credit list that nobody delivered comes last: it is looked at before anything is paid.
    """
    for one in looked_at:
        if one.value is None and one.origin is not Origin.DAY:
            lack = known.given.missing.get(one.element)
            yield Lacking(one.name, str(one.name) in matters, one.element, lack)
    told = {one.element for one in looked_at}
    for exclusion in policy.exclusions:
        lack = known.given.missing.get(exclusion.element)
        if lack is not None and exclusion.element not in told:
            name = said(lack.element.name, lack.element.name_en)
            yield Lacking(name, matters=False, element=exclusion.element, lack=lack)


def names_in_english(policy: Policy, elements: Elements) -> dict[str, str]:
    """What the rule's inputs are called in English, by their Chinese names."""
    parameters = {one.name: one.name_en for one in policy.parameters}
    names = {}
    for one in policy.inputs:
        if one.element is not None:
            names[one.name] = elements[one.element].name_en
        elif one.parameter is not None:
            names[one.name] = parameters.get(one.parameter, one.name)
        else:
            names[one.name] = PLAIN[one.day or one.fund or "decided_on"]
    return names


def _seen(
    one: Input, english: str, value: object, known: Known, parameters: Mapping[str, RuleParameter]
) -> Seen:
    name = said(one.name, english)
    if one.element is not None:
        unit = _unit(one, known.elements[one.element])
        if one.element in known.statements:
            return Seen(name, value, Origin.STATEMENT, element=one.element, unit=unit)
        fact = known.given.values.get(one.element)
        return Seen(name, value, Origin.OFFICE, element=one.element, unit=unit, fact=fact)
    if one.parameter is not None:
        source, is_unsure = _dated(parameters.get(one.parameter), value)
        return Seen(name, value, Origin.PARAMETER, source=source, is_unsure=is_unsure)
    return Seen(name, value, Origin.DAY if one.day else Origin.FUND)


def _unit(one: Input, element: Element) -> Sentence | None:
    """The unit in which the rule has the value."""
    if one.unit == "ten_thousand_yuan":
        return said("万元", "ten thousand yuan")
    if element.unit is None or one.values is not None:
        return None
    return said(element.unit, element.unit_en or element.unit)


def _dated(parameter: RuleParameter | None, value: object) -> tuple[str, bool]:
    """The source of the parameter's value, and whether it is unsure."""
    for dated in parameter.values if parameter else ():
        if value is not None and str(dated.value) == str(value):
            return dated.source, dated.is_unsure
    return "", False
