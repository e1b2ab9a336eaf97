"""Steps that would hide a broken promise, or hand over what is not there."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tests.city.matters.services.story import Town
from tests.core.cases.factory import opening
from yingshang.city.matters import applicants, clockwork
from yingshang.city.matters.applications.planning import held_of
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Licence
from yingshang.city.matters.progress import go_on
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case, Commitment, Message

pytestmark = pytest.mark.django_db


def refused(town: Town, case: Case, step: str, who: str, **more: object) -> str:
    with pytest.raises(StepRefused) as error:
        town.step(case, step, who, **more)
    return error.value.code


def test_nothing_is_delivered_before_the_register_has_answered(town):
    bundle = town.signed()
    case = town.member(bundle, "company_registration")
    town.granted(case, "clerk", "approver")
    assert refused(town, case, "deliver", "clerk") == "matters.no_result_yet"
    town.exchange()
    assert town.member(bundle, "seal_making").state != "waiting"


def test_time_that_has_run_out_is_not_extended(town):
    case = town.member(town.signed(), "company_registration")
    town.step(case, "accept", "clerk")
    due = Commitment.objects.get(case=case, clock="statutory").due_at
    town.now = due + timedelta(minutes=1)
    late = refused(town, case, "extend", "head", reason="人手不足")
    assert late == "matters.too_late_to_extend"
    assert Commitment.objects.get(case=case, clock="statutory").due_at == due


def test_after_the_time_to_answer_only_the_clock_accepts_and_from_the_day_of_receipt():
    cast = Cast()
    row = opening(cast, code="food_business_licence")
    open_cases([row])
    at = Commitment.objects.get(case_id=row.case_id).due_at + timedelta(minutes=1)
    for step, more in (
        ("accept", {}),
        ("ask_correction", {"points": ("缺图",)}),
        ("refuse_acceptance", {"reason": "不具备条件", "legal_basis": "《食品安全法》第三十五条"}),
    ):
        with pytest.raises(StepRefused) as error:
            take_step(DeskStep(row.case_id, step, **more), user=cast.clerk, at=at)
        assert error.value.code == "matters.accepted_by_silence"
    assert clockwork.deem_accepted(at=at) == 1
    assert Commitment.objects.get(case_id=row.case_id, clock="statutory").started_at == NOW


def test_claiming_a_case_does_not_send_it_to_its_register_again(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    case = town.member(bundle, "social_insurance_enrolment")
    sent = Message.objects.filter(case_id=case.pk, direction="out")
    assert (case.state, sent.count()) == ("received", 1)
    town.step(case, "claim", "social")
    town.step(case, "transfer", "social", reason="转给同事")
    assert sent.count() == 1


def test_a_corrected_case_is_sent_to_its_register_anew(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    case = town.member(bundle, "social_insurance_enrolment")
    town.step(case, "ask_correction", "social", points=("参保人数与名册不符",))
    applicants.resubmit(case.pk, {}, user=town.cast["owner"], at=town.later())
    assert Message.objects.filter(case_id=case.pk, direction="out").count() == 2


def test_a_bundles_promise_is_not_kept_by_a_decision_whose_result_is_missing(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    blocking = Case.objects.filter(parent=bundle, closed_at__isnull=True)
    blocking.update(state="granted")
    Case.objects.filter(parent=bundle, kind="errand").update(state="ordered")
    Case.objects.filter(parent=bundle, item__code="seal_making").update(state="done")
    go_on({bundle.pk}, at=town.later())
    promised = Commitment.objects.get(case=bundle, clock="promised")
    assert promised.met_at is None


def test_a_licence_that_has_run_out_is_not_taken_as_held(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    assert "business_licence" in held_of(bundle.party, at=town.now).materials
    Licence.objects.filter(kind="business_licence").update(valid_until=NOW.date())
    assert "business_licence" not in held_of(bundle.party, at=NOW + timedelta(days=2)).materials
