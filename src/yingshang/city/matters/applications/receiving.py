"""Complete applications become bundle cases with their member cases; one is a batch of one.

How many SQL statements this takes does not depend on how many applications there are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.entered import paper_said
from yingshang.city.matters.papers.issuing import ToIssue, write_papers
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.catalogue.places import in_numbers
from yingshang.core.catalogue.services import office_ids
from yingshang.core.copying import copy_rows
from yingshang.core.documents.services import Given, use_all
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.worktime import Budget, Unit

RECEIPT_PREFIX = "收"


class Material(NamedTuple):
    """A document that was given for a material, with the consent to reuse it, if it is reused."""

    code: str
    document_id: UUID
    consented_at: datetime | None


class Ready(NamedTuple):
    """An application with nothing missing and every signature: who hands it in, for which party."""

    what: Planned
    user_id: UUID
    on_behalf_of: UUID | None
    party_id: UUID
    party_name: str
    materials: Sequence[Material]
    at: datetime

    @property
    def actor(self) -> Actor:
        """Who hands it in."""
        return Actor.user(self.user_id)


class Received(NamedTuple):
    """The cases that an application became: its bundle, and its members by matter."""

    bundle_id: UUID
    members: Mapping[str, UUID]


def open_bundles(ready: Sequence[Ready]) -> list[Received]:
    """Open the bundles and members, note who waits for whom, use the documents, give receipts.

    The caller keeps the applications and lets the members start.
    """
    if not ready:
        return []
    offices = {place: office_ids(place) for place in {r.what.application.place for r in ready}}
    received = [
        Received(new_id(), {member.matter: new_id() for member in r.what.plan.members})
        for r in ready
    ]
    receipts = _receipt_numbers(ready)
    openings: list[Opening] = []
    for r, cases, receipt in zip(ready, received, receipts, strict=True):
        its = offices[r.what.application.place]
        openings.append(_bundle(r, cases, its, receipt))
        openings += _members(r, cases, its)
    open_cases(openings)
    _note_needs(ready, received)
    _use_documents(ready, received)
    bundles = [opening for opening in openings if opening.parent_id is None]
    papers = [
        _receipt(r, receipt, bundle)
        for r, receipt, bundle in zip(ready, receipts, bundles, strict=True)
    ]
    write_papers(papers, entered=True)
    return received


class _Receipt(NamedTuple):
    """The id and number of a receipt, of which the opening of its bundle tells."""

    id: UUID
    number: str


def _receipt_numbers(ready: Sequence[Ready]) -> list[_Receipt]:
    places = [r.what.application.place for r in ready]
    numbers = take_numbers([
        (place, in_numbers(place, RECEIPT_PREFIX), r.at)
        for place, r in zip(places, ready, strict=True)
    ])  # fmt: skip
    return [_Receipt(new_id(), number) for number in numbers]


def _bundle(r: Ready, cases: Received, offices: Mapping[str, UUID], receipt: _Receipt) -> Opening:
    bundle, application = r.what.service.bundle, r.what.application
    budget = Budget(r.what.plan.promise.half_days, Unit.HALF_DAY)
    return Opening(
        case_id=cases.bundle_id,
        kind="bundle",
        state="running",
        place=application.place,
        number_prefix=bundle.number_prefix,
        party_id=r.party_id,
        office_id=offices[bundle.lead_office],
        item_id=r.what.service.item.pk,
        actor=r.actor,
        on_behalf_of=r.on_behalf_of,
        at=r.at,
        title=f"{bundle.name}：{r.party_name}",
        starts=(("promised", budget),),
        data={
            "application": str(application.pk),
            "members": len(cases.members),
            **paper_said(receipt.id, Paper.Kind.RECEIPT.value, receipt.number),
        },
    )


def _members(r: Ready, cases: Received, offices: Mapping[str, UUID]) -> list[Opening]:
    service = r.what.service
    prefix, actor = service.bundle.number_prefix + "件", r.actor
    openings = []
    for member in r.what.plan.members:
        code = member.matter
        matter = service.matters[code]
        state, starts = _beginning(matter, waits=bool(member.needs))
        openings.append(
            Opening(
                case_id=cases.members[code],
                kind="errand" if matter.executor else "matter",
                state=state,
                place=r.what.application.place,
                number_prefix=prefix,
                party_id=r.party_id,
                office_id=offices[matter.responsible],
                item_id=service.items[code].pk,
                parent_id=cases.bundle_id,
                actor=actor,
                on_behalf_of=r.on_behalf_of,
                at=r.at,
                title=f"{matter.name}：{r.party_name}",
                starts=starts,
                data={"matter": code},
            )
        )
    return openings


def _beginning(matter: Matter, *, waits: bool) -> tuple[str, tuple[tuple[str, Budget], ...]]:
    """Received with its answering clock; errands and what needs another's result wait."""
    if waits or matter.executor:
        return "waiting", ()
    rule = matter.silence
    if rule is None:
        return "received", ()
    return "received", (("intake", _budget(rule.told_within.amount, rule.told_within.unit)),)


@lru_cache(maxsize=256)
def _budget(amount: int, unit: str) -> Budget:
    return Budget(amount, Unit(unit))


def _note_needs(ready: Sequence[Ready], received: Sequence[Received]) -> None:
    copy_rows(
        "matters_dependency",
        ("case_id", "needed_id"),
        [
            (str(cases.members[member.matter]), str(cases.members[need]))
            for r, cases in zip(ready, received, strict=True)
            for member in r.what.plan.members
            for need in member.needs
        ],
    )


def _use_documents(ready: Sequence[Ready], received: Sequence[Received]) -> None:
    """Every member that needs a material uses the one document that was given for it."""
    use_all(
        [
            Given(given.document_id, case, given.code, r.actor, r.at, r.on_behalf_of,
                  given.consented_at)
            for r, cases in zip(ready, received, strict=True)
            for given in r.materials
            for case in _users(r, cases, given.code)
        ]
    )  # fmt: skip


def _users(r: Ready, cases: Received, code: str) -> list[UUID]:
    by = next((m.used_by for m in r.what.plan.materials if m.code == code), ())
    return [cases.bundle_id, *(cases.members[matter] for matter in by if matter in cases.members)]


def _receipt(r: Ready, receipt: _Receipt, opening: Opening) -> ToIssue:
    """The dated receipt of everything that was handed in."""
    names = [material.name for material in r.what.plan.materials]
    return ToIssue(
        opening.case_id, opening.place, opening.kind, opening.item_id, opening.office_id,
        opening.party_id, Paper.Kind.RECEIPT.value, RECEIPT_PREFIX, r.actor, r.at,
        {"materials": names}, receipt.number, receipt.id,
    )  # fmt: skip
