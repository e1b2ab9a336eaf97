"""What could not be done is reported here: online, at the window or by API, known or not.

One report is a batch of one: the number of SQL statements does not depend on the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yingshang.city.requests.desks import OpenDesk, desk_of, stand_in
from yingshang.city.requests.errors import AboutMissing, NothingTold, NoWayBack
from yingshang.city.requests.lifecycle import INTAKE, UNRESOLVED
from yingshang.city.requests.texts import LONG, is_plain, tidy
from yingshang.city.requests.unresolved.contacts import Contact, sealed
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.doors import served_cases, visible_cases
from yingshang.core.access.models import User
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item
from yingshang.worktime import Budget
from yingshang.worktime.zone import local

Channel = Unresolved.Channel
VISITOR = Actor.system("visitor")
TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody tells. `key` makes a repeat harmless; `about_case` is a case's number."""

    key: UUID
    what: str
    about_case: str = ""
    about_item: str = ""
    contact: Contact | None = None
    is_party: bool = False
    """At the window: the clerk has seen that the person is the case's party or its agent."""


@dataclass(frozen=True, slots=True)
class NewUnresolved:
    """A report that was checked, with whose it is."""

    place: str
    key: UUID
    channel: str
    party_id: UUID
    actor: Actor
    what: str
    about_case: Case | None
    about_item: str
    contact: Contact | None
    at: datetime


def report_online(
    report: Report,
    *,
    place: str,
    user: User | None,
    at: datetime,
    channel: str = Channel.ONLINE,
) -> Case:
    """Report for oneself, or for whom one acts in the case that it is about.

    Without a log-in a contact is needed, and no case can be named. Errors: `NothingTold`,
    `AboutMissing`, `NoWayBack`, `WrongName`, `WrongPhone`.
    """
    if user is None or user.person_id is None:
        if report.contact is None:
            raise NoWayBack(field="phone")
        actor = Actor.user(user.pk) if user else VISITOR
        contact = report.contact.checked()
        return _one(report, place, channel, stand_in(place).pk, actor, None, contact, at)
    about = _own_case(user, report.about_case, at)
    party_id = about.party_id if about else user.person_id
    return _one(report, place, channel, party_id, Actor.user(user.pk), about, None, at)


def report_at_window(report: Report, *, place: str, user: User, at: datetime) -> Case:
    """The window clerk writes down what a person tells.

    Errors: as `report_online`; `AboutMissing` for a case that the clerk does not serve.
    """
    about = _served_case(user, report.about_case, at)
    actor = Actor.user(user.pk)
    if about is not None and report.is_party:
        party_id, contact = about.party_id, None
    elif report.contact is None:
        raise NoWayBack(field="phone")
    else:
        party_id, contact = stand_in(place).pk, report.contact.checked()
    return _one(report, place, Channel.WINDOW, party_id, actor, about, contact, at)


def register(rows: Sequence[NewUnresolved]) -> list[Case]:
    """Open the cases, all or none, each with its promise to be taken or redirected in time.

    A key that was used gives the case that it made, also when two come at the same moment.
    Errors: `NoDesk`, `ParameterMissing`.
    """
    keys = {row.key for row in rows}
    try:
        with transaction.atomic():
            known = _known(keys)
            fresh = {row.key: row for row in rows if row.key not in known}
            _write(list(fresh.values()))
            known |= _known(set(fresh))
    except IntegrityError:
        known = _known(keys)
        if set(known) != keys:
            raise
    return [known[row.key] for row in rows]


def _write(rows: Sequence[NewUnresolved]) -> None:
    days = {(row.place, _day(row)): row.at for row in rows}
    desks = {key: desk_of(key[0], at=at) for key, at in days.items()}
    limits = {key: desk.budget(desk.listed.intake) for key, desk in desks.items()}
    openings = [
        _opening(new_id(), row, desks[row.place, _day(row)], limits[row.place, _day(row)])
        for row in rows
    ]
    open_cases(openings)
    pairs = zip(openings, rows, strict=True)
    Unresolved.objects.bulk_create(_row(opening.case_id, row) for opening, row in pairs)


def _one(
    report: Report,
    place: str,
    channel: str,
    party_id: UUID,
    actor: Actor,
    about: Case | None,
    contact: Contact | None,
    at: datetime,
) -> Case:  # fmt: skip
    what = tidy(report.what)
    if not 0 < len(what) <= LONG or not is_plain(what):
        raise NothingTold(field="what", most=LONG)
    item = about.item.code if about else _item(place, report.about_item)
    new = NewUnresolved(place, report.key, channel, party_id, actor, what, about, item, contact, at)
    return register([new])[0]


def _known(keys: set[UUID]) -> dict[UUID, Case]:
    rows = Unresolved.objects.select_related("case__office", "case__party", "case__item")
    return {row.key: row.case for row in rows.filter(key__in=keys)}


def _day(row: NewUnresolved) -> date:
    return local(row.at, field="at").date()


def _opening(case_id: UUID, row: NewUnresolved, desk: OpenDesk, limit: Budget) -> Opening:
    data: dict[str, object] = {"channel": row.channel, "what": row.what}
    if row.about_case:
        data["about_case"] = str(row.about_case.pk)
    if row.about_item:
        data["about_item"] = row.about_item
    return Opening(
        case_id=case_id,
        kind=UNRESOLVED.kind,
        state="registered",
        place=row.place,
        number_prefix=desk.listed.numbers.request,
        party_id=row.party_id,
        office_id=desk.office.pk,
        item_id=desk.item.pk,
        actor=row.actor,
        at=row.at,
        title=row.what.replace("\n", " ")[:TITLE_LENGTH],
        cause=f"case:{row.about_case.pk}" if row.about_case else "",
        starts=((INTAKE, limit),),
        data=data,
    )


def _row(case_id: UUID, row: NewUnresolved) -> Unresolved:
    return Unresolved(
        case_id=case_id,
        key=row.key,
        channel=row.channel,
        about_case=row.about_case,
        about_item=row.about_item,
        what=row.what,
        contact_cipher=sealed(case_id, row.contact) if row.contact else None,
    )


def _own_case(user: User, number: str, at: datetime) -> Case | None:
    """The case of that number that the user is the party of, or acts for."""
    if not number.strip():
        return None
    cases = visible_cases(user, at=at).select_related("item", "party", "parent__item")
    case = cases.filter(number=number.strip()).exclude(kind=UNRESOLVED.kind).first()
    bundle = case.parent.item.code if case and case.parent else ""
    if case is None or not may_act_for(
        user, case.party, item_code=case.item.code, bundle_code=bundle, at=at
    ):
        raise AboutMissing(field="about_case")
    return case


def _served_case(user: User, number: str, at: datetime) -> Case | None:
    if not number.strip():
        return None
    case = served_cases(user, at=at).select_related("item").filter(number=number.strip()).first()
    if case is None:
        raise AboutMissing(field="about_case")
    return case


def _item(place: str, code: str) -> str:
    if not code:
        return ""
    kinds = ["bundle", "matter"]
    rows = Item.objects.filter(place=place, kind__in=kinds, code=code, is_current=True)
    if not rows.exists():
        raise AboutMissing(field="about_item")
    return code
