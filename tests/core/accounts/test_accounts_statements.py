"""The number of SQL statements does not depend on the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.core.accounts.shelf import HOUR, NOON, account, hold, opening, source, transfer
from yingshang.core.accounts.services import expire, open_accounts, post, release, reserve, settle
from yingshang.core.accounts.types import Release, Settlement
from yingshang.core.ledger.acts import CLOCK

SIZES = (1, 100, 2000)


def works(size):
    """Each operation over `size` rows, in the order in which they make sense."""
    stock, shops = source(), [account() for _ in range(3)]
    moves = [transfer(stock, shops[n % 3]) for n in range(size)]
    paid = [hold(stock, shops[n % 3]) for n in range(size)]
    dropped = [hold(stock, shops[n % 3]) for n in range(size)]
    late = [hold(stock, shops[n % 3], expires_at=NOON + HOUR) for n in range(size)]
    return {
        "open": lambda: open_accounts([opening() for _ in range(size)]),
        "post": lambda: post(moves),
        "reserve": lambda: reserve(paid + dropped + late),
        "settle": lambda: settle([Settlement(h.key, CLOCK, NOON) for h in paid]),
        "release": lambda: release([Release(h.key, CLOCK, NOON) for h in dropped]),
        "expire": lambda: expire(at=NOON + HOUR),
    }


def statements(work):
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


@pytest.mark.django_db
def test_every_operation_costs_the_same_for_one_and_for_thousands():
    counts = [{name: statements(work) for name, work in works(size).items()} for size in SIZES]
    few, many, thousands = counts
    assert many == thousands
    assert few == {name: count - 1 for name, count in many.items()}  # entry and content in one
    assert min(few.values()) > 3
