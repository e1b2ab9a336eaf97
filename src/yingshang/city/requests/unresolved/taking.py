"""The desk takes what was reported, or says where else it belongs; the rule decides which."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.requests.desks import OpenDesk, desk_of
from yingshang.city.requests.errors import InScope, NoSuchWay, OutOfScope
from yingshang.city.requests.lifecycle import RESOLVE
from yingshang.city.requests.listing import OtherWay
from yingshang.city.requests.unresolved.clocks import begin
from yingshang.city.requests.unresolved.deciding import Facts, Scope, kept, limit_of, scope_of
from yingshang.city.requests.unresolved.doors import get_reported_for
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.telling import day_text
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item
from yingshang.core.notices.services import Recipient, Telling, tell


def accept(
    case_id: UUID,
    facts: Facts,
    matter_class: str,
    *,
    user: User,
    at: datetime,
    version: int | None = None,
) -> Moved:
    """Take the matter; from now on the time to answer runs, by its class.

    Errors: `CaseMissing`, `FactsMissing`, `OutOfScope`, `NoSuchClass`, `StepRefused`.
    """
    case = get_reported_for(user, case_id, at=at)
    desk = desk_of(case.place, at=at)
    scope = scope_of(desk, facts)
    if not scope.is_taken:
        raise OutOfScope
    budget, limit = limit_of(desk, matter_class)
    data = {"facts": facts.kept(), "class": matter_class, "rule": limit.model_hash,
            "limit": budget.amount}  # fmt: skip
    with transaction.atomic():
        moved = advance([Move(case_id, "accept", Actor.user(user.pk), at, version, data=data)])
        (due,) = begin([case], RESOLVE, budget, at=at)
        decided = {"scope": kept(scope.decided), "limit": kept(limit)}
        _keep(case, facts, decided, matter_class=matter_class)
        _tell_taken(case, desk, due, at)
    return moved.moved[0]


def redirect(
    case_id: UUID,
    facts: Facts,
    way: str,
    *,
    user: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Moved:
    """Do not take the matter, and tell where it belongs.

    Errors: `CaseMissing`, `FactsMissing`, `InScope`, `NoSuchWay`, `StepRefused`.
    """
    case = get_reported_for(user, case_id, at=at)
    scope = scope_of(desk_of(case.place, at=at), facts)
    if scope.is_taken:
        raise InScope
    place = other_way(case.place, way)
    text = "".join(filter(None, [reason.strip() and f"{reason.strip()}。", place.where]))
    data = {"facts": facts.kept(), "way": way, "rule": scope.decided.model_hash}
    actor = Actor.user(user.pk)
    with transaction.atomic():
        moved = advance([Move(case_id, "redirect", actor, at, version, reason=text, data=data)])
        _keep(case, facts, {"scope": kept(scope.decided)}, redirected_to=way)
    return moved.moved[0]


def scope_now(case: Case, facts: Facts, *, at: datetime) -> Scope:
    """What the rule says of these facts, to be shown before anything is done."""
    return scope_of(desk_of(case.place, at=at), facts)


def other_way(place: str, code: str) -> OtherWay:
    """A row of the list of other ways. Errors: `NoSuchWay`."""
    rows = Item.objects.filter(place=place, kind="other_way", code=code, is_current=True)
    item = rows.first()
    if item is None:
        raise NoSuchWay(field="way")
    return OtherWay.model_validate(item.body, strict=False)


def _keep(case: Case, facts: Facts, decided: dict[str, dict[str, str]], **more: str) -> None:
    rows = Unresolved.objects.filter(pk=case.pk)
    rows.update(facts=facts.kept(), decided=decided, **more)


def _tell_taken(case: Case, desk: OpenDesk, due: datetime, at: datetime) -> None:
    office = {"zh": desk.office.name, "en": desk.office.name_en}
    data: dict[str, object] = {
        "number": case.number, "title": case.title, "office": office, "due": day_text(due),
    }  # fmt: skip
    recipients = [Recipient(case.party_id)]
    telling = Telling(case.place, "request_accepted", case.kind, case.pk, recipients, data)
    tell([telling], at=at)
