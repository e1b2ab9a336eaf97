"""The hall with its unresolved-matter desk: who reports, who takes it, who answers, who calls."""

from datetime import datetime, timedelta
from functools import cached_property
from uuid import uuid4

from tests.cast import NOW, PLACE, Cast, login, serve
from tests.city.matters.services.story import Town
from yingshang.city.requests.improvements.services import open_improvement
from yingshang.city.requests.lifecycle import TASK
from yingshang.city.requests.unresolved.answering import answer_at_desk
from yingshang.city.requests.unresolved.calling import call_back
from yingshang.city.requests.unresolved.contacts import Contact
from yingshang.city.requests.unresolved.deciding import Facts
from yingshang.city.requests.unresolved.intake import Report, report_online
from yingshang.city.requests.unresolved.offices import answer_task, send, take_task_step
from yingshang.city.requests.unresolved.taking import accept
from yingshang.core.access.models import Role, User
from yingshang.core.models import Case, Commitment

WHAT = "材料齐了三次都没有收件，窗口说系统里没有我的场所信息"
REAL = Facts(conditions_met=True, is_litigation=False, is_unlawful=False)
VISITOR = Contact("示例来人", "13800000000")


class Hall(Cast):
    def __init__(self) -> None:
        self.now: datetime = NOW

    def later(self, **more: int) -> datetime:
        self.now += timedelta(**(more or {"minutes": 5}))
        return self.now

    @cached_property
    def caller(self) -> User:
        return serve(login("caller", "回访员"), self.office("service_centre"), Role.CALLBACK)

    def reported(self, who: str | None = "owner", what: str = WHAT, **more) -> Case:
        user = getattr(self, who) if who else None
        report = Report(uuid4(), what, contact=None if who else VISITOR, **more)
        return report_online(report, place=PLACE, user=user, at=self.later())

    def taken(self, matter_class: str = "transferred", **more) -> Case:
        case = self.reported(**more)
        accept(case.pk, REAL, matter_class, user=self.clerk, at=self.later())
        return case

    def sent(self, *offices: str, **more) -> Case:
        case = self.taken(**more)
        send(case.pk, offices or ("market_regulation",), user=self.clerk, at=self.later())
        return case

    def answered(self, **more) -> Case:
        case = self.taken("simple", **more)
        answer = {"user": self.clerk, "at": self.later()}
        answer_at_desk(case.pk, "已协助补录场所信息，当场收件。", "system_fault", **answer)
        return case

    def called(self, case: Case, outcome: str, said: str = "本人表示如此") -> str:
        self.caller  # noqa: B018 - the post begins before the call
        moved = call_back(case.pk, outcome, said, user=self.caller, at=self.later())
        return moved.state

    def task(self, case: Case, office: str = "market_regulation") -> Case:
        tasks = Case.objects.filter(parent=case, kind=TASK.kind, office__code=office)
        return tasks.order_by("-number")[0]

    def office_answers(self, task: Case, user: User, cause: str = "extra_demand") -> str:
        take_task_step(task.pk, "take", user=user, at=self.later())
        said = "场所信息已补录，请到原窗口，今天就收件。"
        return answer_task(task.pk, said, cause, user=user, at=self.later()).state

    def due(self, case: Case, clock: str) -> datetime:
        return Commitment.objects.get(case=case, clock=clock).due_at


def reported_things(town: Town) -> dict[str, object]:
    """A matter that the town's owner reported, an office's task, and an improvement."""
    cast, at = town.cast, town.later
    case = report_online(Report(uuid4(), WHAT), place=PLACE, user=cast["owner"], at=at())
    accept(case.pk, REAL, "transferred", user=cast["clerk"], at=at())
    (task,) = send(case.pk, ["market_regulation"], user=cast["clerk"], at=at())
    answer = "已收件"
    answer_task(task.pk, answer, "extra_demand", user=cast["approver"], at=at())
    made = open_improvement(
        case.pk, "market_regulation", "修订指南", user=cast["supervisor"], at=at()
    )
    return {"reported_id": case.pk, "task_id": task.pk, "improvement_id": made.pk}
