"""When a business licence is there, the permits its scope calls for are told and watched.

Called where results are made; a batch without business licences and permits costs nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.models import Application
from yingshang.city.matters.permits.lifecycle import KIND
from yingshang.city.matters.permits.lists import Listed, scope_permits
from yingshang.city.matters.permits.models import PermitWatch
from yingshang.city.matters.permits.rules import NOTHING_NEEDED, REQUIREMENTS, requirement_of
from yingshang.city.matters.permits.scope import Called, permits_in
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item, Office, Party
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.worktime import Budget
from yingshang.worktime.zone import local

TELLER = Actor.system("permits")
PREFIX = "照后"
SCOPE = "business_scope"
CLAIM, INTERNAL = "permit_claim", "permit_internal"


class Registered(NamedTuple):
    """A firm that has just got its business licence, in which case and when."""

    case_id: UUID
    bundle_id: UUID | None
    place: str
    party_id: UUID
    at: datetime


class _Watch(NamedTuple):
    registered: Registered
    called: Called
    row: Item
    opening: Opening


def tell_permits(firms: Sequence[Registered]) -> int:
    """Open a watch for every permit that the firms' scopes call for; answers how many.

    What the same application asks for anyway is not told again. Errors: `ParameterMissing`.
    """
    scopes = _scopes(firms)
    told = [firm for firm in firms if scopes.get(firm.bundle_id or firm.case_id)]
    if not told:
        return 0
    asked = _asked_with(told)
    watches: list[_Watch] = []
    for place in {firm.place for firm in told}:
        here = [firm for firm in told if firm.place == place]
        watches += _watches(place, here, scopes, asked)
    _open(watches)
    return len(watches)


def _scopes(firms: Sequence[Registered]) -> dict[UUID | None, str]:
    ids = {firm.bundle_id or firm.case_id for firm in firms}
    rows = Application.objects.filter(case_id__in=ids).values_list("case_id", f"fields__{SCOPE}")
    return {case_id: str(scope) for case_id, scope in rows if scope}


def _asked_with(firms: Sequence[Registered]) -> Mapping[UUID | None, set[str]]:
    """The matters that the same applications ask for."""
    found: dict[UUID | None, set[str]] = {}
    rows = Case.objects.filter(parent_id__in=[f.bundle_id for f in firms if f.bundle_id])
    for parent, code in rows.values_list("parent_id", "item__code"):
        found.setdefault(parent, set()).add(code)
    return found


def _watches(
    place: str,
    firms: Sequence[Registered],
    scopes: Mapping[UUID | None, str],
    asked: Mapping[UUID | None, set[str]],
) -> list[_Watch]:
    on = local(max(firm.at for firm in firms), field="at").date()
    listed = scope_permits(place, on=on)
    permits = [permit for _, permit in listed.values()]
    called = [
        (firm, one)
        for firm in firms
        for one in permits_in(scopes[firm.bundle_id or firm.case_id], permits)
        if requirement_of(one.permit.way) != NOTHING_NEEDED
        and one.permit.matter not in asked.get(firm.bundle_id, ())
    ]
    return _opened(place, called, listed, on) if called else []


def _opened(
    place: str, called: Sequence[tuple[Registered, Called]], listed: Listed, on: date
) -> list[_Watch]:
    offices = dict(Office.objects.filter(place=place).values_list("code", "pk"))
    names = _names({firm.party_id for firm, _ in called})
    limits = (
        ("claim", parameter(place, CLAIM, on=on).budget),
        ("permit", parameter(place, INTERNAL, on=on).budget),
    )
    return [
        _Watch(firm, one, listed[one.permit.code][0],
               _opening(firm, one, listed[one.permit.code][0], offices[one.permit.office],
                        names[firm.party_id], limits))
        for firm, one in called
    ]  # fmt: skip


def _opening(
    firm: Registered,
    called: Called,
    row: Item,
    office: UUID,
    name: str,
    limits: tuple[tuple[str, Budget], ...],
) -> Opening:
    return Opening(
        case_id=new_id(),
        kind=KIND,
        state="told",
        place=firm.place,
        number_prefix=PREFIX,
        party_id=firm.party_id,
        office_id=office,
        item_id=row.pk,
        actor=TELLER,
        at=firm.at,
        title=f"{called.permit.name}：{name}"[:200],
        cause=f"registration:{firm.case_id}",
        starts=limits,
        data={"permit": called.permit.code, "phrases": list(called.phrases)},
    )


def _open(watches: Sequence[_Watch]) -> None:
    if not watches:
        return
    numbers = open_cases([watch.opening for watch in watches])
    PermitWatch.objects.bulk_create(
        PermitWatch(
            case_id=watch.opening.case_id,
            registration_id=watch.registered.case_id,
            phrases=list(watch.called.phrases),
            requirement=requirement_of(watch.called.permit.way),
        )
        for watch in watches
    )
    _tell(watches, numbers)


def _tell(watches: Sequence[_Watch], numbers: Iterable[str]) -> None:
    ids = {watch.opening.office_id for watch in watches}
    rows = Office.objects.filter(pk__in=ids).values_list("pk", "name", "name_en")
    offices = {pk: {"zh": zh, "en": en} for pk, zh, en in rows}
    tellings = []
    for watch, number in zip(watches, numbers, strict=True):
        permit, opening = watch.called.permit, watch.opening
        needed = requirement_of(permit.way)
        data: dict[str, object] = {
            "number": number,
            "title": {"zh": permit.name, "en": permit.name_en},
            "office": offices[opening.office_id],
            "what": {"zh": needed, "en": REQUIREMENTS.get(needed, needed)},
        }
        who = [Recipient(opening.party_id)]
        tellings.append(
            Telling(opening.place, "permit_told", KIND, opening.case_id, who, data, opening.at)
        )
    tell(tellings, at=max(watch.registered.at for watch in watches))


def _names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(Party.objects.filter(pk__in=ids).values_list("pk", "name"))
