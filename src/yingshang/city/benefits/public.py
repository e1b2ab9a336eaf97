"""What the rest of the platform may ask of benefits: where an officer's work with them is."""

from collections.abc import Iterator
from datetime import datetime

from django.core.cache import cache

from yingshang.city.benefits.laboratory.doors import TRYING
from yingshang.city.benefits.lifecycle import OFFICE
from yingshang.city.benefits.matching.doors import EXPLAINING
from yingshang.city.benefits.matching.lifecycle import SEEING as APPLIED
from yingshang.city.benefits.payments.doors import SEEING as PAYING
from yingshang.city.benefits.policies.reading import KIND
from yingshang.city.benefits.runs.doors import WATCHING
from yingshang.core.access.held import posts_held
from yingshang.core.access.models import User
from yingshang.core.catalogue.models import Item
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.doors import SEEING as FACTS

__all__ = ["desk_pages"]

READ_EVERY_SECONDS = 60
AT_THE_OFFICE = {
    "benefit_runs": OFFICE,
    "benefit_applications": APPLIED,
    "benefit_money": frozenset(role.value for role in PAYING),
    "benefit_laboratory": TRYING,
}
"""Pages for these roles at an office that owns or pays a policy."""
ANYWHERE = {
    "benefit_runs": WATCHING,
    "benefit_laboratory": WATCHING,
    "benefit_explain": frozenset(role.value for role in EXPLAINING),
}
"""Pages for these roles whatever their office."""


def desk_pages(user: User, *, at: datetime) -> tuple[str, ...]:
    """The names of the desk's pages on which the user finds anything to do, without repetition."""
    return tuple(dict.fromkeys(_pages(user, at)))


def _pages(user: User, at: datetime) -> Iterator[str]:
    for post in posts_held(user, at=at):
        place, office = post.office.place, post.office.code
        is_policys = office in policy_offices(place)
        for page, roles in AT_THE_OFFICE.items():
            if is_policys and post.role in roles:
                yield page
        for page, roles in ANYWHERE.items():
            if post.role in roles:
                yield page
        if post.role in FACTS and _delivers(place, office):
            yield from ("facts_desk", "fact_contests")


def policy_offices(place: str) -> frozenset[str]:
    """The codes of the offices that own or pay a policy of the place; read once a minute."""
    key = f"benefits.offices.{place}"
    known: frozenset[str] | None = cache.get(key)
    if known is None:
        bodies = Item.objects.filter(place=place, kind=KIND, is_current=True)
        pairs = bodies.values_list("body__owner", "body__payer")
        known = frozenset(code for pair in pairs for code in pair if code)
        cache.set(key, known, READ_EVERY_SECONDS)
    return known


def _delivers(place: str, office: str) -> bool:
    return any(one.office == office for one in dictionary_of(place).datasets.values())
