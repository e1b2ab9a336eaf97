"""Whatever is asked in whatever order, the books balance and no floor is crossed."""

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.accounts.shelf import HOUR, NOON, account, hold, source, transfer
from yingshang.core.accounts.models import Account, Posting, Reservation
from yingshang.core.accounts.services import expire, post, release, reserve, settle
from yingshang.core.accounts.types import Release, Settlement
from yingshang.core.ledger.acts import CLOCK

FLOORS = (None, 0, 0, -5)
places = st.integers(0, 3)
amounts = st.integers(1, 9)
keys = st.integers(0, 11).map("key-{}".format)
step = st.one_of(
    st.tuples(st.just("post"), keys, places, places, amounts),
    st.tuples(st.just("reserve"), keys, places, places, amounts),
    st.tuples(st.just("settle"), keys, st.none() | amounts),
    st.tuples(st.just("release"), keys),
    st.tuples(st.just("expire"), st.integers(0, 3)),
)


def take(ids, name, *data):
    if name == "post":
        key, a, b, amount = data
        post([transfer(ids[a], ids[b], amount, key=f"p-{key}")], all_or_nothing=False)
    elif name == "reserve":
        key, a, b, amount = data
        end = NOON + amount * HOUR if amount % 2 else None
        reserve([hold(ids[a], ids[b], amount, key=key, expires_at=end)], all_or_nothing=False)
    elif name == "settle":
        settle([Settlement(data[0], CLOCK, NOON, data[1])], all_or_nothing=False)
    elif name == "release":
        release([Release(data[0], CLOCK, NOON)], all_or_nothing=False)
    else:
        expire(at=NOON + data[0] * HOUR)


def check_books(ids):
    mine = Account.objects.filter(id__in=ids)
    assert mine.aggregate(n=Sum("balance"))["n"] == 0
    assert not mine.filter(balance__lt=F("floor") + F("reserved")).exists()
    for found in mine:
        held = Reservation.objects.filter(source=found, state="held")
        assert found.reserved == (held.aggregate(n=Sum("amount"))["n"] or 0)
        received = Posting.objects.filter(target=found).aggregate(n=Sum("amount"))["n"] or 0
        given_away = Posting.objects.filter(source=found).aggregate(n=Sum("amount"))["n"] or 0
        assert found.balance == received - given_away


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(step, max_size=25))
def test_any_sequence_keeps_the_sum_at_zero_and_every_floor(steps):
    with transaction.atomic():
        ids = [source() if floor is None else account(floor=floor) for floor in FLOORS]
        for one in steps:
            take(ids, *one)
        check_books(ids)
        transaction.set_rollback(True)
