"""Pages of agents and their clients: the clients, the authorisations, copies of applications."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.matters.agents.authorising import (
    Asked,
    decide,
    hand_in,
    handed_in_by,
    waiting_for,
)
from yingshang.city.matters.agents.queries import client_rows, clients
from yingshang.city.matters.applications.copying import copy_application
from yingshang.city.matters.pages.readers import reader_of
from yingshang.city.matters.queries.offers import offers
from yingshang.core.access.decorators import signed_in
from yingshang.core.catalogue.places import place_code
from yingshang.errors import DomainError
from yingshang.ui.forms import DateInput, OncePageForm
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

SEARCH_LENGTH = 80


class AuthorisationForm(OncePageForm):
    """A signed authorisation: whose, for what, until when, and the paper."""

    name = forms.CharField(label=gettext_lazy("企业名称"), max_length=120)
    credit_code = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=18)
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("授权办理的事"),
        help_text=gettext_lazy("一个都不选，就是全部。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    last_day = forms.DateField(label=gettext_lazy("授权的最后一天"), widget=DateInput)
    file = forms.FileField(
        label=gettext_lazy("盖章的授权书"),
        help_text=gettext_lazy("PDF、JPG 或 PNG，20 MB 以内。"),
    )

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scope"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = services

    def asked(self) -> Asked:
        """What a valid form says."""
        kept = self.cleaned_data
        return Asked(kept["name"], kept["credit_code"], tuple(kept["scope"]), kept["last_day"])


@signed_in
@require_safe
def my_clients(request: HttpRequest) -> HttpResponse:
    """The agent's clients by name, with what is under way for each."""
    user, at = reader_of(request), timezone.now()
    search = request.GET.get("search", "").replace("\x00", "").strip()[:SEARCH_LENGTH]
    page = page_of(request, clients(user, at=at, search=search))
    context = {
        "rows": client_rows(user, list(page.object_list), at=at),
        "page": page,
        "search": search,
        "waiting": waiting_for(user, at=at).exists(),
    }
    return render(request, "matters/agents/clients.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_authorisations(request: HttpRequest) -> HttpResponse:
    """What waits for my word, what I handed in, and a form to hand in another."""
    user, at = reader_of(request), timezone.now()
    place = place_code()
    found = offers(place, on=local(at, field="at").date())
    is_english = (get_language() or "").startswith("en")
    services = [
        (o.code, o.service.bundle.name_en if is_english else o.service.bundle.name)
        for o in found.bundles
    ]
    form = AuthorisationForm(request.POST or None, request.FILES or None, services=services)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            hand_in(form.asked(), upload, file_name=str(upload.name), place=place, user=user, at=at)
        except DomainError as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, error.text(get_language() or "zh-hans"))
        else:
            messages.success(request, _("授权书已提交，等委托人确认。"))
            return HttpResponseRedirect(reverse("my_authorisations"))
    context = {
        "form": form,
        "waiting": list(waiting_for(user, at=at)),
        "handed_in": list(handed_in_by(user)[:50]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/agents/authorisations.html", context, status=status)


@signed_in
@require_POST
def authorisation_decide(request: HttpRequest, authorisation_id: UUID) -> HttpResponse:
    """Confirm or refuse an authorisation. Errors: `AuthorisationMissing`."""
    agrees = request.POST.get("answer") == "yes"
    decide(authorisation_id, agrees=agrees, user=reader_of(request), at=timezone.now())
    told = _("已确认授权，代办人现在可以替您办理。") if agrees else _("没有确认授权。")
    messages.success(request, told)
    return HttpResponseRedirect(reverse("my_authorisations"))


@signed_in
@require_POST
def apply_copy(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """A new draft with what an earlier application said. Errors: `ApplicationMissing`."""
    draft = copy_application(application_id, user=reader_of(request), at=timezone.now())
    messages.success(request, _("已复制为新的申请，请核对每一项。"))
    return HttpResponseRedirect(reverse("apply_resume", args=[draft.pk]))
