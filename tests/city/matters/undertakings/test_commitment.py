"""Notification and commitment: fewer papers, decided on the spot, checked afterwards."""

from datetime import timedelta

import pytest

from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.models import Licence, Paper
from yingshang.city.matters.undertakings import credit
from yingshang.city.matters.undertakings.aftercheck.steps import (
    CheckStep,
    report_correction,
    step_after,
    take_check_step,
)
from yingshang.city.matters.undertakings.choices import problems_in
from yingshang.city.matters.undertakings.errors import (
    AlreadyRepaired,
    CreditMissing,
    NotOffered,
    NotYoursToRepair,
    TextChanged,
)
from yingshang.city.matters.undertakings.models import BadCredit, Kind, Undertaking
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case

pytestmark = pytest.mark.django_db


def decided(kitchen, **more):
    case = kitchen.promised(Kind.COMMITMENT, **more)
    kitchen.step(case, "decide_on_undertaking")
    return case


def check(kitchen, case, *steps, who="approver"):
    found = kitchen.aftercheck(case)
    for step, more in steps:
        row = CheckStep(found.pk, step, **more)
        take_check_step(row, user=kitchen.cast[who], at=kitchen.later())
    found.refresh_from_db()
    return found


def found(finding, **more):
    return (step_after(finding), {"reason": "核查记录（示例）", **more})


STARTED = ("start_check", {"mode": "online"})
CONFIRMED = ("confirm_false", {"reason": "证据确凿（示例）", "legal_basis": "示例依据"})


def false_promise(kitchen):
    case = decided(kitchen)
    check(kitchen, case, STARTED, found("虚假"), CONFIRMED)
    return case


def test_a_commitment_replaces_papers_and_is_decided_on_the_spot(kitchen):
    draft = kitchen.draft()
    kitchen.choose(draft, Kind.COMMITMENT, is_published=True)
    assert kitchen.upload(draft) == ["lease_contract"]
    case = kitchen.submitted(draft)
    row = kitchen.undertaking(case)
    assert (row.kind, row.state, row.is_published) == ("commitment", "open", True)
    assert row.data["told"] == ["commitment_guide 2022-1", "checking_rule 2022-1"]
    kitchen.step(case, "decide_on_undertaking")
    assert case.state in {"granted", "delivered"}
    assert Licence.objects.get(case=case).state == "valid"
    assert Paper.objects.filter(case=case, kind="decision").exists()
    after = kitchen.aftercheck(case)
    assert (after.kind, after.state, after.office_id) == ("aftercheck", "to_check", case.office_id)
    assert after.commitments.get().clock == "check"
    assert [e.action for e in entries_of([row.pk])] == ["undertaking.sign"]


def test_without_a_commitment_nothing_is_decided_on_the_spot(kitchen):
    case = kitchen.submitted(kitchen.draft(premises="owned"))
    with pytest.raises(StepRefused) as refused:
        kitchen.step(case, "decide_on_undertaking")
    assert refused.value.code == "matters.no_commitment"


def test_a_true_promise_closes_its_check_and_is_kept(kitchen):
    case = decided(kitchen)
    after = check(kitchen, case, STARTED, found("属实"))
    assert (after.state, after.closed_at is not None) == ("true", True)
    assert kitchen.undertaking(case).state == "kept"
    assert Licence.objects.get(case=case).state == "valid"
    assert after.commitments.get().met_at is not None


def test_a_check_on_site_is_made_by_two_officers_of_the_office(kitchen):
    case = decided(kitchen)
    alone = ("start_check", {"mode": "site", "officers": (str(kitchen.cast["approver"].pk),)})
    with pytest.raises(StepRefused) as refused:
        check(kitchen, case, alone)
    assert refused.value.code == "matters.two_check_on_site"


def test_what_is_not_as_promised_is_corrected_by_a_date_and_the_licence_comes_back(kitchen):
    case = decided(kitchen)
    after = check(kitchen, case, STARTED, found("不符", suspends=True))
    row = kitchen.undertaking(case)
    assert (after.state, row.state) == ("correcting", "open")
    assert row.due_at > kitchen.now
    assert Licence.objects.get(case=case).state == "suspended"
    passing = (step_after("不符", correction="合格"), {"reason": "已整改"})
    with pytest.raises(StepRefused):  # nothing was reported, and the time still runs
        check(kitchen, case, passing)
    report_correction(after.pk, "已补齐设施", user=kitchen.owner, at=kitchen.later())
    assert check(kitchen, case, passing).state == "passed"
    assert kitchen.undertaking(case).state == "kept"
    assert Licence.objects.get(case=case).state == "valid"
    assert not BadCredit.objects.exists()


