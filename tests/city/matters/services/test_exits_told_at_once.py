"""What an applicant is told at once, told once, and told with its ground and remedies."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tests.core.cases.factory import opening
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.facts import PaperFacts
from yingshang.city.matters.papers.sentences import said
from yingshang.city.matters.stating import LawNotListed, ToldOnce
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, StepRefused
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, Notice

pytestmark = pytest.mark.django_db
FOOD_LAW = "《食品安全法》第三十五条"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def permit(cast) -> Case:
    """A food licence just received, which is a permit."""
    row = opening(cast, code="food_business_licence")
    open_cases([row])
    return Case.objects.get(pk=row.case_id)


def take(case, step, user, *, at=NOW, **more):
    take_step(DeskStep(case.pk, step, **more), user=user, at=at)
    case.refresh_from_db()
    return case


def refusal(case, step, user, **more) -> str:
    with pytest.raises(StepRefused) as error:
        take(case, step, user, **more)
    return error.value.code


def text_of(case, kind) -> str:
    paper = Paper.objects.select_related("case__item").get(case=case, kind=kind)
    told = said(paper.kind, PaperFacts.of(paper))
    return "\n".join(line.zh for line in (*told.lines, *told.closing)) + "\n".join(told.points)


def test_what_needs_no_permit_is_told_at_once_with_its_article_and_remedies(cast, permit):
    take(permit, "not_within_permits", cast.clerk, reason="仅销售预包装食品，备案即可")
    assert (permit.state, permit.closed_at) == ("not_within_permits", NOW)
    text = text_of(permit, "no_permit_needed")
    assert "第三十二条第一款第一项" in text
    assert "六十日内依法申请行政复议" in text
    assert Notice.objects.filter(template="not_within_permits").count() == 1
    assert not Commitment.objects.filter(case=permit, met_at=None).exists()


def test_another_offices_matter_is_told_with_where_to_go(cast, permit):
    told = {"reason": "属县级登记机关职权"}
    assert refusal(permit, "wrong_office", cast.clerk, **told) == "cases.datum_needed"
    here = {"go_to": "湘潭市市场监督管理局"}
    code = refusal(permit, "wrong_office", cast.clerk, **told, data=here)
    assert code == "matters.names_no_other_office"
    take(permit, "wrong_office", cast.clerk, **told, data={"go_to": "湘潭县市场监督管理局"})
    assert permit.state == "wrong_office"
    text = text_of(permit, "non_acceptance")
    assert "请向湘潭县市场监督管理局申请" in text
    assert "第三十二条第一款第二项" in text


def test_what_can_be_mended_on_the_spot_is_mended_and_confirmed(cast, permit):
    unsaid = refusal(
        permit, "correct_on_spot", cast.clerk, data={"corrected": "面积改为 80 平方米"}
    )
    assert unsaid == "cases.datum_needed"
    data = {"corrected": "面积改为 80 平方米", "confirmed_by": "示例业主"}
    take(permit, "correct_on_spot", cast.clerk, data=data)
    assert permit.state == "received"
    assert "面积改为 80 平方米" in text_of(permit, "on_spot")
    take(permit, "accept", cast.clerk)
    assert permit.state == "accepted"


def resubmitted(case, cast, *changed: str) -> None:
    mover = Actor.user(cast.owner.pk)
    advance([Move(case.pk, "resubmit", mover, NOW, data={"changed": list(changed)})])
    case.refresh_from_db()


def test_everything_is_told_once_and_a_second_notice_is_bound_to_the_first(cast, permit):
    take(permit, "ask_correction", cast.clerk, points=("平面图没有比例尺", "制度缺签字"))
    resubmitted(permit, cast, "floor_plan")
    with pytest.raises(ToldOnce):
        take(permit, "ask_correction", cast.clerk, points=("还要房产证",))
    with pytest.raises(ToldOnce):  # the lease was not touched
        take(permit, "ask_correction", cast.clerk, points=("租约过期",),
             data={"about": ["lease_contract"], "again": "new_fault"})  # fmt: skip
    take(permit, "ask_correction", cast.clerk, points=("制度缺签字",))
    entry = entries_of([permit.pk])[-1]
    assert (entry.action, entry.data["again"]) == ("matter.ask_correction", "still_open")
    resubmitted(permit, cast, "food_safety_rules")
    take(permit, "ask_correction", cast.clerk, points=("新制度的公司名称不符",),
         data={"about": ["food_safety_rules"]})  # fmt: skip
    assert Paper.objects.filter(case=permit, kind="deficiency_notice").count() == 3


def test_a_refusal_rests_on_a_law_of_the_list_and_says_what_one_can_do(cast, permit):
    take(permit, "accept", cast.clerk)
    for step in ("handle", "review"):
        take(permit, step, cast.approver, opinion="已查")
    assert refusal(permit, "refuse", cast.approver, reason="不符合") == "cases.datum_needed"
    with pytest.raises(LawNotListed) as error:
        take(permit, "refuse", cast.approver, reason="不符合", legal_basis="某市内部规定")
    assert "食品安全法" in error.value.text("zh-hans")
    take(permit, "refuse", cast.approver, reason="布局不符合要求", legal_basis=FOOD_LAW)
    text = text_of(permit, "refusal")
    assert f"依据：{FOOD_LAW}" in text
    assert "六个月内" in text
    entry = next(e for e in entries_of([permit.pk]) if e.action == "matter.refuse")
    assert "行政复议" in entry.data["remedies"]


def test_a_case_is_ended_on_a_listed_ground_only(cast, permit):
    take(permit, "accept", cast.clerk)
    late = {"reason": "申请人已注销", "at": NOW + timedelta(days=1)}
    assert refusal(permit, "terminate", cast.approver, **late) == "cases.datum_needed"
    code = refusal(permit, "terminate", cast.approver, **late, data={"ground": "we_are_busy"})
    assert code == "matters.no_such_ground"
    take(permit, "terminate", cast.approver, **late, data={"ground": "party_ended"})
    assert permit.state == "terminated"
    assert "申请人死亡或者终止" in text_of(permit, "termination")
