"""Before an export: what will be in it, whether persons are named whole, and what for."""

import re
from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import said
from yingshang.core.access.decorators import staff_required
from yingshang.core.exports.errors import PurposeNeeded, TooManyAtOnce
from yingshang.core.exports.registry import exporter_of
from yingshang.core.exports.services import PURPOSE_LENGTH, Order, ask
from yingshang.ui.forms import OncePageForm

MOST_FILTERS = 12
LONGEST = 100
_NAME = re.compile(r"[a-z_]{1,20}")


class ExportForm(OncePageForm):
    """How names stand, and the purpose of whole ones."""

    is_whole = forms.BooleanField(
        label=_("本单位的办件写出自然人完整姓名"),
        help_text=_("不选时姓名打码。身份证号、电话从不导出。"),
        required=False,
    )
    purpose = forms.CharField(
        label=_("用途"),
        help_text=_("要写出完整姓名时必填；记入台账。"),
        max_length=PURPOSE_LENGTH,
        required=False,
    )


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def export_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for an export of the list that one came from. Errors: `ExporterMissing`."""
    user, exporter = officer(request), exporter_of(kind)
    kept = filter_of(request.GET)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        order = Order(
            kind, kept, bool(form.cleaned_data["is_whole"]), str(form.cleaned_data["purpose"])
        )
        key: UUID = form.key
        try:
            export = ask(order, user=user, at=timezone.now(), key=key)
        except PurposeNeeded as error:
            form.add_error("purpose", said(error.text(), error.text("en")))
        except TooManyAtOnce as error:
            form.add_error(None, said(error.text(), error.text("en")))
        else:
            return redirect("export_page", export_id=export.pk)
    context = {
        "form": form,
        "name": said(exporter.zh, exporter.en),
        "facts": exporter.describe(kept),
        "columns": [said(column.zh, column.en) for column in exporter.columns],
    }
    status = 422 if form.errors else 200
    return render(request, "portal/export_new.html", context, status=status)


def filter_of(given: Mapping[str, str]) -> dict[str, str]:
    """The filter as plain strings, as far as it can be one; paging and sorting are the page's."""
    kept = {
        name: str(given[name]).replace("\x00", "")[:LONGEST]
        for name in list(given)[: 3 * MOST_FILTERS]
        if _NAME.fullmatch(name) and name not in {"page", "after", "sort"} and given[name]
    }
    return dict(sorted(kept.items())[:MOST_FILTERS])
