"""A run from the opening to the end, by the people who may, each step in its turn."""

import pytest
from django.db import transaction

from tests.city.benefits.desk import (
    PAYABLE,
    RAISED_ON,
    SPRING,
    code,
    due_fen,
    due_firms,
)
from tests.city.benefits.runs.story import listed, released
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.queries import standing_of
from yingshang.city.benefits.runs import closing
from yingshang.city.benefits.runs.models import Entitlement
from yingshang.core.cases.types import StepRefused


def test_the_list_holds_whoever_the_rule_finds_with_what_it_gives(desk):
    run = listed(desk)
    rows = Entitlement.objects.filter(run=run).values_list("credit_code", "amount_fen")
    assert dict(rows) == {code(n): due_fen(n) for n in due_firms()}
    assert run.total_fen == sum(due_fen(n) for n in due_firms())
    assert run.counts["eligible"] == PAYABLE
    assert run.case.state == "listed"


def test_the_released_money_is_set_aside_for_each_firm_once(desk):
    run = released(desk)
    case = run.case
    case.refresh_from_db()
    assert case.state == "paying"
    standing = standing_of(run)
    assert {state: one.count for state, one in standing.items()} == {"released": PAYABLE}
    assert standing["released"].fen == run.total_fen


def test_what_is_under_way_keeps_the_run_open(desk):
    run = released(desk)
    with pytest.raises(StepRefused) as refused, transaction.atomic():
        closing.close(run.pk, user=desk.payer, at=desk.later())
    assert refused.value.code == "benefits.payments_under_way"
    Payment.objects.filter(run=run).update(state="paid", paid_at=desk.now)
    closing.close(run.pk, user=desk.payer, at=desk.later())
    run.refresh_from_db()
    report = run.counts["report"]
    assert report["payments"] == {"paid": {"firms": PAYABLE, "fen": run.total_fen}}
    assert report["list"] == run.list_hash


def test_a_later_instalment_pays_the_difference_and_only_that(desk):
    first = released(desk)
    desk.now = SPRING.replace(month=6, day=1)
    second = listed(desk, on=RAISED_ON)
    rows = Entitlement.objects.filter(run=second).order_by("credit_code")
    large = [n for n in due_firms() if due_fen(n) != due_fen(n, on=RAISED_ON)]
    assert [(r.credit_code, r.full_fen, r.before_fen, r.amount_fen) for r in rows] == sorted(
        (code(n), due_fen(n, on=RAISED_ON), due_fen(n), due_fen(n, on=RAISED_ON) - due_fen(n))
        for n in large
    )
    assert large
    assert (first.instalment, second.instalment) == (1, 2)
