"""What stops, lengthens and does not stop the statutory clock: procedures, visits, extensions."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, Cast, login, serve
from tests.core.cases.factory import item, opening
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.extending.models import ExtensionProposal
from yingshang.city.matters.models import Paper
from yingshang.city.matters.procedures import flag_procedures
from yingshang.city.matters.stating import LongerThanListed, ProcedureNotListed
from yingshang.city.matters.visiting.models import SiteVisit
from yingshang.core.access.models import Role
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import StepRefused
from yingshang.core.ids import new_id
from yingshang.core.models import Case, Commitment, Item, Notice

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def listed(**more) -> Item:
    """The food licence as another version of the list might have it."""
    found = item("food_business_licence")
    limit = {**found.body["statutory_limit"], **more.pop("limit", {})}
    Item.objects.filter(pk=found.pk).update(is_current=False)
    found.pk, found.content_hash = new_id(), new_id().hex * 2
    found.body = {**found.body, "statutory_limit": limit, **more}
    found._state.adding = True
    found.save(force_insert=True)
    return found


def accepted(cast, **more) -> Case:
    row = opening(cast, code="food_business_licence", **more)
    open_cases([row])
    case = Case.objects.get(pk=row.case_id)
    return take(case, "accept", cast.approver)


def take(case, step, user, *, at=NOW, **more) -> Case:
    take_step(DeskStep(case.pk, step, **more), user=user, at=at)
    case.refresh_from_db()
    return case


def refusal(case, step, user, **more) -> str:
    with pytest.raises(StepRefused) as error:
        take(case, step, user, **more)
    return error.value.code


def due(case, clock="statutory") -> datetime:
    return Commitment.objects.get(case=case, clock=clock).due_at


def test_only_the_head_signs_an_extension_that_the_desk_proposed(cast):
    case = accepted(cast)
    before = due(case)
    assert refusal(case, "extend", cast.approver, reason="情况复杂") == "cases.not_yours"
    assert refusal(case, "decline_extension", cast.head, reason="不必") == (
        "matters.no_extension_proposed")  # fmt: skip
    take(case, "propose_extension", cast.approver, reason="情况复杂")
    assert due(case) == before
    again = refusal(case, "propose_extension", cast.approver, reason="再报")
    assert again == "matters.extension_proposed"
    take(case, "decline_extension", cast.head, reason="先加派人手")
    take(case, "propose_extension", cast.approver, reason="仍然复杂")
    take(case, "extend", cast.head, reason="同意：情况复杂")
    assert due(case) > before
    assert due(case, "promised") == Commitment.objects.get(
        case=case, clock="promised").original_due_at  # fmt: skip
    outcomes = ExtensionProposal.objects.order_by("proposed_at", "id")
    assert [(x.outcome, x.decided_by_id) for x in outcomes] == [
        ("declined", cast.head.pk), ("signed", cast.head.pk),
    ]  # fmt: skip
    assert refusal(case, "extend", cast.head, reason="再延") == "matters.extended_before"
    assert Paper.objects.filter(case=case, kind="extension").count() == 1


def test_where_bodies_decide_together_the_governments_head_extends_by_fifteen_days(cast):
    more = {"amount": 15, "unit": "working_day", "approver": "本级人民政府负责人",
            "approver_en": "Head of the government"}  # fmt: skip
    joint = listed(limit={"amount": 45, "joint": True, "extension": more})
    case = accepted(cast, item_id=joint.pk)
    mayor = serve(login("mayor", "示例市领导"), cast.office("service_centre"), Role.GOVERNMENT)
    assert refusal(case, "extend", cast.head, reason="复杂") == "matters.joint_limit"
    before = due(case)
    take(case, "extend_jointly", mayor, reason="多部门会审")
    assert due(case) > before
    assert case.extensions.get().budget == 15


def test_a_site_visit_by_two_officers_is_recorded_and_stops_no_clock(cast):
    case = accepted(cast)
    before = due(case), due(case, "promised")
    told = {"officers": [str(cast.approver.pk)], "record": "布局与图纸一致", "where": "示例路 2 号"}
    assert refusal(case, "record_visit", cast.approver, data=told) == "matters.two_officers"
    told["officers"].append(str(cast.tax_approver.pk))  # another office's
    assert refusal(case, "record_visit", cast.approver, data=told) == "matters.two_officers"
    told["officers"].append(str(cast.colleague.pk))
    told["officers"].remove(str(cast.tax_approver.pk))
    take(case, "record_visit", cast.approver, data=told)
    visit = SiteVisit.objects.get(case=case)
    assert set(visit.officers) == {cast.approver.pk, cast.colleague.pk}
    assert (due(case), due(case, "promised")) == before


def test_a_supplement_asked_for_later_stops_no_clock(cast):
    case = accepted(cast)
    before = due(case)
    take(case, "ask_supplement", cast.approver, reason="请补充排烟管道图")
    assert (case.state, due(case)) == ("accepted", before)
    assert Notice.objects.filter(template="supplement_asked").count() == 1
    assert Paper.objects.get(case=case, kind="supplement").body["reason"] == "请补充排烟管道图"


def test_a_procedure_of_the_list_is_announced_with_its_days_and_flagged_when_it_runs_over(cast):
    within = {"amount": 5, "unit": "working_day"}
    own = listed(special_procedures=[{"procedure": "testing", "within": within}])
    case = accepted(cast, item_id=own.pk)
    end = datetime(2026, 11, 28, tzinfo=SHANGHAI)
    told = {"reason": "送检", "expected_end": end}
    with pytest.raises(ProcedureNotListed):
        take(case, "suspend", cast.approver, procedure="hearing", **told)
    late = {**told, "expected_end": end + timedelta(days=9)}
    with pytest.raises(LongerThanListed):
        take(case, "suspend", cast.approver, procedure="testing", **late)
    take(case, "suspend", cast.approver, procedure="testing", **told)
    assert Paper.objects.get(case=case, kind="suspension").body["days"] == 3
    assert flag_procedures(at=end - timedelta(hours=1)) == 0
    assert flag_procedures(at=end + timedelta(hours=1)) == 1
    assert flag_procedures(at=end + timedelta(hours=2)) == 0
    assert Notice.objects.filter(template="suspension_over").exists()
