"""What an officer can do on the page of a file, each with its form and the service it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from yingshang.city.matters.crossregion import elsewhere
from yingshang.city.matters.crossregion.asking import ASKING, UNDER_REVIEW, ask, reply
from yingshang.city.matters.crossregion.forms import (
    AnswerForm,
    CheckForm,
    HandOverForm,
    QuestionForm,
    ReasonForm,
    SupplementForm,
)
from yingshang.city.matters.crossregion.lifecycle import ASSIST, ELSEWHERE
from yingshang.city.matters.crossregion.models import CrossFile, Inquiry
from yingshang.city.matters.crossregion.offers import service_of
from yingshang.city.matters.crossregion.receiving import Checked, forward
from yingshang.core.access.posts import may_serve
from yingshang.core.models import User
from yingshang.ui.forms import PageForm

Posted = QueryDict | None
Files = MultiValueDict[str, Any] | None
RECEIVER, HOME = CrossFile.Role.RECEIVER, CrossFile.Role.HOME


@dataclass(frozen=True)
class Action:
    """A button with its form; `step` is the row of the lifecycle that says who and from where."""

    name: str
    label: str | Promise
    done: str | Promise
    form: Callable[[CrossFile, Posted, Files], PageForm]
    do: Callable[[CrossFile, PageForm, User, datetime], object]
    kind: str = ""


def _check_form(file: CrossFile, data: Posted, _files: Files) -> PageForm:
    return CheckForm(data, initial={"version": file.case.version})


def _supplement_form(file: CrossFile, data: Posted, files: Files) -> PageForm:
    return SupplementForm(data, files, materials=service_of(file.offer).materials)


def _forward(file: CrossFile, form: PageForm, user: User, at: datetime) -> None:
    kept = form.cleaned_data
    checked = Checked(identity=kept["identity"], form=kept["form"], version=kept["version"])
    forward(file.case_id, checked, user=user, at=at)


def _give_back(file: CrossFile, form: PageForm, user: User, at: datetime) -> None:
    elsewhere.give_back(file.case_id, reason=form.cleaned_data["reason"], user=user, at=at)


def _supplement(file: CrossFile, form: PageForm, user: User, at: datetime) -> None:
    given = form.given if isinstance(form, SupplementForm) else []
    text = form.cleaned_data["text"]
    elsewhere.supplement(file.case_id, given, text=text, user=user, at=at)


def _hand_over(file: CrossFile, form: PageForm, user: User, at: datetime) -> None:
    received_by = form.cleaned_data["received_by"]
    elsewhere.hand_over(file.case_id, received_by=received_by, user=user, at=at)


def _ask(file: CrossFile, form: PageForm, user: User, at: datetime) -> None:
    ask(file.case_id, question=form.cleaned_data["question"], user=user, at=at)


def _reply(file: CrossFile, form: PageForm, user: User, at: datetime) -> None:
    inquiry = _open_inquiry(file)
    if inquiry is not None and inquiry.case_id is not None:
        reply(inquiry.case_id, answer=form.cleaned_data["answer"], user=user, at=at)


ACTIONS = {
    action.name: action
    for action in (
        Action("forward", gettext_lazy("转递业务属地"), gettext_lazy("已转递业务属地。"),
               _check_form, _forward),
        Action("supplement", gettext_lazy("转递补正材料"), gettext_lazy("补正材料已转递。"),
               _supplement_form, _supplement),
        Action("hand_over", gettext_lazy("交付结果"), gettext_lazy("已交付结果。"),
               lambda f, data, _: HandOverForm(data, initial={"received_by": f.case.party.name}),
               _hand_over),
        Action("give_back", gettext_lazy("退回申请人"), gettext_lazy("已退回申请人。"),
               lambda _f, data, _: ReasonForm(data), _give_back, "stop"),
        Action("ask", gettext_lazy("请收件地协查"), gettext_lazy("已请收件地协查。"),
               lambda _f, data, _: QuestionForm(data), _ask),
        Action("reply", gettext_lazy("答复协查"), gettext_lazy("已答复协查。"),
               lambda _f, data, _: AnswerForm(data), _reply),
    )
}  # fmt: skip


def offered_actions(file: CrossFile, user: User, *, at: datetime) -> list[Action]:
    """What the user can do now: by the lifecycle's rows and her posts."""
    return [action for action in ACTIONS.values() if _is_offered(action.name, file, user, at)]


def _is_offered(name: str, file: CrossFile, user: User, at: datetime) -> bool:
    if name == "ask":
        is_open = file.role == HOME and file.case.state in UNDER_REVIEW
        return is_open and may_serve(user, file.case_id, roles=ASKING, at=at)
    if name == "reply":
        inquiry = _open_inquiry(file)
        step = ASSIST.step(name)
        return (
            inquiry is not None and step is not None and inquiry.case_id is not None
            and may_serve(user, inquiry.case_id, roles=step.by, at=at)
        )  # fmt: skip
    step = ELSEWHERE.step(name)
    if file.role != RECEIVER or step is None or file.case.state not in step.sources:
        return False
    return may_serve(user, file.case_id, roles=step.by, at=at)


def _open_inquiry(file: CrossFile) -> Inquiry | None:
    """The first question to this place that waits for its answer."""
    rows = Inquiry.objects.filter(file=file, answered_at__isnull=True, case__isnull=False)
    return rows.order_by("asked_at").first() if file.role == RECEIVER else None
