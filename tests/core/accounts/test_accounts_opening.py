"""An account is opened once, and its floor is the database's to keep."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from tests.core.accounts.shelf import account, opening
from yingshang.core.accounts.errors import AlreadyOpen, FloorAboveZero
from yingshang.core.accounts.models import Account
from yingshang.core.accounts.services import open_accounts
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_opening_again_answers_the_same_account_and_writes_no_second_entry():
    row = opening()
    (first,) = open_accounts([row])
    assert open_accounts([row, row]) == [first, first]
    assert [e.action for e in entries_of([first])] == ["account.open"]


def test_ids_come_back_in_the_order_of_the_rows():
    rows = [opening(period=str(n)) for n in range(20)]
    ids = open_accounts(rows)
    periods = dict(Account.objects.filter(id__in=ids).values_list("id", "period"))
    assert [periods[i] for i in ids] == [row.period for row in rows]


def test_another_floor_is_a_conflict_and_opens_nothing_of_the_batch():
    row = opening()
    open_accounts([row])
    fresh = opening(owner=new_id())
    with pytest.raises(AlreadyOpen):
        open_accounts([fresh, replace(row, floor=-5)])
    assert not Account.objects.filter(owner_id=fresh.owner_id).exists()


def test_a_floor_above_zero_is_refused_since_a_new_account_is_empty():
    with pytest.raises(FloorAboveZero):
        open_accounts([opening(floor=1)])


def test_other_periods_and_units_are_other_accounts():
    row = opening()
    ids = open_accounts([row, replace(row, period="2027"), replace(row, unit="fen")])
    assert len(set(ids)) == 3


@pytest.mark.parametrize("change", ["balance = -1", "reserved = 11", "reserved = -1"])
def test_the_database_itself_refuses_to_cross_the_floor(change):
    account_id = account(10)
    with (
        pytest.raises(IntegrityError, match=r"available_not_below_floor|reserved_not_negative"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE core_account SET {change} WHERE id = %s", [account_id])  # noqa: S608 - the test's own text
