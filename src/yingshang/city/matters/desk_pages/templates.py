"""The reply templates of the officer's offices: listed, written, changed, taken out of use."""

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
from django.views.decorators.http import require_http_methods, require_POST

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said, step_name
from yingshang.city.matters.tools.errors import NotYourOffice
from yingshang.city.matters.tools.models import ReplyTemplate
from yingshang.city.matters.tools.placeholders import PLACEHOLDERS
from yingshang.city.matters.tools.templates import (
    NAME_LENGTH,
    STEPS,
    TEXT_LENGTH,
    Draft,
    change_template,
    get_template_for,
    make_template,
    offices_of,
    retire_template,
    templates_of,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.models import Office
from yingshang.errors import DomainError
from yingshang.ui.forms import PageForm


class TemplateForm(PageForm):
    """A template as it is written."""

    office = forms.ChoiceField(label=gettext_lazy("单位"))
    step = forms.ChoiceField(label=gettext_lazy("用在哪一步"))
    name = forms.CharField(label=gettext_lazy("模板名称"), max_length=NAME_LENGTH)
    text = forms.CharField(
        label=gettext_lazy("内容"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, offices: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "office": [(str(o.pk), said(o.name, o.name_en)) for o in offices],
            "step": [(step, step_name("matter", step)) for step in STEPS],
        }
        for name, found in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = found
        known = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.fields["text"].help_text = _("可以用占位符：%(known)s") % {"known": known}

    def draft(self) -> Draft:
        """What a valid form says."""
        kept = self.cleaned_data
        return Draft(kept["step"], kept["name"], kept["text"])


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_templates(request: HttpRequest) -> HttpResponse:
    """The templates in use, and a form for a new one. Errors: `NotYourOffice`."""
    user, at = officer(request), timezone.now()
    offices = {str(o.pk): o for o in _offices(user)}
    form = TemplateForm(request.POST or None, offices=list(offices.values()))
    if request.method == "POST" and form.is_valid():
        office = offices[form.cleaned_data["office"]]
        try:
            made = make_template(office, form.draft(), user=user, at=at)
        except DomainError as error:
            _say(form, error)
        else:
            messages.success(request, _("已保存模板：%(name)s") % {"name": made.name})
            return HttpResponseRedirect(reverse("desk_templates"))
    rows = [(t, step_name("matter", t.step), moment_text(t.made_at, now=at))
            for t in templates_of(user, at=at)]  # fmt: skip
    tabs = desk_tabs(posts_of(user, at=at), here="desk_templates")
    context = {"rows": rows, "form": form, "tabs": tabs}
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/templates.html", context, status=status)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """One template: its next version is written here. Errors: `TemplateMissing`."""
    user, at = officer(request), timezone.now()
    template = get_template_for(user, template_id, at=at)
    before = {"office": str(template.office_id), "step": template.step,
              "name": template.name, "text": template.text}  # fmt: skip
    form = TemplateForm(request.POST or None, initial=before, offices=[template.office])
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_template(template_id, form.draft(), user=user, at=at)
        except DomainError as error:
            _say(form, error)
        else:
            told = {"name": changed.name, "n": changed.version}
            messages.success(request, _("已保存模板：%(name)s，第 %(n)s 版") % told)
            return HttpResponseRedirect(reverse("desk_templates"))
    context = {"template": template, "form": form, "versions": _versions(template)}
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/template.html", context, status=status)


@staff_required
@require_POST
def desk_template_retire(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Take a template out of use. Errors: `TemplateMissing`, `ChangedMeanwhile`."""
    retire_template(template_id, user=officer(request), at=timezone.now())
    messages.success(request, _("模板已停用。"))
    return HttpResponseRedirect(reverse("desk_templates"))


def _offices(user: User) -> list[Office]:
    offices = Office.objects.filter(pk__in=offices_of(user, at=timezone.now())).order_by("code")
    if not offices:
        raise NotYourOffice
    return list(offices)


def _versions(template: ReplyTemplate) -> list[tuple[ReplyTemplate, str]]:
    rows = ReplyTemplate.objects.filter(code=template.code).select_related("made_by")
    return [(each, moment_text(each.made_at)) for each in rows.order_by("-version")]


def _say(form: TemplateForm, error: DomainError) -> None:
    field = error.field if error.field in form.fields else None
    form.add_error(field, error.text(get_language() or "zh-hans"))
