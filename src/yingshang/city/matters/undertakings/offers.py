"""What an applicant may promise in an application, matter by matter, and in which words.

The same offers stand in the form, in the API and behind every choice that is kept.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yingshang.city.matters.listing import Matter
from yingshang.city.matters.undertakings.credit import barred
from yingshang.city.matters.undertakings.lists import (
    Listed,
    Template,
    items_for,
    templates,
)
from yingshang.city.matters.undertakings.models import Kind
from yingshang.city.matters.undertakings.rules import Ruling, may_commit, may_lack
from yingshang.city.matters.undertakings.standing import Capacity
from yingshang.city.matters.undertakings.texts import (
    Slots,
    Words,
    conditions_words,
    filled,
    listed_words,
    points_words,
)
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.models import Office, Party
from yingshang.worktime.zone import local

CONDITIONAL_TEXT = "conditional_acceptance"
GAP_DAYS = "conditional_gap"


@dataclass(frozen=True, slots=True)
class Applying:
    """Who applies for what: the parties that must be in good standing, their name on the promise.

    `lacking` are the materials that each matter asks of the applicant, by code, that may come later
    (可容缺).
    """

    place: str
    parties: Sequence[Party]
    name: str
    matters: Sequence[Matter]
    lacking: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to have a matter on a promise: what it replaces or puts off, and its words.

    `told` are the guide and the checking rule, which the applicant is told beside the commitment.
    `ruling` says whether this applicant may. For conditional acceptance the words depend on which
    materials are put off: see `words_for`.
    """

    matter: Matter
    kind: Kind
    listed: Listed | None
    template: Template
    materials: tuple[str, ...]
    slots: Slots
    ruling: Ruling
    days: int = 0
    told: tuple[Template, ...] = ()

    @property
    def code(self) -> str:
        """The item's code; the matter's own for conditional acceptance."""
        return self.listed.item.code if self.listed else self.matter.code

    @property
    def words(self) -> Words:
        """The words with all its materials."""
        return filled(self.template.text, self.slots)

    @property
    def told_words(self) -> tuple[Words, ...]:
        """The words of the guide and of the checking rule."""
        return tuple(filled(template.text, self.slots) for template in self.told)

    def slots_for(self, materials: Collection[str]) -> Slots:
        """What fills the words when these materials are chosen."""
        if self.listed is not None:
            return self.slots
        names = [(m.name, m.name_en) for m in self.matter.materials if m.code in set(materials)]
        return {**self.slots, "materials": listed_words(names)}

    def words_for(self, materials: Collection[str]) -> Words:
        """The words when these materials are chosen."""
        return filled(self.template.text, self.slots_for(materials))


def ways_of(applying: Applying, *, at: datetime, capacity: Capacity | None = None) -> list[Way]:
    """Every way, by matter in order; a fixed number of SQL statements.

    Without a capacity the applicant is taken to promise in person.
    """
    on = local(at, field="at").date()
    codes = [matter.code for matter in applying.matters]
    listed = items_for(applying.place, codes, on=on)
    lacks = any(applying.lacking.get(code) for code in codes)
    if not listed and not lacks:
        return []
    wanted = {CONDITIONAL_TEXT}
    for one in listed:
        wanted |= set(one.item.documents.model_dump().values())
    found = templates(applying.place, wanted, on=on)
    asking = _Asking(applying, on, capacity or Capacity(), found)
    ways: list[Way] = []
    for matter in applying.matters:
        ways += [asking.commitment(matter, one) for one in listed if one.item.matter == matter.code]
        if applying.lacking.get(matter.code):
            ways.append(asking.conditional(matter))
    return ways


class _Asking:
    """What the ways of one application share."""

    def __init__(
        self, applying: Applying, on: date, capacity: Capacity, found: dict[str, Template]
    ) -> None:
        self.applying, self.on, self.capacity, self.found = applying, on, capacity, found
        self.is_barred = bool(barred([party.pk for party in applying.parties]))
        codes = [matter.responsible for matter in applying.matters]
        offices = Office.objects.filter(place=applying.place, code__in=codes)
        self.offices = {office.code: office for office in offices}

    def commitment(self, matter: Matter, one: Listed) -> Way:
        """Notification and commitment, or one review with N promises."""
        item, capacity = one.item, self.capacity
        ruling = may_commit(
            area=item.area, high_risk=item.high_risk, is_barred=self.is_barred,
            by_agent=capacity.by_agent, is_authorised=capacity.is_authorised,
        )  # fmt: skip
        names = [(m.name, m.name_en) for m in matter.materials if m.code in item.promised]
        slots = {
            **self._shared(matter),
            "materials": listed_words(names),
            "conditions": conditions_words(item.conditions),
            "points": points_words(item.points),
        }
        kind = Kind.PROMISE if item.family == "promise" else Kind.COMMITMENT
        template = self.found[item.documents.commitment]
        told = (self.found[item.documents.guide], self.found[item.documents.checking])
        return Way(matter, kind, one, template, item.promised, slots, ruling, told=told)

    def conditional(self, matter: Matter) -> Way:
        """Acceptance with secondary materials missing; an agent promises within her mandate."""
        lacking = tuple(self.applying.lacking[matter.code])
        ruling = may_lack(
            is_main_complete=True, is_secondary_complete=False, is_barred=self.is_barred
        )
        days = parameter(self.applying.place, GAP_DAYS, on=self.on).value
        names = [(m.name, m.name_en) for m in matter.materials if m.code in lacking]
        slots = {
            **self._shared(matter),
            "materials": listed_words(names),
            "days": (str(days), str(days)),
        }
        template = self.found[CONDITIONAL_TEXT]
        return Way(matter, Kind.CONDITIONAL, None, template, lacking, slots, ruling, days)

    def _shared(self, matter: Matter) -> dict[str, tuple[str, str]]:
        office = self.offices.get(matter.responsible)
        return {
            "party": (self.applying.name, self.applying.name),
            "matter": (matter.name, matter.name_en),
            "office": (office.name, office.name_en) if office else ("", ""),
        }


def way_for(ways: Sequence[Way], matter: str, kind: str) -> Way | None:
    """The way of that kind in a matter, if it is offered."""
    return next((w for w in ways if w.matter.code == matter and w.kind == kind), None)


def party_ids(applying: Applying) -> set[UUID]:
    """Who must be in good standing."""
    return {party.pk for party in applying.parties}
