"""The supervising office's side: its watches, one of them, and the steps it takes."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.desk_pages.dues import promises_of
from yingshang.city.matters.desk_pages.history import history_of
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said, step_name
from yingshang.city.matters.desk_queries import offered_steps
from yingshang.city.matters.permits import words
from yingshang.city.matters.permits.desk import get_watch_at_desk, take_watch_steps, watches_for
from yingshang.city.matters.permits.desk_forms import FORMS, STOPPING, WatchForm
from yingshang.city.matters.permits.lists import permit_of
from yingshang.city.matters.permits.promising import is_promised
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case
from yingshang.errors import Kind
from yingshang.ui.components import Fact
from yingshang.ui.paging import page_of

GONE = (Kind.DENIED, Kind.MISSING)


@staff_required
@never_cache
@require_safe
def permit_desk(request: HttpRequest) -> HttpResponse:
    """The watches at one's posts: `show` those to claim, at risk, under way, ended."""
    user, at = officer(request), timezone.now()
    show = request.GET.get("show", "open")
    page = page_of(request, _shown(watches_for(user, at=at), show).order_by("opened_at", "pk"))
    cases = list(page.object_list)
    promises = promises_of(cases, place=cases[0].place, at=at) if cases else None
    rows = [
        {
            "case": case,
            "name": words.permit_name(case),
            "phrases": words.phrases_text(case.permit_watch),
            "due": promises.view(case.pk) if promises else None,
            "state": words.state_of(case),
        }
        for case in cases
    ]
    context = {
        "rows": rows,
        "page": page,
        "show": show,
        "shown": _choices(),
        "tabs": desk_tabs(posts_of(user, at=at), here="permit_desk"),
    }
    return render(request, "matters/permits/desk_list.html", context)


def _choices() -> list[tuple[str, str]]:
    return [
        ("open", _("未办结")),
        ("claim", _("待认领")),
        ("risk", _("无证经营风险")),
        ("closed", _("已办结")),
    ]


def _shown(rows: QuerySet[Case], show: str) -> QuerySet[Case]:
    if show == "claim":
        return rows.filter(state__in=["told", "promised"])
    if show == "risk":
        return rows.filter(state="flagged")
    return rows.filter(closed_at__isnull=show != "closed")


@staff_required
@never_cache
@require_safe
def permit_desk_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One watch as the office sees it. Errors: `CaseMissing`."""
    user, at = officer(request), timezone.now()
    return _case(request, get_watch_at_desk(user, case_id, at=at), user, at)


def _case(request: HttpRequest, case: Case, user: User, at: datetime) -> HttpResponse:
    promises = promises_of([case], place=case.place, at=at)
    colour, state = words.state_of(case)
    steps = [step for step in offered_steps(user, case, at=at) if step.name in FORMS]
    context = {
        "case": case,
        "name": words.permit_name(case),
        "colour": colour,
        "state": state,
        "due": promises.view(case.pk),
        "steps": [
            (s.name, step_name(case.kind, s.name), "stop" if s.name in STOPPING else "quiet")
            for s in steps
        ],
        "events": history_of(case, at=at).events(),
        "facts": _facts(case, at),
    }
    return render(request, "matters/permits/desk_case.html", context)


def _facts(case: Case, at: datetime) -> list[Fact]:
    watch = case.permit_watch
    facts = [
        Fact(_("企业"), case.party.name),
        Fact(_("统一社会信用代码"), case.party.credit_code or "—"),
        Fact(_("经营范围用语"), words.phrases_text(watch)),
        Fact(_("办理方式"), words.way_text(permit_of(case.item))),
        Fact(_("要办的"), words.requirement_text(watch)),
        Fact(_("企业承诺"), _("已承诺") if is_promised(case) else _("没有承诺")),
        Fact(_("监管单位"), said(case.office.name, case.office.name_en)),
        Fact(_("认领人"), case.handler.display_name if case.handler else _("还没有人认领")),
        Fact(_("告知时间"), moment_text(case.opened_at, now=at)),
    ]
    if watch.licence_no:
        facts.append(Fact(_("许可证件"), watch.licence_no))
    return facts


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def permit_desk_step(request: HttpRequest, case_id: UUID, step: str) -> HttpResponse:
    """Show the form of a step, or take it. Errors: `CaseMissing`, `StepRefused`."""
    if step not in FORMS:
        raise Http404
    user, at = officer(request), timezone.now()
    case = get_watch_at_desk(user, case_id, at=at)
    form = FORMS[step](request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        return _take(request, form, step, user, at)
    return _form(request, form, step, status=422 if form.is_bound else 200)


def _take(
    request: HttpRequest, form: WatchForm, step: str, user: User, at: datetime
) -> HttpResponse:
    if history_of(form.case, at=at).has_form(form.key):
        messages.info(request, _("这一步已经办过，没有重复办理。"))
        return redirect("permit_desk_case", form.case.pk)
    try:
        take_watch_steps([form.step(step)], user=user, at=at)
    except StepRefused as error:
        if error.kind in GONE:
            raise
        form.add_error(None, error.text(get_language() or "zh-hans"))
        return _form(request, form, step, status=409)
    told = {"step": step_name(form.case.kind, step), "number": form.case.number}
    messages.success(request, _("已%(step)s：%(number)s") % told)
    return redirect("permit_desk_case", form.case.pk)


def _form(request: HttpRequest, form: WatchForm, step: str, *, status: int) -> HttpResponse:
    case = form.case
    context = {
        "case": case,
        "form": form,
        "step": step,
        "step_name": step_name(case.kind, step),
        "is_stopping": step in STOPPING,
        "name": words.permit_name(case),
        "state": words.state_of(case),
    }
    return render(request, "matters/permits/desk_step.html", context, status=status)
