"""Improvements: what an office has to change, its report, and the check by somebody else."""

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

from yingshang.city.requests.improvements.models import Improvement
from yingshang.city.requests.improvements.services import (
    get_improvement_for,
    improvements_for,
    take_improvement_step,
)
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
from yingshang.city.requests.pages.forms import ReasonForm
from yingshang.city.requests.pages.tasks import OFFICE
from yingshang.city.requests.pages.views import Context
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import Role, User
from yingshang.core.models import Case
from yingshang.ui.components import Fact, Link, NavItem
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

PAGE = "requests/improvement.html"


def _step(name: str) -> Any:
    def call(case: Case, form: Any, user: User, at: datetime) -> object:
        kept = form.cleaned_data
        return take_improvement_step(
            case.pk, name, reason=kept["reason"], user=user, at=at, version=kept["version"]
        )

    return call


GROUPS = (
    Group("report", gettext_lazy("报改进情况"), ReasonForm, frozenset({"assigned"}), OFFICE,
          (Button("report", gettext_lazy("报核验"), _step("report")),)),
    Group("confirm", gettext_lazy("核验"), ReasonForm, frozenset({"reported"}),
          frozenset({Role.CALLBACK}), (
        Button("confirm", gettext_lazy("核验通过，销号"), _step("confirm")),
        Button("send_back", gettext_lazy("不通过，继续改进"), _step("send_back"), "quiet"),
    )),
)  # fmt: skip


@staff_required
@never_cache
@require_safe
def improvements(request: HttpRequest) -> HttpResponse:
    """The improvements of the reader's office or place, those due first."""
    now = timezone.now()
    is_closed = request.GET.get("closed") == "1"
    cases = improvements_for(request.user, at=now).filter(closed_at__isnull=not is_closed)
    page = page_of(request, views.with_due(cases))
    rows = [views.row_of(c, reverse("improvement", args=[c.pk]), now) for c in page.object_list]
    url = reverse("improvements")
    tabs = [
        NavItem(_("待办"), url, not is_closed),
        NavItem(_("已销号"), f"{url}?closed=1", is_closed),
    ]
    context: Context = {"page": page, "rows": rows, "tabs": tabs}
    return render(request, "requests/improvement_list.html", context)


@staff_required
@never_cache
@require_safe
def improvement(request: HttpRequest, improvement_id: UUID) -> HttpResponse:
    """One improvement and the next steps."""
    now = timezone.now()
    case = get_improvement_for(request.user, improvement_id, at=now)
    return render(request, PAGE, _context(request, case, now))


@staff_required
@never_cache
@require_POST
def improvement_act(request: HttpRequest, improvement_id: UUID, act: str) -> HttpResponse:
    """Take the act of the button that was pressed."""
    now, user = timezone.now(), reader(request)
    case = get_improvement_for(user, improvement_id, at=now)
    group, button = find(GROUPS, act)
    form = make(group, case, request.POST)
    if is_done(form, lambda: button.call(case, form, user, now)):
        return HttpResponseRedirect(reverse("improvement", args=[improvement_id]))
    context = _context(request, case, now, bound={group.key: form})
    return render(request, PAGE, context, status=422)


def _context(
    request: HttpRequest, case: Case, at: datetime, *, bound: dict[str, forms.Form] | None = None
) -> Context:
    row = Improvement.objects.select_related("source").get(pk=case.pk)
    return {
        "case": case,
        "row": row,
        "state": words.state_name(case),
        "facts": [
            Fact(_("改进单位"), words.office_name(case.office)),
            Fact(_("原因"), views.cause_name(case.place, row.cause)),
            Fact(_("来自"), row.source.number),
        ],
        "promises": views.promises_of(case, at=at),
        "groups": shown_groups(GROUPS, case, reader(request), at=at, bound=bound),
        "events": views.events_of([case.pk]),
        "trail": [Link(_("改进任务"), reverse("improvements"))],
    }
