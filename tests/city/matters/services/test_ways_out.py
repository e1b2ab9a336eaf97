"""What can go otherwise: correction, refusal, withdrawal, silence, pauses, extension."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, Cast
from tests.core.cases.factory import opening
from yingshang.city.matters import applicants, clockwork
from yingshang.city.matters.desk import (
    DeskStep,
    EndNeeded,
    NotASpecialProcedure,
    NothingToCorrect,
    take_step,
    take_steps,
)
from yingshang.city.matters.models import Paper
from yingshang.core.access.doors import CaseMissing
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import StepRefused
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import due_of, extensions_of, pauses_of
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, Notice

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
BASIS = "《市场主体登记管理条例》第十九条"


def registration(town):
    return town.member(town.signed(), "company_registration")


def permit(cast, at=NOW):
    """A food licence, which is a permit: the licensing law's defaults hold."""
    row = opening(cast, code="food_business_licence", at=at)
    open_cases([row])
    return Case.objects.get(pk=row.case_id)


def test_a_deficiency_notice_names_everything_and_the_case_comes_back_by_resubmitting(town):
    case = registration(town)
    town.step(case, "ask_correction", "clerk", points=("章程缺第三页", "住所门牌号不全"))
    notice = Paper.objects.get(case=case, kind="deficiency_notice")
    assert notice.body["points"] == ["章程缺第三页", "住所门牌号不全"]
    told = Notice.objects.get(template="correction_asked")
    assert told.recipient_id == case.party_id
    applicants.resubmit(
        case.pk, {"company_address": "湘潭市岳塘区示例路 2 号"}, user=town.cast["owner"],
        at=town.later(),
    )  # fmt: skip
    case.refresh_from_db()
    assert case.state == "received"


def test_an_empty_deficiency_notice_is_refused(town):
    case = registration(town)
    with pytest.raises(NothingToCorrect):
        town.step(case, "ask_correction", "clerk", points=("  ",))


def test_a_refused_registration_ends_all_that_needed_it_and_nothing_else(town):
    case = registration(town)
    for name, who in (("accept", "clerk"), ("handle", "approver")):
        town.step(case, name, who)
    town.step(case, "refuse", "approver", reason="名称与住所不符合规定", legal_basis=BASIS)
    bundle = case.parent
    assert set(town.states(bundle).values()) == {"refused", "terminated"}
    bundle.refresh_from_db()
    assert bundle.state == "partly_done"


