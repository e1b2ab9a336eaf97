"""Units move between accounts, never out of nothing and never below a floor."""

import pytest
from django.db.models import Sum

from tests.core.accounts.shelf import NOON, account, source, state, transfer
from yingshang.core.accounts import errors
from yingshang.core.accounts.models import Account, Posting
from yingshang.core.accounts.queries import balances
from yingshang.core.accounts.services import credit, post
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_a_transfer_takes_from_one_and_gives_to_the_other_and_leaves_an_entry():
    a, b = account(10), account()
    (done,) = post([transfer(a, b, 4, reason="调拨")]).done
    assert (state(a), state(b)) == ((6, 0), (4, 0))
    (entry,) = entries_of([done.posting_id])
    assert entry.action == "account.post"
    assert entry.at == NOON
    assert entry.data["amount"] == 4
    assert entry.data["reason"] == "调拨"


def test_postings_balance():
    a, b = account(10), account(5)
    post([transfer(a, b, 4), transfer(b, a, 2), transfer(b, a, 7)])
    assert Account.objects.aggregate(total=Sum("balance"))["total"] == 0
    received = Posting.objects.filter(target=a).aggregate(n=Sum("amount"))["n"]
    given = Posting.objects.filter(source=a).aggregate(n=Sum("amount"))["n"]
    assert balances([a])[a].balance == received - given == 15


def test_what_a_row_brings_in_the_next_may_take_out():
    a, b, c = account(3), account(), account()
    outcome = post([transfer(a, b, 3), transfer(b, c, 2)])
    assert len(outcome.done) == 2
    assert [state(i)[0] for i in (a, b, c)] == [0, 1, 2]


def test_rows_are_served_in_order_until_nothing_is_left():
    a, b = account(5), account()
    rows = [transfer(a, b, n) for n in (3, 4, 2, 1)]
    outcome = post(rows, all_or_nothing=False)
    assert [d.row for d in outcome.done] == [0, 2]
    assert [(r.row, r.code) for r in outcome.refused] == [
        (1, "accounts.not_enough"), (3, "accounts.not_enough"),
    ]  # fmt: skip
    assert outcome.refused[0].error.data["available"] == 2
    assert state(a) == (0, 0)


def test_all_or_nothing_does_nothing_when_one_row_asks_too_much():
    a, b = account(5), account()
    with pytest.raises(errors.NotEnough):
        post([transfer(a, b, 3), transfer(a, b, 3)])
    assert (state(a), state(b)) == ((5, 0), (0, 0))


def test_only_a_source_credits():
    a, b = account(5), account()
    with pytest.raises(errors.NotASource):
        credit([transfer(a, b, 1)])
    credit([transfer(source(), b, 7)])
    assert state(b) == (7, 0)


def test_a_floor_below_zero_is_a_credit_line():
    a, b = account(0, floor=-3), account()
    outcome = post([transfer(a, b, 3), transfer(a, b, 1)], all_or_nothing=False)
    assert len(outcome.done) == 1
    assert outcome.refused[0].error.data["available"] == 0
    assert state(a) == (-3, 0)


@pytest.mark.parametrize("amount", [0, -1, 2**53])
def test_amounts_out_of_range_are_refused(amount):
    with pytest.raises(errors.AmountOutOfRange):
        post([transfer(source(), account(), amount)])


@pytest.mark.parametrize("key", ["x" * 121, "settle:mine"])
def test_bad_keys_are_refused(key):
    with pytest.raises(errors.BadKey):
        post([transfer(source(), account(), key=key)])


def test_accounts_must_exist_differ_and_count_the_same():
    a = account(5)
    rows = [
        transfer(a, new_id()),
        transfer(a, a),
        transfer(a, account(unit="fen")),
        transfer(a, account(place="230000")),
    ]
    assert [r.code for r in post(rows, all_or_nothing=False).refused] == [
        "accounts.no_such_account", "accounts.same_account", "accounts.differ", "accounts.differ",
    ]  # fmt: skip


def test_every_refusal_reads_in_both_languages():
    for error in (
        errors.NotEnough(amount=3, available=2, unit="box"),
        errors.KeyReused(key="k"),
        errors.ReservationEnded(key="k", state="expired"),
        errors.MoreThanReserved(key="k", reserved=2, amount=3),
    ):
        assert all("{" not in error.text(language) for language in ("zh-hans", "en"))
