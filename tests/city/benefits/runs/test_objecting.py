"""Objections, strikes and waivers: who may, until when, and what they do to the list."""

from uuid import uuid4

import pytest
from django.db import transaction

from tests.cast import mandate
from tests.city.benefits.desk import UNKNOWN, code, due_fen, due_firms, hand_in
from tests.city.benefits.runs.story import fresh, listed, ordered, published
from yingshang.city.benefits.runs import closing, ordering, publishing, reviewing
from yingshang.city.benefits.runs.errors import (
    CannotRestore,
    NothingPublished,
    NotOnTheList,
    ObjectionsClosed,
    ReasonMissing,
)
from yingshang.city.benefits.runs.models import Entitlement, Objection
from yingshang.city.benefits.runs.objecting import Raised, decide, object_to
from yingshang.city.benefits.runs.queries import explained
from yingshang.city.benefits.runs.rechecking import recheck
from yingshang.city.benefits.runs.waiving import waive
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case, Commitment

WHO = {"name": "示例来人", "phone": "13800000000"}


def said(n: int, wish: str = "strike") -> Raised:
    return Raised(uuid4(), code(n), wish, "与事实不符", **WHO)


def raised(desk, run, n: int, wish: str = "strike") -> Case:
    return object_to(run.pk, said(n, wish), user=None, at=desk.later())


def state_of(run, n: int) -> str:
    return Entitlement.objects.get(run=run, credit_code=code(n)).state


def test_an_upheld_objection_takes_the_firm_off_and_what_is_due_shrinks(desk):
    run = published(desk)
    case = raised(desk, run, 1)
    promise = Commitment.objects.get(case=case, clock="objection")
    assert promise.due_at > desk.now
    decide(case.pk, upholds=True, answer="属实", user=desk.chief, at=desk.later())
    assert state_of(run, 1) == "struck"
    assert fresh(run).total_fen == sum(due_fen(n) for n in due_firms()) - due_fen(1)
    promise.refresh_from_db()
    assert promise.met_at is not None


def test_who_confirmed_the_list_does_not_decide_the_objection(desk):
    run = published(desk)
    case = raised(desk, run, 1)
    with pytest.raises(StepRefused) as refused, transaction.atomic():
        decide(case.pk, upholds=True, answer="属实", user=desk.reviewer, at=desk.later())
    assert refused.value.code == "benefits.confirmed_it"
    assert state_of(run, 1) == "candidate"


def test_a_struck_firm_is_restored_and_one_the_rule_gives_nothing_is_not(desk):
    run = listed(desk)
    reviewing.strike(run.pk, code(2), reason="误认", user=desk.reviewer, at=desk.later())
    reviewing.confirm(run.pk, user=desk.reviewer, at=desk.later())
    publishing.publish(run.pk, user=desk.chief, at=desk.later())
    case = raised(desk, run, 2, "restore")
    decide(case.pk, upholds=True, answer="误剔", user=desk.chief, at=desk.later())
    assert state_of(run, 2) == "candidate"
    assert fresh(run).total_fen == sum(due_fen(n) for n in due_firms())
    (unknown,) = UNKNOWN
    other = raised(desk, run, unknown, "restore")
    with pytest.raises(CannotRestore), transaction.atomic():
        decide(other.pk, upholds=True, answer="应当有", user=desk.chief, at=desk.later())
    other.refresh_from_db()
    assert other.state == "raised"


def test_the_same_objection_twice_is_one(desk):
    run, once = published(desk), said(1)
    first = object_to(run.pk, once, user=None, at=desk.later())
    again = object_to(run.pk, once, user=None, at=desk.later())
    assert first.pk == again.pk
    assert Objection.objects.count() == 1


