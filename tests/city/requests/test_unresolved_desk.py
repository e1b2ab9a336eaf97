"""A matter that could not be done is taken or redirected by the rule, passed on, and answered."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, PLACE, login, serve
from tests.city.requests.hall import REAL, VISITOR, WHAT, Hall
from yingshang.city.requests import errors
from yingshang.city.requests.unresolved.answering import answer_at_desk
from yingshang.city.requests.unresolved.calling import withdraw
from yingshang.city.requests.unresolved.deciding import Facts
from yingshang.city.requests.unresolved.intake import (
    NewUnresolved,
    Report,
    register,
    report_at_window,
    report_online,
)
from yingshang.city.requests.unresolved.models import OfficeTask, Unresolved
from yingshang.city.requests.unresolved.offices import decide_time, send, take_task_step
from yingshang.city.requests.unresolved.receipts import case_by_receipt, receipt_code
from yingshang.city.requests.unresolved.taking import accept, redirect
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.models import Role
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, Party
from yingshang.worktime import SHANGHAI

pytestmark = pytest.mark.django_db


def refusal(call) -> str:
    with pytest.raises(StepRefused) as refused:
        call()
    return refused.value.code


def test_a_matter_goes_from_the_citizen_to_the_office_and_back_with_its_dates(hall: Hall):
    case = hall.sent()
    task = hall.task(case)
    assert hall.due(case, "resolve") == hall.due(task, "answer")
    assert hall.due(case, "resolve") == datetime(2026, 12, 1, 17, tzinfo=SHANGHAI)
    assert hall.office_answers(task, hall.approver) == "answered"
    case.refresh_from_db()
    row = Unresolved.objects.get(pk=case.pk)
    assert (case.state, row.cause) == ("answered", "extra_demand")
    assert row.answer.startswith("场所信息已补录")
    assert hall.called(case, "satisfied") == "satisfied"
    acts = [entry.action for entry in entries_of([case.pk])]
    assert acts == [
        "case.open", "unresolved.accept", "unresolved.send", "unresolved.answer",
        "unresolved.satisfy",
    ]  # fmt: skip
    assert not Commitment.objects.filter(met_at__isnull=True, cancelled_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("matter_class", "due"),
    [("simple", (11, 24)), ("transferred", (12, 1)), ("complex", (12, 8))],
)
def test_the_class_gives_the_time_by_the_rule_and_the_place_s_parameters(hall, matter_class, due):
    case = hall.taken(matter_class)
    assert hall.due(case, "resolve") == datetime(2026, *due, 17, tzinfo=SHANGHAI)
    limit = Unresolved.objects.get(pk=case.pk).decided["limit"]
    assert "办结期限工作日" in limit["zh"]
    assert len(limit["model"]) == 64


def test_what_is_not_for_the_desk_is_told_where_to_go_and_nothing_else(hall):
    case = hall.reported()
    court = Facts(is_litigation=True)
    with pytest.raises(errors.OutOfScope):
        accept(case.pk, court, "simple", user=hall.clerk, at=hall.later())
    with pytest.raises(errors.InScope):
        redirect(case.pk, REAL, "court", user=hall.clerk, at=hall.later())
    with pytest.raises(errors.FactsMissing) as missing:
        accept(case.pk, Facts(is_litigation=False), "simple", user=hall.clerk, at=hall.later())
    assert "条件已具备而未办成" in missing.value.text("zh-hans")
    assert "law or policy forbids it" in missing.value.text("en")
    with pytest.raises(errors.NoSuchWay):
        redirect(case.pk, court, "moon", user=hall.clerk, at=hall.later())
    moved = redirect(case.pk, court, "court", user=hall.clerk, at=hall.later())
    assert moved.state == "redirected"
    said = entries_of([case.pk])[-1].data
    assert "人民法院" in said["reason"]
    assert Unresolved.objects.get(pk=case.pk).redirected_to == "court"


def test_a_visitor_follows_the_matter_by_a_code_and_nobody_reads_the_phone(hall):
    with pytest.raises(errors.NoWayBack):
        report_online(Report(uuid4(), WHAT), place=PLACE, user=None, at=NOW)
    case = hall.reported(None)
    assert case.party.name == "反映人（未登录）"
    stored = bytes(Unresolved.objects.get(pk=case.pk).contact_cipher)
    assert VISITOR.phone.encode() not in stored
    assert case_by_receipt(case.number, f" {receipt_code(case.pk).upper()} ") == case
    other = hall.reported(None)
    for number, code in (
        (case.number, receipt_code(other.pk)),
        ("潭反映 1", receipt_code(case.pk)),
    ):
        with pytest.raises(errors.ReceiptMissing):
            case_by_receipt(number, code)


def test_the_same_key_is_one_report(hall):
    report = Report(uuid4(), WHAT)
    both = [report_online(report, place=PLACE, user=hall.owner, at=hall.now) for _ in range(2)]
    assert both[0] == both[1]
    assert Unresolved.objects.count() == 1


def test_a_batch_of_reports_costs_as_many_statements_as_ten(hall, django_assert_num_queries):
    def rows(number: int) -> list[NewUnresolved]:
        told = NewUnresolved(
            PLACE, uuid4(), "api", hall.owner.person.pk, Actor.user(hall.owner.pk), WHAT, None, "",
            None, NOW,
        )  # fmt: skip
        return [replace(told, key=uuid4()) for _ in range(number)]

    assert register([]) == []
    register(rows(1))  # the calendar is read once a process
    with CaptureQueriesContext(connection) as ten:
        register(rows(10))
    with django_assert_num_queries(len(ten)):
        made = register(rows(50))
    assert len({case.number for case in made}) == 50


def test_a_report_is_about_a_case_of_one_s_own_or_one_that_the_window_serves(hall):
    about = hall.reported()
    for user, report in (
        (hall.stranger, report_online),
        (hall.approver, report_at_window),
    ):
        with pytest.raises(errors.AboutMissing):
            report(Report(uuid4(), WHAT, about.number, contact=VISITOR), place=PLACE, user=user,
                   at=hall.now)  # fmt: skip
    with pytest.raises(errors.AboutMissing):
        hall.reported(about_item="no_such_item")
    with pytest.raises(errors.NothingTold):
        hall.reported(what=" \n")
    told = hall.reported(about_item="company_registration")
    assert Unresolved.objects.get(pk=told.pk).about_item == "company_registration"


def test_an_office_returns_what_is_not_its_own_and_the_desk_sends_it_on(hall):
    case = hall.sent()
    task = hall.task(case)
    assert refusal(lambda: take_task_step(task.pk, "return", user=hall.approver, at=hall.now)) == (
        "cases.reason_needed"
    )
    take_task_step(task.pk, "return", user=hall.approver, at=hall.later(), reason="属税务职责")
    case.refresh_from_db()
    assert case.state == "handling"
    (again,) = send(case.pk, ["tax"], user=hall.clerk, at=hall.later(days=1))
    assert hall.due(again, "answer") == hall.due(case, "resolve")
    with pytest.raises(errors.NoSuchOffice):
        send(case.pk, ["tax"], user=hall.clerk, at=hall.later())
    with pytest.raises(CaseMissing):
        take_task_step(again.pk, "take", user=hall.approver, at=hall.later())


def test_the_last_of_several_offices_answers_for_all(hall):
    case = hall.sent("market_regulation", "tax")
    assert refusal(lambda: answer_at_desk(
        case.pk, "已办", "rule_gap", user=hall.clerk, at=hall.later(),
    )) == "requests.task_open"  # fmt: skip
    hall.office_answers(hall.task(case), hall.approver)
    case.refresh_from_db()
    assert case.state == "handling"
    hall.office_answers(hall.task(case, "tax"), hall.tax_approver)
    case.refresh_from_db()
    answer = Unresolved.objects.get(pk=case.pk).answer
    assert case.state == "answered"
    assert [line.partition("：")[0] for line in answer.splitlines()] == [
        "湘潭市市场监督管理局", "国家税务总局湘潭市税务局",
    ]  # fmt: skip


def test_more_time_is_asked_for_before_it_is_due_and_moves_both_dates_once(hall):
    case = hall.sent()
    task = hall.task(case)
    before = hall.due(case, "resolve")
    take_task_step(task.pk, "take", user=hall.approver, at=hall.later())
    ask = {"user": hall.approver, "reason": "须向省局调取档案"}
    take_task_step(task.pk, "ask_time", at=hall.later(), **ask)
    give = {"gives": True, "reason": "同意，请先电话说明"}
    with pytest.raises(CaseMissing):
        decide_time(task.pk, user=hall.approver, at=hall.later(), **give)
    decide_time(task.pk, user=hall.clerk, at=hall.later(), **give)
    assert hall.due(case, "resolve") == hall.due(task, "answer") == before + timedelta(days=7)
    assert OfficeTask.objects.get(pk=task.pk).asked_reason == ask["reason"]
    assert refusal(lambda: take_task_step(task.pk, "ask_time", at=hall.later(), **ask)) == (
        "requests.extended_before"
    )


def test_more_time_is_not_asked_for_too_late(hall):
    task = hall.task(hall.sent())
    take_task_step(task.pk, "take", user=hall.approver, at=hall.later())
    late = hall.later(days=30)
    assert refusal(lambda: take_task_step(
        task.pk, "ask_time", user=hall.approver, at=late, reason="忘了",
    )) == "requests.too_late_to_ask"  # fmt: skip


def test_whoever_handled_the_case_or_serves_at_the_office_stands_aside(hall, real_case):
    case = hall.reported(about_case=real_case.number)
    assert Unresolved.objects.get(pk=case.pk).about_item == real_case.item.code
    assert refusal(lambda: accept(
        case.pk, REAL, "simple", user=hall.clerk, at=hall.later(),
    )) == "requests.concerned"  # fmt: skip
    other = serve(login("clerk2", "窗口乙"), hall.office("service_centre"), Role.CLERK)
    accept(case.pk, REAL, "complex", user=other, at=hall.later())
    (task,) = send(case.pk, ["tax"], user=other, at=hall.later())
    take_task_step(task.pk, "take", user=hall.tax_approver, at=hall.later())
    take_task_step(task.pk, "ask_time", user=hall.tax_approver, at=hall.later(), reason="查档")
    serve(other, hall.office("tax"), Role.HANDLER)
    assert refusal(lambda: decide_time(
        task.pk, gives=False, reason="请按期", user=other, at=hall.later(),
    )) == "requests.own_office"  # fmt: skip


def test_a_withdrawn_matter_stops_the_offices(hall):
    case = hall.sent()
    withdraw(case.pk, user=hall.owner, at=hall.later())
    assert hall.task(case).state == "cancelled"
    assert not Commitment.objects.filter(met_at__isnull=True, cancelled_at__isnull=True).exists()
    with pytest.raises(CaseMissing):
        withdraw(case.pk, user=hall.stranger, at=hall.later())


@pytest.mark.parametrize("who", ["stranger", "leader", "tax_approver"])
def test_nobody_else_learns_of_what_was_reported(hall, who):
    case = hall.sent()
    user = getattr(hall, who)
    assert not visible_cases(user, at=NOW).filter(pk__in=[case.pk, hall.task(case).pk]).exists()
    with pytest.raises(CaseMissing):
        accept(case.pk, REAL, "simple", user=user, at=hall.later())


def test_the_office_sees_its_task_and_not_the_desk_s_case(hall):
    case = hall.sent()
    seen = visible_cases(hall.approver, at=NOW).values_list("pk", flat=True)
    assert (case.pk in seen, hall.task(case).pk in seen) == (False, True)
    assert Party.objects.filter(pk=case.party_id, name="示例业主").exists()
    assert Case.objects.get(pk=case.pk).office.code == "service_centre"
