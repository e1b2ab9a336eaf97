"""The register of broken promises: what stands on it of mine, asking for repair, deciding on it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yingshang.city.matters.pages.readers import reader_of, say
from yingshang.city.matters.pages.words import said_in
from yingshang.city.matters.undertakings.credit import ask_repair, decide_repair
from yingshang.city.matters.undertakings.errors import CreditMissing
from yingshang.city.matters.undertakings.models import BadCredit
from yingshang.city.matters.undertakings.pages.words import credit_kind
from yingshang.city.matters.undertakings.queries import credit_at, credit_of
from yingshang.core.access.decorators import signed_in, staff_required
from yingshang.errors import Conflict
from yingshang.ui.form_errors import FormError, errors_of
from yingshang.ui.forms import PageForm
from yingshang.ui.paging import page_of

LONG = forms.Textarea(attrs={"rows": 3})


class WordsForm(PageForm):
    """What was put right, or why it is decided so."""

    words = forms.CharField(label=gettext_lazy("说明"), max_length=500, widget=LONG)


@signed_in
def my_credit(request: HttpRequest) -> HttpResponse:
    """My records and those of whom I act for; ask for repair."""
    user, at = reader_of(request), timezone.now()
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_repair(_id(request), form.cleaned_data["words"], user=user, at=at)
        except Conflict as error:
            messages.warning(request, say(error))
        else:
            messages.success(request, _("修复申请已提交，由记入的单位决定。"))
        return redirect("my_credit")
    rows = [_row(row) for row in credit_of(user, at=at)]
    asked = request.POST.get("record", "")
    errors = [FormError(error.text, f"words-{asked}") for error in errors_of(form)]
    context = {"rows": rows, "errors": errors if form.is_bound else []}
    status = 422 if form.is_bound else 200
    return render(request, "matters/undertakings/my_credit.html", context, status=status)


@staff_required
def desk_credit(request: HttpRequest) -> HttpResponse:
    """The records of the officer's offices, those that ask for repair first."""
    page = page_of(request, credit_at(reader_of(request), at=timezone.now()))
    context = {"page": page, "rows": [_row(row) for row in page.object_list], "form": WordsForm()}
    return render(request, "matters/undertakings/desk_credit.html", context)


@staff_required
@require_POST
def desk_credit_decide(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Repair, or decline with reasons. Errors: `NotYoursToRepair`, `CreditMissing`."""
    if not credit_at(reader_of(request), at=timezone.now()).filter(pk=record_id).exists():
        raise CreditMissing
    form = WordsForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("请写明理由。"))
        return redirect("desk_credit")
    repairs = request.POST.get("decision") == "repair"
    try:
        decide_repair(
            record_id, repairs=repairs, reason=form.cleaned_data["words"],
            user=reader_of(request), at=timezone.now(),
        )  # fmt: skip
    except Conflict as error:
        messages.warning(request, say(error))
    else:
        done = _("已修复，不再受限。") if repairs else _("已退回修复申请。")
        messages.success(request, done)
    return redirect("desk_credit")


def _row(row: BadCredit) -> dict[str, object]:
    matter = said_in(row.undertaking.case.item.body) if row.undertaking else ""
    return {"record": row, "kind": credit_kind(row.kind), "matter": matter}


def _id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("record", ""))
    except ValueError:
        return UUID(int=0)
