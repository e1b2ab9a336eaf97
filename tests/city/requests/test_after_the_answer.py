"""After the answer: call-back, second handling, cause, improvement, and what is counted."""

from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine

from tests.cast import NOW, PLACE, serve
from tests.city.requests.test_unresolved_desk import refusal
from yingshang.city.requests import errors
from yingshang.city.requests.improvements.models import Improvement
from yingshang.city.requests.improvements.services import (
    NotYourDesk,
    open_improvement,
    take_improvement_step,
)
from yingshang.city.requests.measures import MEASURES
from yingshang.city.requests.unresolved.answering import answer_at_desk, correct_cause
from yingshang.city.requests.unresolved.calling import call_back, close_unreached, withdraw
from yingshang.city.requests.unresolved.contacts import reveal
from yingshang.city.requests.unresolved.models import CallBack, Unresolved
from yingshang.city.requests.unresolved.offices import (
    answer_task,
    decide_time,
    send,
    take_task_step,
)
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role
from yingshang.core.access.personal_data import reads_of
from yingshang.core.audit.registry import audit, invariants
from yingshang.core.ledger.queries import entries_of
from yingshang.core.measures.period import Period
from yingshang.core.models import Commitment

pytestmark = pytest.mark.django_db


def counted(name: str) -> tuple[Fraction | None, int]:
    measure = next(m for m in MEASURES if m.id.endswith(name))
    value = measure.compute(PLACE, Period.parse("2026-11/2026-12"))
    return value.value, value.n


def test_who_is_not_satisfied_is_handled_once_more_and_then_closed(hall):
    case = hall.answered()
    assert hall.called(case, "unsatisfied", "窗口还是不收") == "again"
    assert hall.due(case, "resolve_again") == hall.due(case, "resolve")  # the same day
    answer = {"user": hall.clerk, "at": hall.later()}
    answer_at_desk(case.pk, "主任到场协调，已收件。", "staff_conduct", **answer)
    assert hall.called(case, "unsatisfied", "嫌慢") == "unsatisfied"
    assert Unresolved.objects.get(pk=case.pk).turn == 2
    assert list(CallBack.objects.values_list("turn", "outcome")) == [
        (1, "unsatisfied"), (2, "unsatisfied"),
    ]  # fmt: skip
    assert counted("unresolved_satisfied") == (Fraction(0), 2)
    assert counted("unresolved_on_time") == (Fraction(1), 2)  # each turn has its own date


def test_nobody_is_closed_as_not_reached_before_enough_calls(hall):
    case = hall.answered()
    for _ in range(2):
        assert hall.called(case, "unreached", "无人接听") == "answered"
    close = {"user": hall.caller, "at": hall.later()}
    assert refusal(lambda: close_unreached(case.pk, "三次无人接听", **close)) == (
        "requests.call_again"
    )
    hall.called(case, "unreached", "无人接听")
    assert close_unreached(case.pk, "三次无人接听", **close).state == "unreached"
    assert counted("unresolved_satisfied") == (None, 0)
    assert Commitment.objects.get(case=case, clock="callback").cancelled_at is not None


def test_who_answered_does_not_call_back(hall):
    case = hall.answered()
    serve(hall.clerk, hall.office("service_centre"), Role.CALLBACK)
    assert refusal(lambda: call_back(
        case.pk, "satisfied", "满意", user=hall.clerk, at=hall.later(),
    )) == "requests.own_answer"  # fmt: skip
    with pytest.raises(errors.NoSuchOutcome):
        call_back(case.pk, "happy", "满意", user=hall.caller, at=hall.later())
    with pytest.raises(errors.NoSuchCause):
        answer_at_desk(case.pk, "已办", "weather", user=hall.clerk, at=hall.later())


def test_whom_to_call_is_read_on_record(hall):
    named, visitor = hall.answered(), hall.reported(None)
    contact = reveal(hall.caller, visitor, purpose="回访", at=hall.later())
    assert (contact.name, contact.phone) == ("示例来人", "+8613800000000")
    assert entries_of([visitor.pk])[-1].action == "unresolved.reveal"
    assert reveal(hall.caller, named, purpose="回访", at=hall.later()).name == "示例业主"
    assert [read.purpose for read in reads_of(hall.owner.person)] == ["回访"]
    with pytest.raises(CaseMissing):
        reveal(hall.supervisor, named, purpose="督查", at=hall.later())


