"""The offices' side: what was passed to them, and the desk's word on more time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.requests.lifecycle import OPEN_TASK
from yingshang.city.requests.pages import views, words
from yingshang.city.requests.pages.acts import (
    Button,
    Group,
    find,
    is_done,
    make,
    reader,
    shown_groups,
)
from yingshang.city.requests.pages.forms import AnswerForm, ReasonForm
from yingshang.city.requests.pages.views import Context
from yingshang.city.requests.unresolved.doors import get_task_for, tasks_of
from yingshang.city.requests.unresolved.models import OfficeTask, Unresolved
from yingshang.city.requests.unresolved.offices import answer_task, decide_time, take_task_step
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import Role, User
from yingshang.core.models import Case
from yingshang.ui.components import Link, NavItem
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

PAGE = "requests/task.html"
OFFICE = frozenset({Role.HANDLER, Role.REVIEWER, Role.APPROVER})


def _step(name: str) -> Any:
    def call(task: Case, form: Any, user: User, at: datetime) -> object:
        kept = form.cleaned_data
        return take_task_step(
            task.pk, name, reason=kept["reason"], user=user, at=at, version=kept["version"]
        )

    return call


def _answer(task: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return answer_task(
        task.pk, kept["answer"], kept["cause"], user=user, at=at, version=kept["version"]
    )


def _decide(*, gives: bool) -> Any:
    def call(task: Case, form: Any, user: User, at: datetime) -> object:
        kept = form.cleaned_data
        return decide_time(
            task.pk, gives=gives, reason=kept["reason"], user=user, at=at, version=kept["version"]
        )

    return call


GROUPS = (
    Group("take", gettext_lazy("签收或者退回"), ReasonForm, frozenset({"sent"}), OFFICE, (
        Button("take", gettext_lazy("签收"), _step("take")),
        Button("return", gettext_lazy("退回（不属本单位）"), _step("return"), "quiet"),
    )),
    Group("answer", gettext_lazy("答复"), AnswerForm, OPEN_TASK - {"sent"}, OFFICE,
          (Button("answer", gettext_lazy("答复"), _answer),)),
    Group("time", gettext_lazy("办不完的，到期前说明"), ReasonForm, frozenset({"taken"}), OFFICE, (
        Button("ask_time", gettext_lazy("申请延期"), _step("ask_time"), "quiet"),
        Button("hand_back", gettext_lazy("退回（不属本单位）"), _step("return"), "quiet"),
    )),
    Group("decide", gettext_lazy("单位申请延期"), ReasonForm, frozenset({"asking"}),
          frozenset({Role.CLERK}), (
        Button("give_time", gettext_lazy("批准延期"), _decide(gives=True)),
        Button("refuse_time", gettext_lazy("不同意"), _decide(gives=False), "quiet"),
    )),
)  # fmt: skip


@staff_required
@never_cache
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What was passed to the reader's office, due ones first; `?closed=1`: the closed ones."""
    now = timezone.now()
    is_closed = request.GET.get("closed") == "1"
    cases = tasks_of(request.user, at=now).filter(closed_at__isnull=not is_closed)
    page = page_of(request, views.with_due(cases))
    rows = [views.row_of(c, reverse("request_task", args=[c.pk]), now) for c in page.object_list]
    url = reverse("request_tasks")
    tabs = [
        NavItem(_("待办"), url, not is_closed),
        NavItem(_("已办结"), f"{url}?closed=1", is_closed),
    ]
    return render(request, "requests/task_list.html", {"page": page, "rows": rows, "tabs": tabs})


@staff_required
@never_cache
@require_safe
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One task: what was told, what the desk asks, and the next steps."""
    now = timezone.now()
    case = get_task_for(request.user, task_id, at=now)
    return render(request, PAGE, _context(request, case, now))


@staff_required
@never_cache
@require_POST
def task_act(request: HttpRequest, task_id: UUID, act: str) -> HttpResponse:
    """Take the act of the button that was pressed."""
    now, user = timezone.now(), reader(request)
    case = get_task_for(user, task_id, at=now)
    group, button = find(GROUPS, act)
    form = make(group, case, request.POST)
    if is_done(form, lambda: button.call(case, form, user, now)):
        return HttpResponseRedirect(reverse("request_task", args=[task_id]))
    context = _context(request, case, now, bound={group.key: form})
    return render(request, PAGE, context, status=422)


def _context(
    request: HttpRequest, case: Case, at: datetime, *, bound: dict[str, forms.Form] | None = None
) -> Context:
    reported = Unresolved.objects.select_related("about_case").get(case__members=case)
    return {
        "case": case,
        "task": OfficeTask.objects.get(pk=case.pk),
        "row": reported,
        "office": words.office_name(case.office),
        "state": words.state_name(case),
        "facts": views.facts_of(case, reported),
        "promises": views.promises_of(case, at=at),
        "groups": shown_groups(GROUPS, case, reader(request), at=at, bound=bound),
        "events": views.events_of([case.pk]),
        "trail": [Link(_("办不成事转办"), reverse("request_tasks"))],
    }
