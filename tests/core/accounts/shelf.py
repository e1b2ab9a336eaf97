"""Accounts of an invented stock, opened with one call, and rows for them."""

from datetime import UTC, datetime, timedelta

from yingshang.core.accounts.models import Account, Reservation
from yingshang.core.accounts.services import credit, open_account
from yingshang.core.accounts.types import Hold, Opening, Transfer
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK

PLACE = "430300"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def opening(*, floor=0, unit="box", place=PLACE, owner=None, period="2026"):
    return Opening(place, "test", owner or new_id(), unit, CLOCK, NOON, period, floor)


def source(**more):
    """Where units come from: an account without a floor."""
    return open_account(opening(floor=None, **more))


def account(units=0, **more):
    """An account that holds `units`."""
    account_id = open_account(opening(**more))
    if units:
        credit([transfer(source(), account_id, units)])
    return account_id


def transfer(from_id, to_id, amount=1, *, key=None, **more):
    return Transfer(key or str(new_id()), from_id, to_id, amount, CLOCK, NOON, **more)


def hold(from_id, to_id, amount=1, *, key=None, **more):
    return Hold(key or str(new_id()), from_id, to_id, amount, CLOCK, NOON, **more)


def state(account_id):
    """Balance and what of it is reserved."""
    found = Account.objects.get(id=account_id)
    return found.balance, found.reserved


def held():
    return Reservation.objects.filter(state="held").count()