def test_one_refused_member_stops_only_those_that_depend_on_it(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    tax = town.member(bundle, "invoice_first_issue")
    for name, who in (("accept", "tax"), ("handle", "tax")):
        town.step(tax, name, who)
    basis = tax.item.body["legal_basis"][0]["law"]
    town.step(tax, "refuse", "tax", reason="示例理由", legal_basis=basis)
    for _ in range(3):
        town.exchange()
    states = town.states(bundle)
    assert states.pop("invoice_first_issue") == "refused"
    assert set(states.values()) == {"delivered", "done"}
    bundle.refresh_from_db()
    assert bundle.state == "partly_done"


def test_withdrawing_the_bundle_withdraws_what_is_not_decided(town):
    bundle = town.signed()
    applicants.withdraw(bundle.pk, user=town.cast["owner"], at=town.later())
    assert set(town.states(bundle).values()) == {"withdrawn"}
    running = Commitment.objects.filter(case__parent=bundle, met_at=None, cancelled_at=None)
    assert not running.exists()


def test_a_stranger_cannot_withdraw_and_learns_nothing(town):
    bundle = town.signed()
    with pytest.raises(CaseMissing):
        applicants.withdraw(bundle.pk, user=town.cast["citizen"], at=town.now)


def test_silence_accepts_a_permit_as_of_the_day_of_receipt():
    case = permit(Cast(), NOW)
    intake = Commitment.objects.get(case=case, clock="intake")
    assert intake.budget == 5
    assert clockwork.deem_accepted(at=intake.due_at - timedelta(minutes=1)) == 0
    late = intake.due_at + timedelta(minutes=1)
    assert clockwork.deem_accepted(at=late) == 1
    case.refresh_from_db()
    assert case.state == "accepted"
    promised = Commitment.objects.get(case=case, clock="promised")
    assert promised.started_at == NOW
    entry = entries_of([case.pk])[1]
    assert (entry.action, entry.actor_kind, entry.at) == ("matter.deem_accepted", "system", late)
    assert clockwork.deem_accepted(at=late) == 0


def test_silence_accepts_nothing_where_no_law_says_so(town):
    case = registration(town)
    assert not Commitment.objects.filter(case=case, clock="intake").exists()
    assert clockwork.deem_accepted(at=town.now + timedelta(days=60)) == 0


def accepted_permit():
    cast = Cast()
    case = permit(cast)
    take_step(DeskStep(case.pk, "accept"), user=cast.approver, at=NOW)
    return case, cast.approver


def test_only_the_eight_procedures_stop_the_clock_and_need_an_announced_end():
    case, officer = accepted_permit()
    with pytest.raises(NotASpecialProcedure):
        take_step(
            DeskStep(case.pk, "suspend", procedure="site_visit", reason="踏勘"), user=officer,
            at=NOW,
        )  # fmt: skip
    with pytest.raises(EndNeeded):
        take_step(
            DeskStep(case.pk, "suspend", procedure="testing", reason="检测"), user=officer,
            at=NOW,
        )  # fmt: skip


def test_a_pause_moves_the_due_dates_and_says_why():
    case, officer = accepted_permit()
    before = dict(Commitment.objects.filter(case=case).values_list("clock", "due_at"))
    start = datetime(2026, 11, 25, 9, tzinfo=SHANGHAI)
    end = datetime(2026, 11, 27, 16, tzinfo=SHANGHAI)
    take_step(
        DeskStep(case.pk, "suspend", procedure="testing", reason="检测", expected_end=end),
        user=officer, at=start,
    )  # fmt: skip
    with pytest.raises(StepRefused):
        take_step(DeskStep(case.pk, "grant"), user=officer, at=start)
    take_step(DeskStep(case.pk, "resume"), user=officer, at=end)
    for commitment in Commitment.objects.filter(case=case, met_at=None, cancelled_at=None):
        assert commitment.due_at > before[commitment.clock]
        assert commitment.original_due_at == before[commitment.clock]
        due = due_of(
            work_clock(case.place), commitment, pauses_of([case.pk])[case.pk],
            extensions_of([case.pk]).get((case.pk, commitment.clock), ()), at=end,
        )  # fmt: skip
        assert due.at == commitment.due_at
        assert any("检测" in line for line in due.trace.lines("zh-hans"))


def test_a_batch_of_officers_steps_reports_each_refusal(town):
    case = registration(town)
    outcome = take_steps(
        [DeskStep(case.pk, "accept"), DeskStep(case.parent_id, "accept")],
        user=town.cast["clerk"], at=town.now, all_or_nothing=False,
    )  # fmt: skip
    assert [row.state for row in outcome.moved] == ["accepted"]
    assert [row.code for row in outcome.refused] == ["cases.no_such_step"]


def test_an_office_that_lets_a_case_lie_does_not_move_the_bundles_promise(town):
    bundle = town.signed()
    promise = bundle.commitments.get(clock="promised")
    town.later(days=8)
    town.step(town.member(bundle, "company_registration"), "claim", "clerk")
    promise.refresh_from_db()
    assert promise.due_at == promise.original_due_at


def test_the_time_of_a_correction_moves_the_bundles_date_and_keeps_the_first(town):
    case = registration(town)
    town.step(case, "ask_correction", "clerk", points=("章程缺第三页",))
    town.later(days=8)
    applicants.resubmit(
        case.pk, {"business_scope": "食品销售"}, user=town.cast["owner"], at=town.now
    )
    promise = case.parent.commitments.get(clock="promised")
    assert promise.due_at > promise.original_due_at
