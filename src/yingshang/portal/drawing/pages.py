"""Announcing a draw: by somebody who serves at the office, on record before its chance exists."""

import csv
from datetime import datetime
from io import StringIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.posts import posts_of
from yingshang.core.draws.conducting import conductor
from yingshang.core.draws.models import Draw
from yingshang.core.draws.services import announce
from yingshang.core.models import Office, User
from yingshang.errors import DomainError, Kind
from yingshang.portal.drawing.forms import AnnounceForm
from yingshang.portal.drawing.pools import COLUMNS, exclusions_of, read_pool, strata_of
from yingshang.proofs.draws import Announcement, Words
from yingshang.ui.components import Link

EXAMPLES = (
    ("A", "firm-0001", "", "", ""),
    ("A", "firm-0002", "", "本年度已检查", "Inspected this year"),
)
"""How a row looks (source: illustrative)."""


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def announce_draw(request: HttpRequest) -> HttpResponse:
    """The form; what was announced leads to its public page."""
    user, at = officer(request), timezone.now()
    offices = list({post.office_id: post.office for post in posts_of(user, at=at)}.values())
    is_sent = request.method == "POST"
    form = AnnounceForm(*([request.POST, request.FILES] if is_sent else []), offices=offices)
    if is_sent and form.is_valid() and (draw := _announced(form, offices, user, at)):
        messages.success(request, _("已公告。公告的哈希已经入账，从现在起不能再改。"))
        return redirect("draw", draw_id=draw.pk)
    context = {"form": form, "trail": [Link(_("我的待办"), reverse("desk_queue"))]}
    status = 422 if form.errors else 200
    return render(request, "portal/drawing/announce.html", context, status=status)


@staff_required
@require_safe
def pool_template(request: HttpRequest) -> HttpResponse:
    """A file with the headings and two invented rows, to be filled."""
    text = StringIO()
    csv.writer(text).writerows([COLUMNS, *EXAMPLES])
    response = HttpResponse(f"\ufeff{text.getvalue()}".encode(), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="pool.csv"'
    return response


def _announced(form: AnnounceForm, offices: list[Office], user: User, at: datetime) -> Draw | None:
    """The draw on record, or nothing, with what is wrong said at its field."""
    kept = form.cleaned_data
    office = next(one for one in offices if str(one.pk) == kept["office"])
    try:
        rows = read_pool(kept["pool"].read())
        stated = Announcement(
            place=office.place,
            draw_id=kept["code"],
            purpose=Words(kept["purpose_zh"], kept["purpose_en"]),
            announced_at=at,
            strata=strata_of(rows, kept["strata"]),
            source=form.chance(at),
            exclusions=exclusions_of(rows),
        )
        actor = conductor(user.username, office, at=at)
        return announce(stated, office=office, actor=actor, at=at)
    except DomainError as error:
        if error.kind in (Kind.DENIED, Kind.MISSING):
            raise
        field = error.field if error.field in form.fields else None
        form.add_error(field, error.text(get_language() or "zh-hans"))
        return None
