"""Saved filters: kept and dropped from the queue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.tools.filters import cleaned, forget_filter, save_filter
from yingshang.core.access.decorators import staff_required
from yingshang.errors import DomainError


@staff_required
@require_POST
def desk_filter_save(request: HttpRequest) -> HttpResponse:
    """Keep the filter under the name given, and show it."""
    query = cleaned(request.POST.get("query", ""))
    try:
        saved = save_filter(
            officer(request), request.POST.get("name", ""), query, at=timezone.now()
        )
        messages.success(request, _("已保存筛选：%(name)s") % {"name": saved.name})
    except DomainError as error:
        messages.error(request, error.text(get_language() or "zh-hans"))
    return HttpResponseRedirect(reverse("desk_queue") + (f"?{query}" if query else ""))


@staff_required
@require_POST
def desk_filter_forget(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Drop a saved filter of the user's."""
    forget_filter(officer(request), filter_id)
    messages.success(request, _("已删除筛选。"))
    return HttpResponseRedirect(reverse("desk_queue"))
