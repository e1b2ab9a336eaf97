"""The applicant asks for a review of her draft; the office reads what it needs and answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.applications.checking import problems_of
from yingshang.city.matters.applications.planning import Planned, planned
from yingshang.city.matters.applications.values import shown
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.city.matters.pages.readers import Draft, draft_page, say
from yingshang.city.matters.permits.models import PreReview
from yingshang.city.matters.prereview.services import (
    answer_pre_review,
    ask_pre_review,
    get_pre_review_for,
    pre_reviews_for,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.posts import posts_of
from yingshang.errors import DomainError
from yingshang.ui.components import Fact
from yingshang.ui.forms import PageForm
from yingshang.ui.paging import page_of

READY = (("yes", gettext_lazy("可以提交")), ("no", gettext_lazy("还要修改")))


class AnswerForm(PageForm):
    """What the office found."""

    is_ready = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=READY, widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label=gettext_lazy("预审意见"),
        help_text=gettext_lazy("写明哪里要改、还缺什么。预审不是受理，也不计时。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@draft_page
def pre_review(draft: Draft) -> HttpResponse:
    """What was asked and answered about the draft; POST asks."""
    error = ""
    if draft.is_post:
        try:
            question = draft.request.POST.get("question", "")
            ask_pre_review(draft.application.pk, question=question, user=draft.user, at=draft.at)
        except DomainError as problem:
            error = say(problem)
        else:
            messages.success(draft.request, _("已请单位预审，有结果会通知您。"))
            return redirect("pre_review", draft.application.pk)
    rows = PreReview.objects.filter(application=draft.application).order_by("-asked_at")
    context = {
        "application": draft.application,
        "rows": [(row, moment_text(row.asked_at, now=draft.at)) for row in rows],
        "is_waiting": any(row.answered_at is None for row in rows),
        "error": error,
    }
    status = 409 if error else 200
    return render(draft.request, "matters/apply/pre_review.html", context, status=status)


@staff_required
@never_cache
@require_safe
def pre_review_list(request: HttpRequest) -> HttpResponse:
    """The drafts that wait for a review at one's offices."""
    user, at = officer(request), timezone.now()
    page = page_of(request, pre_reviews_for(user, at=at))
    rows = [
        {
            "review": row,
            "name": _name(row),
            "asked": moment_text(row.asked_at, now=at),
        }
        for row in page.object_list
    ]
    tabs = desk_tabs(posts_of(user, at=at), here="pre_review_list")
    return render(
        request, "matters/desk/pre_reviews.html", {"rows": rows, "page": page, "tabs": tabs}
    )


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pre_review_answer(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The draft as far as a review needs it, and the answer. Errors: `PreReviewMissing`."""
    user, at = officer(request), timezone.now()
    row = get_pre_review_for(user, review_id, at=at)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        try:
            answer_pre_review(review_id, opinion=kept["opinion"],
                              is_ready=kept["is_ready"] == "yes", user=user, at=at)  # fmt: skip
        except DomainError as error:
            form.add_error("opinion", error.text(get_language() or "zh-hans"))
        else:
            messages.success(request, _("已答复预审。"))
            return redirect("pre_review_list")
    what = planned(row.application, at=at)
    context: dict[str, Any] = {
        "review": row,
        "name": _name(row),
        "form": form,
        "facts": _public_fields(what),
        "materials": _materials(what),
        "problems": [error.text(get_language() or "zh-hans") for error in problems_of(what)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/pre_review.html", context, status=status)


def _name(row: PreReview) -> str:
    body = row.application.bundle.body
    return said(body["name"], body.get("name_en"))


def _public_fields(what: Planned) -> list[Fact]:
    """Only what is not personal: a draft is the applicant's own until it is handed in."""
    kept = what.application.fields
    return [
        Fact(said(field.name, field.name_en), shown(field, kept[field.meaning]))
        for field in what.plan.fields
        if field.meaning in kept and field.sensitivity == "public"
        and field.type not in {"person", "persons", "id_number", "phone"}
    ]  # fmt: skip


def _materials(what: Planned) -> list[tuple[str, str]]:
    rows = what.application.materials.select_related("document")
    given: dict[str, list[str]] = {}
    for row in rows:
        given.setdefault(row.material, []).append(row.document.name)
    return [
        (said(m.name, m.name_en), "、".join(given.get(m.code, [])) or _("没有提交"))
        for m in what.plan.materials
    ]
