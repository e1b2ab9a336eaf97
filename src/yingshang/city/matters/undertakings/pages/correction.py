"""The party's side of a check: what was found, and the report of what was put right."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.pages.readers import posted_version, reader_of, say
from yingshang.city.matters.undertakings.aftercheck.steps import report_correction
from yingshang.city.matters.undertakings.pages.gap import own_case
from yingshang.city.matters.undertakings.queries import undertaking_behind
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.doors import CaseMissing
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.queries import entries_of
from yingshang.ui.forms import PageForm


class ReportForm(PageForm):
    """What was put right."""

    words = forms.CharField(
        label=gettext_lazy("整改情况"),
        help_text=gettext_lazy("写明改了什么；核查人员会再看一次。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@signed_in
def case_correction(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what is to be corrected by when; take the report. Errors: `CaseMissing`."""
    user, at = reader_of(request), timezone.now()
    case = own_case(user, case_id, at)
    if case.kind != "aftercheck":
        raise CaseMissing
    row, form = undertaking_behind(case), ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words, version = form.cleaned_data["words"], posted_version(request)
            report_correction(case_id, words, user=user, at=at, version=version)
        except StepRefused as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("已报告整改，等核查人员再看。"))
            return redirect("case_page", row.case_id)
    found = [e for e in entries_of([case_id]) if e.action == "aftercheck.find_short"]
    context = {
        "case": case,
        "row": row,
        "form": form,
        "found": str((found[-1].data or {}).get("reason", "")) if found else "",
        "is_open": case.state == "correcting",
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/undertakings/correction.html", context, status=status)