def test_what_stays_uncorrected_is_revoked_without_a_credit_record(kitchen):
    case = decided(kitchen)
    check(kitchen, case, STARTED, found("不符"))
    kitchen.later(days=40)
    step = step_after("不符", correction="不合格")
    with pytest.raises(StepRefused):  # a revocation names its legal basis
        check(kitchen, case, (step, {"reason": "逾期未改"}))
    more = {"reason": "逾期未改", "legal_basis": "示例依据"}
    assert check(kitchen, case, (step, more)).state == "revoked"
    assert kitchen.undertaking(case).state == "revoked"
    assert Licence.objects.get(case=case).state == "revoked"
    assert not BadCredit.objects.exists()


def test_a_false_promise_is_revoked_recorded_and_bars_until_it_is_repaired(kitchen):
    case = false_promise(kitchen)
    assert Licence.objects.get(case=case).state == "revoked"
    record = BadCredit.objects.get()
    assert (record.kind, record.party_id) == ("false", kitchen.firm.pk)
    draft = kitchen.draft()
    with pytest.raises(NotOffered) as refused:
        kitchen.choose(draft, Kind.COMMITMENT)
    assert "信用修复前不适用" in refused.value.text("zh-hans")
    assert not any(way.ruling.is_allowed for way in kitchen.ways(draft))
    with pytest.raises(CreditMissing):
        credit.ask_repair(record.pk, "已改正", user=kitchen.cast["citizen"], at=kitchen.later())
    credit.ask_repair(record.pk, "已改正", user=kitchen.owner, at=kitchen.later())
    with pytest.raises(CreditMissing):
        decide(kitchen, record, who="tax")
    with pytest.raises(NotYoursToRepair):
        decide(kitchen, record, who="clerk")
    decide(kitchen, record, repairs=False)
    credit.ask_repair(record.pk, "已改正，附证据", user=kitchen.owner, at=kitchen.later())
    decide(kitchen, record)
    with pytest.raises(AlreadyRepaired):
        decide(kitchen, record)
    assert kitchen.choose(draft, Kind.COMMITMENT).kind == "commitment"
    acts = [e.action for e in entries_of([record.pk])]
    assert acts == ["credit.enter", "credit.ask_repair", "credit.decline_repair",
                    "credit.ask_repair", "credit.repair"]  # fmt: skip


def decide(kitchen, record, *, repairs=True, who="approver"):
    credit.decide_repair(
        record.pk, repairs=repairs, reason="已核实", user=kitchen.cast[who], at=kitchen.later()
    )


def test_who_falls_on_the_register_after_signing_is_not_decided_on_the_spot(kitchen):
    signed = kitchen.promised(Kind.COMMITMENT)
    false_promise(kitchen)
    with pytest.raises(StepRefused) as refused:
        kitchen.step(signed, "decide_on_undertaking")
    assert refused.value.code == "matters.barred"


def test_an_agent_needs_express_authority_to_promise(kitchen):
    draft = kitchen.draft()
    ways = {way.kind: way for way in kitchen.ways(draft, "agent")}
    assert not ways[Kind.COMMITMENT].ruling.is_allowed
    assert ways[Kind.CONDITIONAL].ruling.is_allowed


def test_words_that_changed_after_they_were_read_are_not_signed(kitchen):
    draft = kitchen.draft()
    choice = kitchen.choose(draft, Kind.COMMITMENT)
    assert problems_in(planned(draft, at=kitchen.now)) == []
    draft.choices.filter(pk=choice.pk).update(text_hash="0" * 64)
    (problem,) = problems_in(planned(draft, at=kitchen.now))
    assert isinstance(problem, TextChanged)
    assert problem.field == "promise.food_business_licence"


def test_one_review_takes_several_promises_each_with_its_own_date_and_check(kitchen):
    case = kitchen.promised(Kind.PROMISE)
    assert Undertaking.objects.filter(case=case).count() == 3
    for name in ("accept", "handle", "review", "grant"):
        kitchen.step(case, name)
    rows = list(Undertaking.objects.filter(case=case).order_by("due_at"))
    assert [row.code.partition(".")[2] for row in rows] == [
        "staff_health", "kitchen_waste", "open_kitchen",
    ]  # fmt: skip
    assert len({row.due_at.date() for row in rows}) == 3
    checks = Case.objects.filter(kind="aftercheck").order_by("commitments__due_at")
    assert [c.pk for c in checks] == [row.aftercheck_id for row in rows]
    dues = [c.commitments.get().due_at for c in checks]
    assert all(due > row.due_at + timedelta(days=50) for due, row in zip(dues, rows, strict=True))
