"""Rating a finished case, and a window's service with its ticket."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yingshang.city.matters.rating_pages import words
from yingshang.city.matters.rating_pages.forms import (
    RatingForm,
    WindowRatingForm,
    add_domain_error,
)
from yingshang.core.access.decorators import signed_in
from yingshang.core.models import Case, Office, Rating, RatingHandling
from yingshang.core.ratings import rating
from yingshang.core.ratings.errors import RatedBefore
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import Rateable
from yingshang.errors import Invalid
from yingshang.ui.htmx import render

Context = dict[str, object]


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form for a finished case of the reader's; once rated, what became of the rating."""
    now = timezone.now()
    case = rating.case_acted_for(request.user, case_id, at=now)
    try:
        service = rating.case_to_rate(request.user, case_id, at=now)
    except RatedBefore:
        return render(request, "matters/rating/rated.html", _rated(case))
    form = RatingForm(_posted(request))
    if _is_taken(form, lambda o: rating.rate(case_id, o, user=request.user, at=now)):
        return HttpResponseRedirect(reverse("rate", args=[case_id]))
    return _form_page(request, form, _context(service, form) | {"number": case.number})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_window(request: HttpRequest, service_id: UUID, code: str) -> HttpResponse:
    """The form behind the QR code of a queue ticket; whoever holds the ticket, without log-in."""
    now = timezone.now()
    try:
        service = rating.window_to_rate(service_id, code, at=now)
    except RatedBefore:
        return render(request, "matters/rating/rated.html", {})
    form = WindowRatingForm(_posted(request))

    def give(opinion: Opinion) -> Rating:
        phone = form.cleaned_data["phone"]
        return rating.rate_window(service_id, opinion, code=code, phone=phone, at=now)

    if _is_taken(form, give):
        return HttpResponseRedirect(reverse("rate_window", args=[service_id, code]))
    return _form_page(request, form, _context(service, form))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _is_taken(form: RatingForm, give: Callable[[Opinion], Rating]) -> bool:
    """Whether the rating was given, now or a moment ago; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        give(form.opinion)
    except RatedBefore:
        return True
    except Invalid as error:
        add_domain_error(form, error, get_language())
        return False
    return True


def _form_page(request: HttpRequest, form: RatingForm, context: Context) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "matters/rating/rate.html", context, status=status)


def _context(service: Rateable, form: RatingForm) -> Context:
    names = words.item_names(service.place, [service.item_code])
    return {
        "form": form,
        "service": names.get(service.item_code, service.item_code),
        "office": words.office_name(Office.objects.get(pk=service.office_id)),
        "ended": words.when(service.ended_at),
        "until": words.when(service.until),
    }


def _rated(case: Case) -> Context:
    """What the applicant's side may see of its own rating."""
    row = Rating.objects.get(subject_kind=rating.CASE, subject_id=case.pk)
    context: Context = {
        "grade": words.grades()[row.grade],
        "reasons": words.reasons_text(row.reasons),
        "comment": row.comment,
        "given": words.when(row.given_at),
        "service": words.item_names(case.place, [case.item.code]).get(case.item.code, case.number),
    }
    if row.followup_case_id is not None:
        followup = Case.objects.get(pk=row.followup_case_id)
        context |= {"followup": words.state_name(followup.state), "followup_no": followup.number}
        notes = RatingHandling.objects.filter(rating=row).values_list("note", flat=True)
        context["note"] = notes.first() or ""
    return context
