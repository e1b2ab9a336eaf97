"""The call-back desk: bad ratings to verify, answer and call back. Nobody else finds it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.matters.rating_pages.callback_views import case_context, list_context
from yingshang.city.matters.rating_pages.forms import (
    NoteForm,
    RevealForm,
    StepForm,
    add_domain_error,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import User
from yingshang.core.cases.types import StepRefused
from yingshang.core.ratings.complaints import publish_handling
from yingshang.core.ratings.followups import (
    get_followup_for,
    is_at_desk,
    take_followup_step,
)
from yingshang.core.ratings.identity import reveal_rater
from yingshang.core.ratings.lifecycle import FOLLOWUP
from yingshang.errors import Conflict, Invalid, Kind
from yingshang.ui.components import NavItem
from yingshang.ui.htmx import render

CASE_PAGE = "matters/rating/callback_case.html"


@staff_required
@never_cache
@require_safe
def followups(request: HttpRequest) -> HttpResponse:
    """The follow-ups of the reader's desks, those due first; `?closed=1` shows the closed ones."""
    now = timezone.now()
    if not is_at_desk(request.user, at=now):
        raise CaseMissing
    is_closed = request.GET.get("closed") == "1"
    url = reverse("callback_list")
    tabs = [
        NavItem(_("待办"), url, not is_closed),
        NavItem(_("已办结"), f"{url}?closed=1", is_closed),
    ]
    context = list_context(request, is_open=not is_closed, at=now) | {"tabs": tabs}
    return render(request, "matters/rating/callback_list.html", context)


@staff_required
@never_cache
@require_safe
def followup(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One follow-up: the rating without its giver, what was done, and the next steps."""
    return render(request, CASE_PAGE, case_context(request, case_id, at=timezone.now()))


@staff_required
@require_POST
def step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the step that the button names."""
    now, user = timezone.now(), _user(request)
    get_followup_for(user, case_id, at=now)
    name = request.POST.get("step", "")
    known = FOLLOWUP.step(name.removesuffix("_malicious"))
    form = StepForm(request.POST, needs_reason=known is None or known.needs_reason)
    if form.is_valid():
        data = form.cleaned_data
        try:
            take_followup_step(
                case_id, name, user=user, at=now, version=data["version"], reason=data["reason"]
            )
        except StepRefused as refused:
            if refused.kind is not Kind.INVALID:
                raise
            form.add_error("reason", refused.text(get_language() or "zh-hans"))
        else:
            return HttpResponseRedirect(reverse("callback_case", args=[case_id]))
    context = case_context(request, case_id, at=now, form=form)
    return render(request, CASE_PAGE, context, status=422)


@staff_required
@never_cache
@require_POST
def reveal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show once who rated; the read is recorded, and the person can see it."""
    now, user = timezone.now(), _user(request)
    _case, rating = get_followup_for(user, case_id, at=now)
    form = RevealForm(request.POST)
    who = None
    if form.is_valid():
        try:
            who = reveal_rater(user, rating.pk, purpose=form.cleaned_data["purpose"], at=now)
        except (Invalid, Conflict) as error:
            add_domain_error(form, error, get_language())
    context = case_context(request, case_id, at=now, reveal_form=form, who=who)
    return render(request, CASE_PAGE, context, status=200 if who else 422)


@staff_required
@require_POST
def publish(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Publish what was done, once the follow-up is closed."""
    now, user = timezone.now(), _user(request)
    case, rating = get_followup_for(user, case_id, at=now)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            publish_handling(case, rating, form.cleaned_data["note"], user=user, at=now)
        except Invalid as error:
            add_domain_error(form, error, get_language())
        else:
            return HttpResponseRedirect(reverse("callback_case", args=[case_id]))
    context = case_context(request, case_id, at=now, note_form=form)
    return render(request, CASE_PAGE, context, status=422)


def _user(request: HttpRequest) -> User:
    """The reader, whom `staff_required` let in."""
    if not isinstance(request.user, User):
        raise CaseMissing
    return request.user
