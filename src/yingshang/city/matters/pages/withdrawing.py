"""Withdraw a case, after a page that says what that means."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.applicants import OPEN, withdraw
from yingshang.city.matters.pages.case import acts_for, may_step
from yingshang.city.matters.pages.readers import posted_version, reader_of, say
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.doors import CaseMissing, get_case_for
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case
from yingshang.ui.forms import PageForm

LONGEST_REASON = 200


class WithdrawForm(PageForm):
    """Why, if the applicant wants to say."""

    reason = forms.CharField(
        label=gettext_lazy("为什么撤回"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("理由不超过 200 字，请写短一些。")},
    )


@signed_in
def case_withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask, then withdraw. Errors: `CaseMissing`, also for who may see it but not act for it."""
    user, at = reader_of(request), timezone.now()
    case = get_case_for(user, case_id, at=at)
    if not acts_for(user, case, at=at):
        raise CaseMissing
    if request.method != "POST":
        return _page(request, case, WithdrawForm())
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    version, reason = posted_version(request), form.cleaned_data["reason"].strip()
    try:
        withdraw(case_id, user=user, at=at, version=version, reason=reason)
    except StepRefused as error:
        fresh = get_case_for(user, case_id, at=at)
        return _page(request, fresh, form, problem=say(error), status=409)
    messages.success(request, _("已撤回。需要时可以重新申请。"))
    return redirect("case_page", case_id)


def _page(
    request: HttpRequest, case: Case, form: WithdrawForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "problem": problem,
        "is_possible": may_step(case, "withdraw"),
        "members": list(case.members.filter(state__in=OPEN).select_related("item")),
    }
    return render(request, "matters/case/withdraw.html", context, status=status)
