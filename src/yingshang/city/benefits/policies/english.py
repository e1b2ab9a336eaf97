"""What a rule's Chinese names are called in English: inputs by the dictionary, others by the list.

Lists write both languages; DMN files have Chinese names only.
"""

from collections.abc import Mapping

from yingshang.city.benefits.listing import Input, Policy
from yingshang.core.facts.listing import Element

DAYS = {
    "decided_on": "Day of decision",
    "period_begins_on": "First day of the period",
    "period_ends_on": "Last day of the period",
}
RESERVE = "The fund keeps its reserve"


def english_words(policy: Policy, elements: Mapping[str, Element]) -> dict[str, str]:
    """English by the Chinese of the rule: its inputs, decisions, columns and outcomes."""
    parameters = {one.name: one.name_en for one in policy.parameters}
    names = {one.name: _name(one, elements, parameters) for one in policy.inputs}
    return {**{zh: en for zh, en in names.items() if en is not None}, **policy.words_en}


def _name(
    one: Input, elements: Mapping[str, Element], parameters: Mapping[str, str]
) -> str | None:  # fmt: skip
    if one.element is not None:
        element = elements.get(one.element)
        return None if element is None else element.name_en
    if one.parameter is not None:
        return parameters.get(one.parameter)
    return RESERVE if one.fund is not None else DAYS[one.day or "decided_on"]
