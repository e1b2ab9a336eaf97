"""The archive of an office: what lies there, until when, and what was erased."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.archiving.models import Archive
from yingshang.city.matters.desk_pages.life import archive_facts
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import said, state_name
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import served_cases
from yingshang.core.access.models import User
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

SOON = timedelta(days=365)


@staff_required
@require_safe
def archive_list(request: HttpRequest) -> HttpResponse:
    """The archived cases at one's posts, newest first; `show` all, soon to erase, or erased."""
    user, at = officer(request), timezone.now()
    show = request.GET.get("show", "all")
    text = request.GET.get("q", "").strip()[:60]
    page = page_of(request, _rows(user, show, text))
    rows = [
        {
            "archive": row,
            "case": row.case,
            "matter": said(row.case.item.body["name"], row.case.item.body.get("name_en")),
            "state": state_name(row.case.kind, row.case.state),
            "facts": archive_facts(row)[1:],
        }
        for row in page.object_list
    ]
    shown = [("all", _("全部")), ("soon", _("一年内到期")), ("erased", _("已销毁"))]
    context: dict[str, object] = {
        "page": page, "rows": rows, "show": show, "text": text, "shown": shown, "today":
        local(at, field="at").date(),
    }  # fmt: skip
    return render(request, "matters/desk/archive.html", context)


def _rows(user: User, show: str, text: str) -> QuerySet[Archive]:
    at = timezone.now()
    today = local(at, field="at").date()
    rows = Archive.objects.filter(case__in=served_cases(user, at=at).values("pk"))
    if show == "soon":
        rows = rows.filter(erased_at__isnull=True, erase_on__lte=today + SOON)
    elif show == "erased":
        rows = rows.filter(erased_at__isnull=False)
    if text:
        rows = rows.filter(Q(number=text) | Q(case__number=text))
    return rows.select_related("case__item").order_by("-archived_at", "-pk")
