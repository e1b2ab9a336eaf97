"""One step of one case: its form, and what is shown when somebody else was faster."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingshang.city.matters.desk import take_step
from yingshang.city.matters.desk_pages.history import History, history_of
from yingshang.city.matters.desk_pages.officer import case_at_desk, officer
from yingshang.city.matters.desk_pages.step_base import StepForm
from yingshang.city.matters.desk_pages.step_forms import FORMS, STOPPING
from yingshang.city.matters.desk_pages.template_use import Used, template_links, used_template
from yingshang.city.matters.desk_pages.words import said, state_name, step_name, titled
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case
from yingshang.errors import DomainError, Kind

GONE = (Kind.DENIED, Kind.MISSING)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_step(request: HttpRequest, case_id: UUID, step: str) -> HttpResponse:
    """Show the form of a step, or take it.

    Errors: `CaseMissing`; `StepRefused` when it is not the officer's to take.
    """
    if step not in FORMS:
        raise Http404
    user, at = officer(request), timezone.now()
    case = case_at_desk(user, case_id, at=at)
    sent = request.POST.get("template", "") or request.GET.get("template", "")
    used = used_template(case, step, sent, at=at) if sent else None
    initial = {used.field: used.text} if used else {}
    form = FORMS[step](request.POST or None, case=case, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _take(request, form, step, user, at, used)
    status = 422 if form.is_bound else 200
    return _page(request, form, step, status=status, used=used)


def _take(
    request: HttpRequest,
    form: StepForm,
    step: str,
    user: User,
    at: datetime,
    used: Used | None,
) -> HttpResponse:
    history = history_of(form.case, at=at)
    if history.has_form(form.key):
        messages.info(request, _("这一步已经办过，没有重复办理。"))
        return _to_case(form.case)
    try:
        taken = form.step(step)
        if used is not None:
            taken = replace(taken, data={**taken.data, **used.data()})
        take_step(taken, user=user, at=at)
    except StepRefused as error:
        if error.kind in GONE:
            raise
        return _refused(request, form, step, error, at)
    except DomainError as error:
        text = error.text(get_language() or "zh-hans")
        form.add_error(_mended(form, error.field), text)
        return _page(request, form, step, status=422)
    name = step_name(form.case.kind, step)
    told = {"step": name, "number": form.case.number}
    messages.success(request, _("已%(step)s：%(number)s") % told)
    return _to_case(form.case)


def _refused(
    request: HttpRequest, form: StepForm, step: str, error: StepRefused, at: datetime
) -> HttpResponse:
    """What happened meanwhile, from the case's entries; or that this very form was done."""
    history = history_of(form.case, at=at)
    if history.has_form(form.key):
        messages.info(request, _("这一步已经办过，没有重复办理。"))
        return _to_case(form.case)
    text = error.text(get_language() or "zh-hans")
    return _page(request, form, step, status=409, conflict=text, history=history)


def _page(
    request: HttpRequest,
    form: StepForm,
    step: str,
    *,
    status: int,
    conflict: str = "",
    history: History | None = None,
    used: Used | None = None,
) -> HttpResponse:
    case = form.case
    seen = form.cleaned_data["version"] if conflict else 0
    context = {
        "case": case,
        "form": form,
        "step": step,
        "step_name": step_name(case.kind, step),
        "is_stopping": step in STOPPING,
        "state_name": state_name(case.kind, case.state),
        "title": titled(
            said(case.item.body["name"], case.item.body.get("name_en")), case.party.name
        ),
        "conflict": conflict,
        "used": used,
        "templates": [] if conflict else template_links(case, step),
        "events": history.events(since_version=seen) if history else [],
    }
    return render(request, "matters/desk/step.html", context, status=status)


def _mended(form: StepForm, field: str | None) -> str | None:
    """The form's own name of the field that an error of the service points at."""
    name = {"points": "others", "expected_end": "end"}.get(field or "", field)
    return name if name in form.fields else None


def _to_case(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk_case", args=[case.pk]))
