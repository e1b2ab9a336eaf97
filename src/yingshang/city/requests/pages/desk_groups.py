"""What the desk can do with a reported matter, by its state and the officer's role."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yingshang.city.requests.improvements.services import open_improvement
from yingshang.city.requests.lifecycle import RUNNING
from yingshang.city.requests.pages import forms
from yingshang.city.requests.pages.acts import Button, Group
from yingshang.city.requests.unresolved import answering, calling, offices, taking
from yingshang.core.access.models import Role, User
from yingshang.core.models import Case

CLERK, CALLER, WATCHER = (
    frozenset({role}) for role in (Role.CLERK, Role.CALLBACK, Role.SUPERVISOR)
)
ANSWERED = frozenset({"answered"})
AFTERWARDS = ANSWERED | {"satisfied", "unsatisfied", "unreached"}


def _accept(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return taking.accept(
        case.pk, form.facts(), kept["matter_class"], user=user, at=at, version=kept["version"]
    )


def _redirect(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return taking.redirect(
        case.pk, form.facts(), kept["way"], reason=kept["reason"], user=user, at=at,
        version=kept["version"],
    )  # fmt: skip


def _send(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return offices.send(
        case.pk, kept["offices"], note=kept["note"], user=user, at=at, version=kept["version"]
    )


def _answer(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return answering.answer_at_desk(
        case.pk, kept["answer"], kept["cause"], user=user, at=at, version=kept["version"]
    )


def _call(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return calling.call_back(
        case.pk, kept["outcome"], kept["said"], user=user, at=at, version=kept["version"]
    )


def _close(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return calling.close_unreached(case.pk, kept["said"], user=user, at=at, version=kept["version"])


def _cause(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return answering.correct_cause(case.pk, kept["cause"], reason=kept["reason"], user=user, at=at)


def _improve(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return open_improvement(case.pk, kept["office"], kept["what"], user=user, at=at)


GROUPS = (
    Group("take", _("受理还是告知去处"), forms.TakeForm, frozenset({"registered"}), CLERK, (
        Button("accept", _("受理"), _accept),
        Button("redirect", _("不受理并告知去处"), _redirect, "quiet"),
    )),
    Group("send", _("转给责任单位"), forms.SendForm, RUNNING, CLERK,
          (Button("send", _("转办"), _send),)),
    Group("answer", _("由窗口答复"), forms.AnswerForm, RUNNING, CLERK,
          (Button("answer", _("答复"), _answer),)),
    Group("call", _("回访"), forms.CallForm, ANSWERED, CALLER, (
        Button("call", _("记下这次回访"), _call),
        Button("close", _("多次联系不上，归档"), _close, "quiet"),
    )),
    Group("cause", _("更正原因"), forms.CauseForm, ANSWERED, WATCHER,
          (Button("cause", _("更正"), _cause),)),
    Group("improve", _("下达改进任务"), forms.ImproveForm, AFTERWARDS, CLERK | WATCHER,
          (Button("improve", _("下达"), _improve, "quiet"),)),
)  # fmt: skip
