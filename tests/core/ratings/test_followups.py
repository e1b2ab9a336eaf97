"""A bad rating is followed up at the call-back desk, in time, by somebody who is not concerned."""

import pytest

from tests.cast import NOW, PLACE, login, serve
from tests.core.ratings.town import COMMENT
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role
from yingshang.core.cases.models import Case
from yingshang.core.cases.types import StepRefused
from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.parameters import ParameterMissing
from yingshang.core.commitments.models import Commitment
from yingshang.core.ratings.errors import NoCallBackDesk
from yingshang.core.ratings.followups import steps_open_to, take_followup_step
from yingshang.core.ratings.models import Rating
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate, rate_window
from yingshang.core.ratings.tickets import ticket_code
from yingshang.worktime import SHANGHAI

pytestmark = pytest.mark.django_db


@pytest.fixture
def followup(town):
    row = rate(town.case().pk, Opinion(2, ("slow",), COMMENT), user=town.owner, at=NOW)
    return row.followup_case_id


def step(town, case_id, name, *, user=None, reason="已核实"):
    return take_followup_step(case_id, name, user=user or town.caller, at=NOW, reason=reason).state


def clocks(case_id):
    rows = Commitment.objects.filter(case_id=case_id).order_by("started_at", "id")
    return [(row.clock, row.met_at is not None, row.cancelled_at is not None) for row in rows]


def test_a_bad_rating_opens_a_follow_up_at_the_service_centre_with_its_promises(town, followup):
    case = Case.objects.get(pk=followup)
    assert (case.kind, case.state, case.office.code) == ("followup", "opened", "service_centre")
    assert case.cause == f"rating:{Rating.objects.get().pk}"
    promises = {row.clock: row for row in case.commitments.all()}
    assert sorted(promises) == ["callback", "response"]
    response = promises["response"]
    assert (response.budget, response.unit, response.office) == (5, "working_day", case.office)
    due = response.due_at.astimezone(SHANGHAI)
    assert f"{due:%Y-%m-%d %H:%M}" == "2026-12-01 17:00"  # five working days after Tuesday


@pytest.mark.parametrize("grade", [3, 4, 5])
def test_other_grades_open_nothing(town, grade):
    rate(town.case().pk, Opinion(grade), user=town.owner, at=NOW)
    assert not Case.objects.filter(kind="followup").exists()


def test_who_left_no_name_is_owed_an_answer_and_no_call(town):
    service = town.window()
    row = rate_window(service.pk, Opinion(1), code=ticket_code(service.pk), at=NOW)
    assert clocks(row.followup_case_id) == [("response", False, False)]


def test_put_right_and_called_back(town, followup):
    assert step(town, followup, "verify") == "verifying"
    assert step(town, followup, "fix") == "fixed"
    assert ("response", True, False) in clocks(followup)
    assert step(town, followup, "call_back", reason="满意") == "closed_fixed"
    assert clocks(followup) == [("response", True, False), ("callback", True, False)]
    assert Case.objects.get(pk=followup).closed_at == NOW


def test_explained_and_nobody_reached(town, followup):
    step(town, followup, "verify")
    step(town, followup, "explain")
    assert step(town, followup, "unreached", reason="三次无人接听") == "closed_explained"
    assert ("callback", False, True) in clocks(followup)


def test_who_is_not_satisfied_at_the_call_is_answered_anew(town, followup):
    step(town, followup, "verify")
    step(town, followup, "fix")
    assert step(town, followup, "reopen", reason="仍未解决") == "verifying"
    assert sorted(clocks(followup)) == [
        ("callback", False, False),
        ("response", False, False),
        ("response", True, False),
    ]


def test_a_review_is_decided_by_somebody_else(town, followup):
    step(town, followup, "verify")
    step(town, followup, "ask_review", reason="评错了单位")
    with pytest.raises(StepRefused) as refused:
        step(town, followup, "reject")
    assert refused.value.code == "ratings.second_person"
    assert step(town, followup, "reject", user=town.supervisor, reason="评错") == "rejected"
    assert step(town, followup, "call_back", reason="已告知") == "closed_rejected"


def test_a_review_may_uphold_the_rating(town, followup):
    step(town, followup, "verify")
    step(town, followup, "ask_review")
    assert step(town, followup, "uphold", user=town.supervisor) == "verifying"


def test_an_outcome_says_what_was_done(town, followup):
    step(town, followup, "verify")
    with pytest.raises(StepRefused) as refused:
        step(town, followup, "fix", reason="  ")
    assert refused.value.code == "cases.reason_needed"


def test_a_call_back_before_an_outcome_is_refused(town, followup):
    with pytest.raises(StepRefused) as refused:
        step(town, followup, "call_back")
    assert refused.value.code == "cases.no_such_step"


@pytest.mark.parametrize("who", ["rated_officer", "clerk", "owner", "stranger"])
def test_nobody_else_takes_a_step_or_learns_of_it(town, followup, who):
    with pytest.raises(CaseMissing):
        step(town, followup, "verify", user=getattr(town, who))
    assert Case.objects.get(pk=followup).state == "opened"


def test_who_serves_at_the_rated_office_stands_aside(town, followup):
    serve(town.caller, town.office("market_regulation"), Role.HANDLER)
    with pytest.raises(StepRefused) as refused:
        step(town, followup, "verify")
    assert refused.value.code == "ratings.partial"


def test_the_clerk_of_a_rated_window_does_not_follow_it_up(town):
    service = town.window()
    row = rate_window(service.pk, Opinion(1), code=ticket_code(service.pk), at=NOW)
    serve(town.caller, town.office("service_centre"), Role.CLERK)
    with pytest.raises(StepRefused) as refused:
        step(town, row.followup_case_id, "verify")
    assert refused.value.code == "ratings.partial"


def test_steps_are_offered_by_state_and_role(town, followup):
    case = Case.objects.get(pk=followup)
    assert [s.name for s in steps_open_to(town.caller, case, at=NOW)] == ["verify"]
    assert steps_open_to(town.supervisor, case, at=NOW) == ()
    step(town, followup, "verify")
    case.refresh_from_db()
    names = [s.name for s in steps_open_to(town.caller, case, at=NOW)]
    assert names == ["fix", "list", "explain", "ask_review"]


def test_a_second_caller_does_not_take_over_silently(town, followup):
    step(town, followup, "verify")
    other = serve(login("second", "另一回访员"), town.office("service_centre"), Role.CALLBACK)
    with pytest.raises(StepRefused) as refused:
        step(town, followup, "verify", user=other)
    assert refused.value.code == "cases.wrong_state"


def test_without_a_parameter_or_a_desk_a_bad_rating_says_what_is_missing(town):
    case = town.case()
    centre = Item.objects.filter(place=PLACE, kind="office", code="service_centre")
    centre.update(is_current=False)
    with pytest.raises(NoCallBackDesk):
        rate(case.pk, Opinion(1), user=town.owner, at=NOW)
    centre.update(is_current=True)
    Item.objects.filter(code="bad_rating_response").update(is_current=False)
    with pytest.raises(ParameterMissing):
        rate(case.pk, Opinion(1), user=town.owner, at=NOW)
    assert not Rating.objects.exists()
