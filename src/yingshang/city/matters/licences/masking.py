"""Which facts of a licence a stranger may read whole.

The legal representative's name is public; the names of other persons are masked, and so are the
account numbers of a person. *Source*: Personal Information Protection Law Art. 6 (least needed).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.models import Licence
from yingshang.core.models import Party
from yingshang.core.parties.masking import mask_name

PUBLIC_PERSONS = frozenset({"legal_representative"})
PERSONS = frozenset({"person", "persons"})
HIDDEN_TYPES = frozenset({"phone", "id_number"})
KEPT_OF_ACCOUNT = 4


@dataclass(frozen=True, slots=True)
class CheckedFact:
    """One line of the paper: its code, its name in both languages, and what a stranger reads."""

    code: str
    zh: str
    en: str
    value: str


def public_holder(licence: Licence) -> str:
    """The holder's name as on the paper; masked if the holder is a person."""
    name = str(licence.body["holder"])
    return mask_name(name) if licence.holder.kind == Party.Kind.PERSON else name


def public_facts(licence: Licence) -> tuple[CheckedFact, ...]:
    """The facts on the paper, masked; it comes with its holder and its case's item."""
    types = {field.meaning: field.type for field in parsed_matter(licence.case.item).fields}
    is_person = licence.holder.kind == Party.Kind.PERSON
    facts: Iterable[Mapping[str, str]] = licence.body.get("facts", [])
    return tuple(
        CheckedFact(f["code"], f["zh"], f["en"], _public(f, types.get(f["code"]), is_person))
        for f in facts
        if types.get(f["code"]) not in HIDDEN_TYPES
    )


def _public(fact: Mapping[str, str], kind: str | None, holder_is_person: bool) -> str:
    value = fact["value"]
    if kind in PERSONS and fact["code"] not in PUBLIC_PERSONS:
        return "、".join(mask_name(name) for name in value.split("、") if name)
    if holder_is_person and fact["code"].endswith("_number"):
        return "*" * max(len(value) - KEPT_OF_ACCOUNT, 0) + value[-KEPT_OF_ACCOUNT:]
    return value
