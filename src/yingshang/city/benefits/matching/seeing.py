"""What the rule saw: each input with its value and where that comes from; and what it lacked."""

from collections.abc import Collection, Iterator, Mapping

from yingshang.city.benefits.listing import Input, Policy, RuleParameter
from yingshang.city.benefits.matching.types import Known, Lacking, Origin, Seen
from yingshang.city.benefits.matching.words import said
from yingshang.city.benefits.policies.deciding import Answer
from yingshang.city.benefits.policies.english import english_words
from yingshang.core.facts.listing import Element
from yingshang.errors import Sentence

Elements = Mapping[str, Element]


def seen(policy: Policy, answer: Answer, known: Known) -> tuple[Seen, ...]:
    """Every input of the rule in the order of the policy's list, with a value or without."""
    english = english_words(policy, known.elements)
    parameters = {one.name: one for one in policy.parameters}
    return tuple(
        _seen(one, english.get(one.name, one.name), answer.given.get(one.name), known, parameters)
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
