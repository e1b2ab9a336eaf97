"""A case moves only by a step that its table, its rows and its actor allow."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast
from tests.core.cases.factory import move, opening
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.models import Case
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import NumberTaken, StepRefused
from yingshang.core.commitments.models import Commitment
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def opened(cast, **more):
    row = opening(cast, **more)
    open_cases([row])
    return row.case_id


def refusal(moves):
    (refused,) = advance(moves, all_or_nothing=False).refused
    return refused


def test_a_case_is_numbered_by_prefix_month_and_order(cast):
    numbers = open_cases([opening(cast), opening(cast)])
    assert [n[:13] for n in numbers] == ["潭登记 2026-11-0"] * 2
    assert int(numbers[1][-6:]) == int(numbers[0][-6:]) + 1


def test_a_case_opened_twice_is_opened_once(cast):
    row = opening(cast)
    open_cases([row])
    with pytest.raises(NumberTaken):
        open_cases([row])


def test_accepting_starts_the_promised_and_the_statutory_clock(cast):
    case_id = opened(cast)
    (moved,) = advance([move(case_id, "accept", cast.clerk)]).moved
    assert (moved.state, moved.version) == ("accepted", 2)
    due = dict(Commitment.objects.filter(case_id=case_id).values_list("clock", "due_at"))
    assert set(due) == {"promised", "statutory"}
    assert due["promised"] < due["statutory"]


def test_every_act_stands_in_the_ledger_with_its_actor(cast):
    case_id = opened(cast)
    advance([move(case_id, "accept", cast.clerk)])
    opened_entry, accepted = entries_of([case_id])
    assert opened_entry.action == "case.open"
    assert accepted.action == "matter.accept"
    assert accepted.actor_id == cast.clerk.id
    assert accepted.data == {"from": "received", "to": "accepted", "version": 2}


def test_a_step_from_the_wrong_state_says_where_the_case_is(cast):
    refused = refusal([move(opened(cast), "grant", cast.approver)])
    assert refused.code == "cases.wrong_state"
    assert "已收件" in refused.sentence.text()
    assert "received" in refused.sentence.text("en")


def test_a_stale_page_gets_a_conflict(cast):
    case_id = opened(cast)
    advance([move(case_id, "accept", cast.clerk)])
    refused = refusal([move(case_id, "handle", cast.approver, expected_version=1)])
    assert refused.code == "cases.moved_on"


def test_a_stranger_and_a_colleague_of_another_office_may_not_act(cast):
    case_id = opened(cast)
    for user in (cast.stranger, cast.tax_approver, cast.owner):
        assert refusal([move(case_id, "accept", user)]).code == "cases.not_yours"


def test_a_post_that_ended_no_longer_counts(cast):
    case_id = opened(cast)
    cast.clerk.posts.update(valid_until=NOW - timedelta(days=1))
    assert refusal([move(case_id, "accept", cast.clerk)]).code == "cases.not_yours"


def test_an_agent_acts_within_her_scope_and_term_only(cast):
    case_id = opened(cast)
    agent = cast.agent
    assert refusal([move(case_id, "withdraw", agent)]).code == "cases.not_yours"
    agent.person.mandates_held.update(scope=["company_registration"])
    late = NOW + timedelta(days=31)
    assert refusal([move(case_id, "withdraw", agent, at=late)]).code == "cases.not_yours"
    assert advance([move(case_id, "withdraw", agent)]).moved


def test_an_approval_before_the_earlier_stages_is_refused(cast):
    case_id = opened(cast)
    advance([move(case_id, "accept", cast.clerk)])
    assert refusal([move(case_id, "grant", cast.approver)]).code == "matters.stage_open"
    advance([move(case_id, "handle", cast.approver)])
    assert advance([move(case_id, "grant", cast.approver)]).moved


def test_a_return_needs_its_reason(cast):
    case_id = opened(cast)
    advance([move(case_id, "accept", cast.clerk)])
    advance([move(case_id, "handle", cast.approver)])
    assert refusal([move(case_id, "send_back", cast.approver)]).code == "cases.reason_needed"


def test_all_or_nothing_does_nothing_when_one_row_is_refused(cast):
    good, bad = opened(cast), opened(cast)
    with pytest.raises(StepRefused):
        advance([move(good, "accept", cast.clerk), move(bad, "grant", cast.clerk)])
    assert Case.objects.get(id=good).state == "received"


def test_refusals_come_back_by_row_and_the_rest_is_done(cast):
    good = opened(cast)
    rows = [move(new_id(), "accept", cast.clerk), move(good, "accept", cast.clerk)]
    outcome = advance([*rows, move(good, "handle", cast.approver)], all_or_nothing=False)
    assert [m.case_id for m in outcome.moved] == [good]
    assert [(r.row, r.code) for r in outcome.refused] == [(0, "cases.missing"), (2, "cases.twice")]


def test_an_unknown_step_is_refused_by_name(cast):
    assert refusal([move(opened(cast), "fly", cast.clerk)]).code == "cases.no_such_step"


def test_a_final_state_closes_the_case_and_withdrawal_cancels_its_clocks(cast):
    case_id = opened(cast)
    advance([move(case_id, "accept", cast.clerk)])
    advance([move(case_id, "withdraw", cast.owner)])
    assert Case.objects.get(id=case_id).closed_at == NOW
    assert not Commitment.objects.filter(case_id=case_id, cancelled_at=None).exists()


def statements_for(cast, size):
    kinds = [opening(cast, code=code) for code in ("company_registration", "invoice_first_issue")]
    rows = [replace(kinds[n % 2], case_id=new_id()) for n in range(size)]
    with CaptureQueriesContext(connection) as opened_with:
        open_cases(rows)
    late = [n % 3 == 2 for n in range(size)]
    moves = [
        move(row.case_id, "terminate" if is_late else "accept", None if is_late else cast.clerk,
             reason="x")
        for row, is_late in zip(rows, late, strict=True)
    ]  # fmt: skip
    with CaptureQueriesContext(connection) as moved_with:
        assert len(advance(moves, all_or_nothing=False).moved) == size
    return len(opened_with), len(moved_with)


def test_the_number_of_statements_does_not_depend_on_the_batch(cast):
    _ = cast.clerk.id
    statements_for(cast, 100)  # what a process reads once
    counts = {size: statements_for(cast, size) for size in (3, 100, 10_000)}
    assert counts[100] == counts[10_000]
    opened_with, moved_with = counts[100]
    # Of a few, entry and content go in one; of many, what the rows share is looked up once more.
    assert counts[3] == (opened_with - 1, moved_with - 1)
    assert opened_with <= 8
    assert moved_with <= 20
