"""Conditional acceptance: accepted with a gap, the result only once it is filled."""

import io
from datetime import timedelta

import pytest

from tests.cast import PLACE
from yingshang.city.matters.applicants import withdraw
from yingshang.city.matters.applications import materials
from yingshang.city.matters.clockwork import deem_accepted
from yingshang.city.matters.models import Licence
from yingshang.city.matters.undertakings import gaps
from yingshang.city.matters.undertakings.errors import (
    GapNotFilled,
    NothingLacking,
    NotOffered,
    UndertakingMissing,
)
from yingshang.city.matters.undertakings.models import BadCredit, Kind
from yingshang.city.matters.undertakings.supplying import (
    LatePromise,
    gap_of,
    promise_at_correction,
    supply,
    way_at_correction,
)
from yingshang.core.access.doors import CaseMissing
from yingshang.core.cases.types import StepRefused
from yingshang.core.documents.formats import Format
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Document
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.django_db
LEASE = "lease_contract"


def with_gap(kitchen):
    return kitchen.promised(Kind.CONDITIONAL, lacking=(LEASE,))


def accepted(kitchen):
    case = with_gap(kitchen)
    kitchen.step(case, "accept_conditionally", "clerk")
    return case


def document(kitchen, case):
    return store(
        io.BytesIO(illustrative_pdf(LEASE)), name="lease.pdf", kind=LEASE, owner=case.party,
        place=PLACE, origin=Document.Origin.APPLICANT, actor=Actor.user(kitchen.owner.pk),
        at=kitchen.now, allowed=[Format.PDF], max_size_bytes=1_000_000,
    )  # fmt: skip


def supplied(kitchen, case, who="client"):
    given = [(LEASE, document(kitchen, case).pk)]
    supply(case.pk, given, user=kitchen.cast[who], at=kitchen.later())


def test_a_gap_is_promised_accepted_filled_and_only_then_the_result_is_issued(kitchen):
    case = with_gap(kitchen)
    with pytest.raises(StepRefused) as refused:
        kitchen.step(case, "accept", "clerk")
    assert refused.value.code == "matters.gap_promised"
    kitchen.step(case, "accept_conditionally", "clerk")
    row = kitchen.undertaking(case)
    assert row.data["materials"] == [LEASE]
    assert row.due_at > kitchen.now + timedelta(days=5)
    kitchen.step(case, "handle")
    kitchen.step(case, "review")
    with pytest.raises(StepRefused) as refused:
        kitchen.step(case, "grant")
    assert refused.value.code == "matters.gap_open"
    with pytest.raises(GapNotFilled):
        supply(case.pk, [], user=kitchen.owner, at=kitchen.now)
    with pytest.raises(CaseMissing):
        supply(case.pk, [], user=kitchen.cast["citizen"], at=kitchen.now)
    supplied(kitchen, case)
    kitchen.step(case, "pass_gap")
    kitchen.step(case, "grant")
    assert kitchen.undertaking(case).state == "kept"
    assert Licence.objects.filter(case=case).exists()
    assert not BadCredit.objects.exists()


def test_a_gap_that_is_not_filled_in_time_ends_the_case_and_bars_the_party(kitchen):
    case = accepted(kitchen)
    due = kitchen.undertaking(case).due_at
    assert gaps.lapse(at=due + timedelta(hours=1)) == 0  # the rule counts begun working days
    kitchen.now = due + timedelta(minutes=1)
    with pytest.raises(StepRefused):
        supplied(kitchen, case)
    assert gaps.lapse(at=due + timedelta(days=2)) == 1
    case.refresh_from_db()
    assert (case.state, kitchen.undertaking(case).state) == ("terminated", "broken")
    assert case.parent.state == "partly_done"
    assert BadCredit.objects.get().kind == "broken"
    assert gaps.lapse(at=due + timedelta(days=3)) == 0
    with pytest.raises(NotOffered):
        kitchen.choose(kitchen.draft(), Kind.CONDITIONAL, lacking=(LEASE,))


def test_what_came_in_time_is_not_the_applicants_fault_and_what_is_unfit_is(kitchen):
    case = accepted(kitchen)
    supplied(kitchen, case)
    assert gaps.lapse(at=kitchen.now + timedelta(days=60)) == 0
    kitchen.step(case, "fail_gap", reason="合同没有签字（示例）")
    assert (case.state, kitchen.undertaking(case).state) == ("terminated", "broken")
    assert BadCredit.objects.get().cause == "合同没有签字（示例）"


def test_a_paper_that_came_after_all_is_not_promised(kitchen):
    draft = kitchen.draft()
    kitchen.choose(draft, Kind.CONDITIONAL, lacking=(LEASE,))
    file = io.BytesIO(illustrative_pdf(LEASE))
    materials.upload(draft.pk, LEASE, file, name="l.pdf", user=kitchen.owner, at=kitchen.now)
    case = kitchen.submitted(draft)
    kitchen.step(case, "accept", "clerk")
    with pytest.raises(UndertakingMissing):
        gap_of(case)


def test_the_promise_may_come_with_the_correction(kitchen):
    case = kitchen.submitted(kitchen.draft(premises="owned"))
    assert way_at_correction(case, at=kitchen.now, user=kitchen.owner) is None
    case.parent.application.answers = {"premises": "rented"}
    case.parent.application.save()
    kitchen.step(case, "ask_correction", "clerk", points=("缺租赁合同",))
    way = way_at_correction(case, at=kitchen.now, user=kitchen.owner)
    late = LatePromise(case.pk, (LEASE,), way.words_for((LEASE,)).hash)
    with pytest.raises(NothingLacking):
        promise_at_correction(
            LatePromise(case.pk, (), late.text_hash), user=kitchen.owner, at=kitchen.now
        )
    promise_at_correction(late, user=kitchen.owner, at=kitchen.later())
    case.refresh_from_db()
    assert case.state == "received"
    kitchen.step(case, "accept_conditionally", "clerk")
    assert kitchen.undertaking(case).due_at is not None


def test_a_case_that_is_withdrawn_binds_nobody(kitchen):
    case = accepted(kitchen)
    withdraw(case.pk, user=kitchen.owner, at=kitchen.later())
    assert kitchen.undertaking(case).state == "cancelled"
    assert gaps.lapse(at=kitchen.now + timedelta(days=60)) == 0


def test_silence_accepts_a_case_with_a_gap_and_its_time_begins_then(kitchen):
    case = with_gap(kitchen)
    due = case.commitments.get(clock="intake").due_at
    assert deem_accepted(at=due + timedelta(minutes=1)) == 1
    assert gaps.begin_missing(at=due + timedelta(minutes=2)) == 1
    assert gaps.begin_missing(at=due + timedelta(minutes=3)) == 0
    assert kitchen.undertaking(case).due_at > due
