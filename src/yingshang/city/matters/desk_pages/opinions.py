"""Joint handling on pages: asking other offices about a case, and answering what one was asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.desk_pages.dues import promises_of
from yingshang.city.matters.desk_pages.form_data import answers_of, application_of
from yingshang.city.matters.desk_pages.officer import case_at_desk, officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said, state_name, titled
from yingshang.city.matters.opinions.lifecycle import OPINION
from yingshang.city.matters.opinions.models import AskedOpinion
from yingshang.city.matters.opinions.queries import asked_of, opinions_on, others_to_ask
from yingshang.city.matters.opinions.services import (
    ANSWER_LENGTH,
    MOST_DAYS,
    QUESTION_LENGTH,
    Asking,
    answer,
    ask,
    get_opinion_for,
    require_asker,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.posts import posts_of
from yingshang.core.models import Case, Office
from yingshang.errors import DomainError, Kind
from yingshang.ui.components import Fact
from yingshang.ui.forms import PageForm
from yingshang.ui.paging import page_of

LONG = forms.Textarea(attrs={"rows": 4})
DAYS = 3
"""Working days offered for an answer, to be changed office by office; a default of ours."""


class AskForm(PageForm):
    """Which offices are asked what, each with its own number of working days."""

    question = forms.CharField(
        label=gettext_lazy("请会办的问题"), max_length=QUESTION_LENGTH, widget=LONG
    )
    offices = forms.MultipleChoiceField(label=gettext_lazy("请哪些单位会办"))

    def __init__(self, *args: Any, others: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        field = self.fields["offices"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(o.pk), o.name) for o in others]

    def rows(self) -> list[dict[str, object]]:
        """The offices as lines of the form, with what was ticked and written before."""
        ticked = self.data.getlist("offices") if isinstance(self.data, QueryDict) else []
        return [
            {
                "pk": office.pk,
                "name": said(office.name, office.name_en),
                "is_ticked": str(office.pk) in ticked,
                "days": self.data.get(f"days:{office.pk}", DAYS),
            }
            for office in self.others
        ]

    def askings(self) -> list[Asking]:
        """The offices with their days; what is no number is refused by the service."""
        return [
            Asking(UUID(pk), _days(self.data.get(f"days:{pk}", "")))
            for pk in self.cleaned_data["offices"]
        ]


class AnswerForm(PageForm):
    """The opinion."""

    answer = forms.CharField(label=gettext_lazy("会办意见"), max_length=ANSWER_LENGTH, widget=LONG)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_ask_opinion(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask other offices about a case. Errors: `CaseMissing`, `NotYoursToAsk`."""
    user, at = officer(request), timezone.now()
    case = case_at_desk(user, case_id, at=at)
    require_asker(user, case, at=at)
    form = AskForm(request.POST or None, others=others_to_ask(case))
    if request.method == "POST" and form.is_valid():
        try:
            ask(case.pk, form.askings(), form.cleaned_data["question"], user=user, at=at)
        except DomainError as error:
            if error.kind in (Kind.DENIED, Kind.MISSING):
                raise
            _say(form, error)
        else:
            messages.success(request, _("已请其他单位会办。"))
            return HttpResponseRedirect(reverse("desk_case", args=[case.pk]))
    context = {
        "case": case,
        "title": _title(case),
        "form": form,
        "most_days": MOST_DAYS,
        "opinions": [opinion_row(asked, at) for asked in opinions_on(case)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/ask_opinion.html", context, status=status)


@staff_required
@require_safe
def desk_opinions(request: HttpRequest) -> HttpResponse:
    """What the officer's offices were asked and have not answered, what is due first on top."""
    user, at = officer(request), timezone.now()
    page = page_of(request, asked_of(user, at=at))
    rows = [opinion_row(asked, at) for asked in page.object_list]
    tabs = desk_tabs(posts_of(user, at=at), here="desk_opinions")
    return render(request, "matters/desk/opinions.html", {"rows": rows, "page": page, "tabs": tabs})


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """The question with the case it is about, and the answer. Errors: `OpinionMissing`."""
    user, at = officer(request), timezone.now()
    asked = get_opinion_for(user, opinion_id, at=at)
    form = AnswerForm(request.POST or None, initial={"version": asked.case.version})
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        try:
            answer(asked.pk, kept["answer"], user=user, at=at, version=kept["version"])
        except DomainError as error:
            if error.kind in (Kind.DENIED, Kind.MISSING):
                raise
            _say(form, error)
        else:
            messages.success(request, _("会办意见已答复。"))
            return HttpResponseRedirect(reverse("desk_opinions"))
    promises = promises_of([asked.case], place=asked.case.place, at=at)
    main = asked.main
    context = {
        "asked": asked,
        "title": _title(main),
        "due": promises.view(asked.case.pk),
        "state": state_name(OPINION.kind, asked.case.state),
        "form": form if asked.case.closed_at is None else None,
        "facts": _facts(asked, at),
        "answers": answers_of(main, application_of(main)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/opinion.html", context, status=status)


def _facts(asked: AskedOpinion, at: datetime) -> list[Fact]:
    main = asked.main
    return [
        Fact(_("主办单位"), said(main.office.name, main.office.name_en)),
        Fact(_("申请人"), main.party.name),
        Fact(_("编号"), main.number),
        Fact(_("会办编号"), asked.case.number),
        Fact(_("请会办的人"), asked.asked_by.display_name),
        Fact(_("时间"), moment_text(asked.case.opened_at, now=at)),
    ]


def opinion_row(asked: AskedOpinion, at: datetime) -> dict[str, object]:
    """An asked opinion as lists show it."""
    due = getattr(asked, "due_at", None)
    return {
        "asked": asked,
        "office": said(asked.case.office.name, asked.case.office.name_en),
        "main_office": said(asked.main.office.name, asked.main.office.name_en),
        "title": _title(asked.main),
        "state": state_name(OPINION.kind, asked.case.state),
        "kind": {"asked": "act", "answered": "kept"}.get(asked.case.state, "pause"),
        "due": moment_text(due, now=at) if due else "",
        "is_late": due is not None and due < at and asked.case.closed_at is None,
        "answered": moment_text(asked.answered_at, now=at) if asked.answered_at else "",
    }


def _title(case: Case) -> str:
    return titled(said(case.item.body["name"], case.item.body.get("name_en")), case.party.name)


def _days(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 3 else 0


def _say(form: PageForm, error: DomainError) -> None:
    field = {"days": "offices"}.get(error.field or "", error.field)
    form.add_error(field if field in form.fields else None, error.text(get_language() or "zh-hans"))
