"""The office answers what firms contest of its data."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.requests.pages.acts import (
    Button,
    Group,
    find,
    is_done,
    make,
    reader,
    shown_groups,
)
from yingshang.city.requests.pages.forms import ActForm
from yingshang.city.requests.pages.views import Row, with_due
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import Role, User
from yingshang.core.facts.contests.answering import take_contest_step
from yingshang.core.facts.contests.queries import contests_for, get_contest_for
from yingshang.core.models import Case
from yingshang.portal.facts import cases, words
from yingshang.portal.facts.forms import AnswerForm
from yingshang.ui.components import Link, NavItem
from yingshang.ui.paging import page_of

PAGE = "portal/facts/contest_desk.html"
OFFICE = frozenset({Role.HANDLER, Role.REVIEWER, Role.APPROVER})
UNANSWERED = frozenset({"opened", "verifying"})


def _step(name: str) -> Callable[[Case, Any, User, datetime], object]:
    def call(case: Case, form: Any, user: User, at: datetime) -> object:
        kept = form.cleaned_data
        return take_contest_step(
            case.pk, name, reason=kept.get("reason", ""), user=user, at=at, version=kept["version"]
        )

    return call


GROUPS = (
    Group("verify", gettext_lazy("签收"), ActForm, frozenset({"opened"}), OFFICE,
          (Button("verify", gettext_lazy("开始核实"), _step("verify"), "quiet"),)),
    Group("answer", gettext_lazy("答复企业"), AnswerForm, UNANSWERED, OFFICE, (
        Button("agree", gettext_lazy("属实，下次上报更正"), _step("agree")),
        Button("uphold", gettext_lazy("维持原数据"), _step("uphold"), "quiet"),
    )),
)  # fmt: skip


@staff_required
@never_cache
@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """What is contested at the reader's office, due ones first; `?closed=1`: the closed ones."""
    now = timezone.now()
    is_closed = request.GET.get("closed") == "1"
    found = contests_for(request.user, at=now).filter(closed_at__isnull=not is_closed)
    page = page_of(request, with_due(found))
    url = reverse("fact_contests")
    context = {
        "page": page,
        "rows": [_row(case, now) for case in page.object_list],
        "tabs": [
            NavItem(_("待办"), url, not is_closed),
            NavItem(_("已办结"), f"{url}?closed=1", is_closed),
        ],
        "trail": [Link(_("数据上报"), reverse("facts_desk"))],
    }
    return render(request, "portal/facts/contest_list.html", context)


@staff_required
@never_cache
@require_safe
def contest(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """One contested fact, what the firm says, and the next steps."""
    now = timezone.now()
    case = get_contest_for(request.user, contest_id, at=now)
    return render(request, PAGE, _context(request, case, now))


@staff_required
@never_cache
@require_POST
def act(request: HttpRequest, contest_id: UUID, act: str) -> HttpResponse:
    """Take the act of the button that was pressed."""
    now, user = timezone.now(), reader(request)
    case = get_contest_for(user, contest_id, at=now)
    group, button = find(GROUPS, act)
    form = make(group, case, request.POST)
    if is_done(form, lambda: button.call(case, form, user, now)):
        return redirect("fact_contest", contest_id=contest_id)
    context = _context(request, case, now, bound={group.key: form})
    return render(request, PAGE, context, status=422)


def _row(case: Case, at: datetime) -> Row:
    due: datetime | None = getattr(case, "due_at", None)
    url = reverse("fact_contest", args=[case.pk])
    colour = "broken" if due and due < at else "act"
    return Row(
        case, url, words.case_state(case), case.party.name, words.when(due) if due else "", colour
    )


def _context(
    request: HttpRequest, case: Case, at: datetime, *, bound: dict[str, forms.Form] | None = None
) -> dict[str, object]:
    return {
        "case": case,
        "row": case.contested_fact,
        "title": words.case_title(case),
        "state": words.case_state(case),
        "colour": cases.colour_of(case),
        "facts": cases.facts_of(case),
        "promises": cases.promises_of(case, at=at),
        "groups": shown_groups(GROUPS, case, reader(request), at=at, bound=bound),
        "events": cases.events_of(case, with_names=True),
        "trail": [
            Link(_("数据上报"), reverse("facts_desk")),
            Link(_("数据异议"), reverse("fact_contests")),
        ],
    }