def test_a_cause_leads_to_an_improvement_that_somebody_else_confirms(hall):
    case = hall.sent()
    hall.office_answers(hall.task(case), hall.approver)
    correct_cause(
        case.pk, "unclear_guide", reason="指南漏写", user=hall.supervisor, at=hall.later()
    )
    with pytest.raises(NotYourDesk):
        open_improvement(case.pk, "market_regulation", "x", user=hall.caller, at=hall.later())
    task = open_improvement(
        case.pk, "market_regulation", "修订指南", user=hall.supervisor, at=hall.later()
    )
    assert Improvement.objects.get(pk=task.pk).cause == "unclear_guide"
    report = {"reason": "已补写场所材料", "user": hall.approver}
    with pytest.raises(CaseMissing):
        take_improvement_step(
            task.pk, "report", reason="x", user=hall.tax_approver, at=hall.later()
        )
    take_improvement_step(task.pk, "report", at=hall.later(), **report)
    serve(hall.approver, hall.office("service_centre"), Role.CALLBACK)
    for user, code in ((hall.approver, "requests.own_report"), (hall.clerk, "cases.not_yours")):
        assert code == refusal(lambda user=user: take_improvement_step(
            task.pk, "confirm", reason="看过", user=user, at=hall.later(),
        ))  # fmt: skip
    back = {"reason": "网上还是旧版", "user": hall.caller}
    assert take_improvement_step(task.pk, "send_back", at=hall.later(), **back).state == "assigned"
    take_improvement_step(task.pk, "report", at=hall.later(), **report)
    done = take_improvement_step(
        task.pk, "confirm", reason="已看到新版", user=hall.caller, at=hall.later()
    )
    assert done.state == "confirmed"


def test_what_is_open_and_overdue_has_failed_and_what_is_not_yet_due_is_not_counted(hall):
    with time_machine.travel(NOW, tick=False):
        hall.answered()
        passed_on = hall.due(hall.taken("transferred"), "resolve")
        hall.taken("complex")
        assert counted("unresolved_on_time") == (Fraction(1), 1)
    with time_machine.travel(passed_on + timedelta(minutes=1), tick=False):
        assert counted("unresolved_on_time") == (Fraction(1, 2), 2)


def test_an_approved_extension_moves_what_counts_as_on_time(hall):
    case = hall.sent()
    task, first = hall.task(case), hall.due(case, "resolve")
    for step, who in (("take", hall.approver), ("ask_time", hall.approver)):
        take_task_step(task.pk, step, user=who, at=hall.later(), reason="查档")
    decide_time(task.pk, gives=True, reason="同意", user=hall.clerk, at=hall.later())
    hall.now = first + timedelta(days=1)
    answer = {"user": hall.approver, "at": hall.now}
    answer_task(task.pk, "档案已调到，今天收件。", "old_records", **answer)
    assert counted("unresolved_on_time") == (Fraction(1), 1)
    parts = MEASURES[0].compute(PLACE, Period.parse("2026-11")).parts
    assert [(part.en, part.n) for part in parts] == [("Old records or titles", 1)]


def test_the_whole_story_leaves_nothing_that_an_audit_finds(hall):
    withdrawn, closed = hall.sent(), hall.answered()
    withdraw(withdrawn.pk, user=hall.owner, at=hall.later())
    hall.called(closed, "unsatisfied")
    send(closed.pk, ["tax"], user=hall.clerk, at=hall.later())
    hall.office_answers(hall.task(closed, "tax"), hall.tax_approver)
    hall.called(closed, "satisfied")
    names = [one.name for one in invariants() if one.name.startswith(("cases.", "commitments."))]
    found = {one.name: finding.first for one, finding in audit(PLACE, names)}
    assert len(found) >= 8
    assert not any(found.values()), found
