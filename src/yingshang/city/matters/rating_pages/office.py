"""The rated office: its bad ratings without who gave them, and its complaint about one."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.rating_pages import words
from yingshang.city.matters.rating_pages.forms import ComplaintForm, add_domain_error
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.ratings.complaints import (
    OfficeRating,
    bad_rating_at,
    bad_ratings_at,
    complain,
)
from yingshang.core.ratings.errors import RatingHidden
from yingshang.errors import Invalid
from yingshang.ui.components import Fact, Link
from yingshang.ui.htmx import render

MAY_COMPLAIN = frozenset({"opened", "verifying", "listed"})


@dataclass(frozen=True, slots=True)
class Row:
    """A bad rating in the office's list."""

    url: str
    grade: str
    reasons: str
    comment: str
    state: str
    complaint: str


@staff_required
@never_cache
@require_safe
def bad_ratings(request: HttpRequest) -> HttpResponse:
    """The bad ratings of the offices at which the reader serves; a random order, no moment."""
    rows = [_row(found) for found in bad_ratings_at(request.user, at=timezone.now())]
    return render(request, "matters/rating/office_list.html", {"rows": rows})


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """One bad rating of the reader's office, and the complaint about it."""
    now, user = timezone.now(), request.user
    found = bad_rating_at(user, pseudonym, at=now)
    if not isinstance(user, User):
        raise RatingHidden
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            complain(pseudonym, form.cleaned_data["ground"], form.cleaned_data["text"], user=user,
                     at=now)  # fmt: skip
        except Invalid as error:
            add_domain_error(form, error, get_language())
        else:
            return HttpResponseRedirect(reverse("office_rating", args=[pseudonym]))
    context: dict[str, object] = {
        "facts": _facts(found),
        "form": form,
        "may_complain": found.complaint is None and found.state in MAY_COMPLAIN,
        "trail": [Link(_("本单位的差评"), reverse("office_ratings"))],
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/rating/office_rating.html", context, status=status)


def _row(found: OfficeRating) -> Row:
    return Row(
        reverse("office_rating", args=[found.pseudonym]),
        words.grades()[found.grade],
        words.reasons_text(found.reasons),
        found.comment,
        words.state_name(found.state) if found.state else "",
        _verdict(found),
    )


def _facts(found: OfficeRating) -> list[Fact]:
    facts = [
        Fact(_("评价"), words.grades()[found.grade]),
        Fact(_("原因"), words.reasons_text(found.reasons) or "—"),
        Fact(_("意见"), found.comment or "—"),
        Fact(_("状态"), words.state_name(found.state) if found.state else "—"),
    ]
    if found.complaint is not None:
        facts += [
            Fact(_("申诉理由"), found.complaint.get_ground_display()),
            Fact(_("说明"), found.complaint.text),
            Fact(_("复核结论"), _verdict(found)),
        ]
    return facts


def _verdict(found: OfficeRating) -> str:
    if found.complaint is None:
        return ""
    return str(found.complaint.get_verdict_display() or _("待复核"))
