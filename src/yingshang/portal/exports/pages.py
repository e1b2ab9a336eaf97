"""One's own exports: how far they are, the file, cancelling."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.core.access.decorators import staff_required
from yingshang.core.exports.models import Export
from yingshang.core.exports.registry import exporter_of
from yingshang.core.exports.services import (
    UNDER_WAY,
    cancel,
    exports_of,
    get_export_for,
    open_file,
)
from yingshang.ui.components import State
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLOURS = {"waiting": State.PAUSE, "running": State.ACT, "done": State.KEPT, "failed": State.BROKEN,
           "cancelled": State.PAUSE, "expired": State.PAUSE}  # fmt: skip
KIB = 1024


@dataclass(frozen=True)
class View:
    """An export as its pages show it."""

    export: Export
    name: str
    state: str
    colour: State
    asked: str
    expires: str
    size: str

    @property
    def is_under_way(self) -> bool:
        """Whether there is something to wait for."""
        return self.export.state in UNDER_WAY

    @property
    def is_done(self) -> bool:
        """Whether the file is there."""
        return self.export.state == Export.State.DONE

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("export_page", args=[self.export.pk])


@staff_required
@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    """The reader's own exports, the newest first."""
    page = page_of(request, exports_of(officer(request)), per_page=20)
    context = {"page": page, "rows": [view_of(export) for export in page.object_list]}
    return render_page(request, "portal/exports.html", context)


@staff_required
@require_safe
def export_page(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far it is; with JavaScript the part renews itself, without it there is a link."""
    view = view_of(get_export_for(officer(request), export_id))
    return render(
        request, "portal/export.html", {"view": view}, partial="portal/export_progress.html"
    )


@staff_required
@require_POST
def export_cancel(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Stop it."""
    cancel(export_id, user=officer(request), at=timezone.now())
    messages.success(request, _("已取消导出。"))
    return redirect("export_page", export_id=export_id)


@staff_required
@require_safe
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The file itself; the fetching is an entry."""
    opened = open_file(export_id, user=officer(request), at=timezone.now())
    export, day = opened.export, local(opened.export.asked_at, field="asked_at")
    name = f"{export.kind.replace('.', '-')}-{day:%Y%m%d-%H%M}.xlsx"
    response = FileResponse(opened.file, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    response["Content-Length"] = str(export.size_bytes)
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]  # a streaming response is one for Django


def view_of(export: Export) -> View:
    """The export as it is shown."""
    exporter = exporter_of(export.kind)
    now = timezone.now()
    return View(
        export,
        said(exporter.zh, exporter.en),
        STATE_NAMES[export.state](),
        COLOURS[export.state],
        moment_text(export.asked_at, now=now),
        moment_text(export.expires_at, now=now) if export.expires_at else "",
        f"{(export.size_bytes or 0) / KIB:,.0f} KiB" if export.size_bytes else "",
    )


STATE_NAMES = {
    "waiting": lambda: _("排队"),
    "running": lambda: _("生成中"),
    "done": lambda: _("已生成"),
    "failed": lambda: _("未成功"),
    "cancelled": lambda: _("已取消"),
    "expired": lambda: _("已过期"),
}