def test_objections_end_with_the_notice_and_an_open_one_keeps_it_open(desk):
    run = published(desk)
    with pytest.raises(StepRefused) as early, transaction.atomic():
        publishing.end_notice(run.pk, user=desk.chief, at=desk.later())
    assert early.value.code == "benefits.notice_runs"
    case = raised(desk, run, 1)
    desk.later(days=9)
    with pytest.raises(ObjectionsClosed):
        object_to(run.pk, said(3), user=None, at=desk.now)
    assert publishing.end_due_notices(at=desk.now) == 0
    decide(case.pk, upholds=False, answer="查无此事", user=desk.chief, at=desk.later())
    assert publishing.end_due_notices(at=desk.later()) == 1
    assert fresh(run).case.state == "settled"
    with pytest.raises(NothingPublished):
        object_to(run.pk, said(3), user=None, at=desk.now)


def test_five_working_days_of_notice_leave_out_the_weekend(desk):
    run = published(desk)
    due = Commitment.objects.get(case=run.case, clock="public_notice").due_at
    assert (due.date() - desk.now.date()).days == 6  # Saturday 7 May is worked, Sunday is not


def test_a_firm_gives_up_until_the_money_is_ordered(desk):
    for n in (1, 2):
        mandate(desk.firm(n), desk.owner.person)
        desk.firm(n).mandates_given.update(valid_from=desk.now)
    run = published(desk)
    rows = {n: Entitlement.objects.get(run=run, credit_code=code(n)) for n in (1, 2)}
    waive(rows[1].pk, user=desk.owner, at=desk.later())
    assert state_of(run, 1) == "waived"
    publishing.end_notice(run.pk, user=desk.chief, at=desk.later(days=9))
    ordering.order(run.pk, user=desk.chief, at=desk.later())
    with pytest.raises(NotOnTheList):
        waive(rows[2].pk, user=desk.owner, at=desk.later())
    assert fresh(run).total_fen == sum(due_fen(n) for n in due_firms()) - due_fen(1)


def test_the_payer_returns_a_list_and_it_is_reviewed_anew(desk):
    run = ordered(desk)
    ordering.refuse(run.pk, reason="账户名称不符", user=desk.payer, at=desk.later())
    assert fresh(run).case.state == "listed"
    assert set(Entitlement.objects.filter(run=run).values_list("state", flat=True)) == {"candidate"}


def test_a_run_is_void_before_the_release_and_the_next_one_may_be_opened(desk):
    run = ordered(desk)
    ordering.fund(run.pk, user=desk.payer, at=desk.later())
    with pytest.raises(ReasonMissing):
        closing.void(run.pk, reason=" ", user=desk.chief, at=desk.later())
    closing.void(run.pk, reason="数据有误", user=desk.chief, at=desk.later())
    assert fresh(run).is_void
    assert Case.objects.get(parent_id=run.pk).state == "void"
    again = listed(desk)
    assert again.instalment == 1
    assert again.total_fen == run.total_fen


def test_a_firm_that_was_left_out_is_listed_once_its_data_are_put_right(desk, tmp_path):
    run, (left_out,) = published(desk), UNKNOWN
    case = raised(desk, run, left_out, "restore")
    hand_in(
        tmp_path, "credit_lists", "统一社会信用代码,僵尸企业,严重失信",
        [f"{code(left_out)},否,否"], as_of=desk.now.date(),
    )  # fmt: skip
    decide(case.pk, upholds=True, answer="数据已更正", user=desk.chief, at=desk.later())
    row = Entitlement.objects.get(run=run, credit_code=code(left_out))
    assert (row.state, row.amount_fen) == ("candidate", due_fen(left_out))
    assert fresh(run).total_fen == sum(due_fen(n) for n in due_firms()) + due_fen(left_out)
    assert explained(run, code(left_out)).answer.amount_fen == due_fen(left_out)
    assert recheck(fresh(run)).holds
    Entitlement.objects.filter(pk=row.pk).update(
        full_fen=row.full_fen + 1, amount_fen=row.amount_fen + 1
    )
    assert [one.credit_code for one in recheck(fresh(run)).differing] == [code(left_out)]
