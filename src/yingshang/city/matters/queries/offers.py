"""What the place offers, as cards, as a list, and as a guide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yingshang.city.matters.lists import Service, bundle_of, offered, parsed_matter
from yingshang.city.matters.shrinking import Plan, plan
from yingshang.core.models import Item, Office

MOST_GUESSES = 6
LEAST_SHARED = 2
TOO_COMMON = frozenset("的了和与或在办理个一家我要想请去")


@dataclass(frozen=True)
class Offer:
    """A service with the plan of its usual answers: how much it asks, how long it takes."""

    service: Service
    plan: Plan

    @property
    def code(self) -> str:
        """The code by which it is applied for."""
        return self.service.item.code

    @property
    def type(self) -> str:
        """The type of the one service item that it is."""
        return self.service.matters[self.code].type

    @property
    def is_free(self) -> bool:
        """Whether none of its members costs anything."""
        return not any(self.service.matters[member.matter].fee_fen for member in self.plan.members)

    @property
    def can_wait(self) -> bool:
        """Whether some of it can be put off."""
        return any(member.deferrable for member in self.service.bundle.members)


@dataclass(frozen=True)
class Found:
    """The answer to a search: what has the words, or else what comes near."""

    bundles: tuple[Offer, ...]
    matters: tuple[Offer, ...]
    is_guess: bool = False


def offers(place: str, *, on: date) -> Found:
    """Everything that is offered, bundles apart from single matters. One SQL statement."""
    return _sorted_out(_offers(offered(place, on=on)))


def search_offers(place: str, words: str, *, on: date) -> Found:
    """What has every word in its name or summary; if nothing has, what shares most characters.

    At most two SQL statements.
    """
    everything = offered(place, on=on)
    tokens = words.split()[:8]
    codes = set(_having(place, tokens).values_list("kind", "code"))
    every = _offers(everything)
    hits = [offer for offer in every if (offer.service.item.kind, offer.code) in codes]
    if hits:
        return _sorted_out(hits)
    return _sorted_out(_near(every, words), is_guess=True)


def offices_named(place: str, codes: Iterable[str]) -> dict[str, Office]:
    """The offices and executors of these codes."""
    return {o.code: o for o in Office.objects.filter(place=place, code__in=set(codes))}


def usual_plan(service: Service) -> Plan:
    """The plan of a service under the usual answers, with nothing held."""
    return plan(service.bundle, service.matters, {})


def _offers(rows: Sequence[Item]) -> list[Offer]:
    items = {row.code: row for row in rows if row.kind == "matter"}
    matters = {code: parsed_matter(row) for code, row in items.items()}
    found = []
    for row in rows:
        bundle = bundle_of(row)
        codes = [member.matter for member in bundle.members]
        if all(code in matters for code in codes):
            own = Service(row, bundle, {c: matters[c] for c in codes}, {c: items[c] for c in codes})
            found.append(Offer(own, usual_plan(own)))
    return found


def _having(place: str, tokens: Sequence[str]) -> QuerySet[Item]:
    rows = Item.objects.filter(place=place, is_current=True, kind__in=["bundle", "matter"])
    for token in tokens:
        rows = rows.filter(
            Q(body__name__icontains=token)
            | Q(body__name_en__icontains=token)
            | Q(body__summary__icontains=token)
            | Q(body__summary_en__icontains=token)
        )
    return rows


def _near(every: Sequence[Offer], words: str) -> list[Offer]:
    wanted = set(words) - TOO_COMMON
    scored = [(len(wanted & set(_words_of(offer))), offer) for offer in every]
    close = sorted((s for s in scored if s[0] >= LEAST_SHARED), key=lambda s: -s[0])
    return [offer for _, offer in close[:MOST_GUESSES]]


def _words_of(offer: Offer) -> str:
    bundle = offer.service.bundle
    return f"{bundle.name}{bundle.summary or ''}"


def _sorted_out(found: Iterable[Offer], *, is_guess: bool = False) -> Found:
    every = list(found)
    return Found(
        tuple(offer for offer in every if offer.service.item.kind == "bundle"),
        tuple(offer for offer in every if offer.service.item.kind == "matter"),
        is_guess,
    )
