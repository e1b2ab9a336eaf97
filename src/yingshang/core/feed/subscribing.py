"""Subscriptions begin, end and are taken up again here, each an entry of the place's ledger."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from yingshang.core.access.models import User
from yingshang.core.feed.errors import (
    NoSuchSubscription,
    NotDead,
    UnknownOffice,
    WrongTerm,
    WrongUrl,
)
from yingshang.core.feed.models import Subscription
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office

PREFIX = "yf_"
SECRET_BYTES = 32
MOST_DAYS = 1100
State = Subscription.State


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription to make. `offices` are their codes; `start` is the first position wanted."""

    name: str
    kinds: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    with_content: bool = False
    url: str = ""
    start: int = 0
    days: int = 366


def subscribe(
    wanted: Wanted, *, place: str, owner: User, actor: Actor, at: datetime
) -> tuple[Subscription, str]:
    """The subscription and its token, which nobody can see again.

    Errors: `WrongTerm`, `WrongUrl`, `UnknownOffice`.
    """
    if not 1 <= wanted.days <= MOST_DAYS:
        raise WrongTerm(field="days", most=MOST_DAYS)
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        row = Subscription.objects.create(
            place=place, name=wanted.name, digest=digest_of(secret), kinds=list(wanted.kinds),
            offices=_offices(place, wanted.offices), with_content=wanted.with_content, owner=owner,
            url=_checked_url(wanted.url), position=wanted.start, next_attempt_at=at,
            created_at=at, valid_until=at + timedelta(days=wanted.days),
        )  # fmt: skip
        data: dict[str, object] = {
            "name": row.name, "kinds": list(wanted.kinds), "offices": list(wanted.offices),
            "with_content": int(row.with_content), "url": row.url,
            "valid_until": instant(row.valid_until), "owner": str(owner.pk),
        }  # fmt: skip
        record([act_on(row, "subscription.begin", actor, at, data)])
    return row, secret


def subscription_of_token(secret: str, *, at: datetime) -> Subscription | None:
    """Whose token it is; None for one that is unknown or whose time is over."""
    if not secret.startswith(PREFIX):
        return None
    rows = Subscription.objects.filter(digest=digest_of(secret), valid_until__gt=at)
    return rows.exclude(state=State.ENDED).first()


def end(subscription_id: UUID, *, place: str, actor: Actor, at: datetime) -> None:
    """Nothing is read or pushed by it any more. Errors: `NoSuchSubscription`."""
    with transaction.atomic():
        row = _locked(subscription_id, place)
        row.state = State.ENDED
        row.save(update_fields=["state"])
        record([act_on(row, "subscription.end", actor, at, {"name": row.name})])


def revive(
    subscription_id: UUID, *, place: str, actor: Actor, at: datetime, position: int | None = None
) -> None:
    """Push again, from where it stood or from another position (replay).

    Errors: `NoSuchSubscription`; `NotDead` for one that is running, unless a position is given.
    """
    with transaction.atomic():
        row = _locked(subscription_id, place)
        if row.state != State.DEAD and position is None:
            raise NotDead
        row.state, row.attempts, row.last_error, row.next_attempt_at = State.ACTIVE, 0, "", at
        row.position = row.position if position is None else position
        row.save()
        data: dict[str, object] = {"name": row.name, "position": row.position}
        record([act_on(row, "subscription.revive", actor, at, data)])


def act_on(
    row: Subscription, action: str, actor: Actor, at: datetime, data: dict[str, object]
) -> Act:
    """An act on a subscription."""
    return Act(row.place, "subscription", row.pk, actor, at, action, data)


def digest_of(secret: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _locked(subscription_id: UUID, place: str) -> Subscription:
    rows = Subscription.objects.select_for_update().filter(pk=subscription_id, place=place)
    row = rows.exclude(state=State.ENDED).first()
    if row is None:
        raise NoSuchSubscription
    return row


def _offices(place: str, codes: tuple[str, ...]) -> list[UUID]:
    known = dict(Office.objects.filter(place=place, code__in=codes).values_list("code", "id"))
    for code in codes:
        if code not in known:
            raise UnknownOffice(field="offices", office=code)
    return [known[code] for code in codes]


def _checked_url(url: str) -> str:
    schemes = ("https://", "http://") if settings.DEMO_MODE else ("https://",)
    if url and (not url.startswith(schemes) or len(url) > 500):
        raise WrongUrl(field="url")
    return url
