"""Pages of the green channel: open or end it for a case, and the cases that have it."""

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

from yingshang.city.matters.desk_pages.dues import promises_of
from yingshang.city.matters.desk_pages.officer import case_at_desk, officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.permits.green import (
    DECIDING,
    channels_for,
    end_channel,
    green_of,
    managers_for,
    open_channel,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.posts import may_serve, posts_of
from yingshang.core.models import User
from yingshang.errors import DomainError
from yingshang.ui.forms import PageForm
from yingshang.ui.paging import page_of


class GreenForm(PageForm):
    """Who manages the case, and why it has priority."""

    manager = forms.ChoiceField(label=gettext_lazy("专办员"))
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("会记入经过，申请人看得到。"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, managers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["manager"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(user.pk), user.display_name) for user in managers]


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def green(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open the channel for a case, or end it. Errors: `CaseMissing`, for hidden and not hers."""
    user, at = officer(request), timezone.now()
    case = case_at_desk(user, case_id, at=at)
    if not may_serve(user, case.pk, roles=DECIDING, at=at):
        raise CaseMissing
    form = GreenForm(request.POST or None, managers=list(managers_for(case, at=at)))
    if request.method == "POST":
        try:
            if request.POST.get("act") == "end":
                end_channel(case_id, user=user, at=at)
                messages.success(request, _("已结束绿色通道：%(number)s") % {"number": case.number})
                return redirect("desk_case", case.pk)
            if form.is_valid():
                kept = form.cleaned_data
                manager = UUID(kept["manager"])
                open_channel(case_id, manager, reason=kept["reason"], user=user, at=at)
                messages.success(request, _("已开通绿色通道：%(number)s") % {"number": case.number})
                return redirect("desk_case", case.pk)
        except DomainError as error:
            field = error.field if error.field in form.fields else None
            form.is_valid()
            form.add_error(field, error.text(get_language() or "zh-hans"))
    context = {"case": case, "form": form, "channel": green_of(case)}
    status = 422 if request.method == "POST" else 200
    return render(request, "matters/permits/green.html", context, status=status)


@staff_required
@never_cache
@require_safe
def green_list(request: HttpRequest) -> HttpResponse:
    """The cases at one's posts that have priority, with their managers and deadlines."""
    user, at = officer(request), timezone.now()
    page = page_of(request, channels_for(user, at=at))
    channels = list(page.object_list)
    cases = [channel.case for channel in channels]
    promises = promises_of(cases, place=cases[0].place, at=at) if cases else None
    rows = [
        {
            "channel": channel,
            "case": channel.case,
            "matter": said(channel.case.item.body["name"], channel.case.item.body.get("name_en")),
            "due": promises.view(channel.case_id) if promises else None,
        }
        for channel in channels
    ]
    tabs = desk_tabs(posts_of(user, at=at), here="green_list")
    context = {"rows": rows, "page": page, "tabs": tabs}
    return render(request, "matters/permits/green_list.html", context)
