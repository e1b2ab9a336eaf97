"""Many papers in one print: asked for from the queue, fetched when it is ready."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.matters.desk_pages.batch import chosen_cases
from yingshang.city.matters.desk_pages.history import PAPERS
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.queue import queue_page
from yingshang.city.matters.desk_pages.words import moment_text
from yingshang.city.matters.papers.pdf import pdf_answer
from yingshang.city.matters.tools.printing import open_print, print_of, print_papers
from yingshang.core.access.decorators import staff_required
from yingshang.errors import DomainError


@staff_required
@require_POST
def desk_print(request: HttpRequest) -> HttpResponse:
    """Print the papers of the chosen cases; the queue again if there is nothing to print."""
    user, at = officer(request), timezone.now()
    chosen = chosen_cases(request.POST.getlist("case"))
    asked = request.POST.get("kind", "")
    try:
        run = print_papers(chosen, kind=asked if asked in PAPERS else "", user=user, at=at)
    except DomainError as error:
        messages.error(request, error.text(get_language() or "zh-hans"))
        return queue_page(request, user, at=at, status=422)
    return HttpResponseRedirect(reverse("desk_print_run", args=[run.pk]))


@staff_required
@never_cache
@require_safe
def desk_print_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How a print stands. Errors: `PrintMissing`."""
    user, at = officer(request), timezone.now()
    run = print_of(user, run_id, at=at)
    context = {
        "run": run,
        "total": len(run.paper_ids),
        "until": moment_text(run.expires_at, now=at),
        "is_waiting": run.state == run.State.WAITING,
        "is_ready": run.state == run.State.READY,
    }
    return render(request, "matters/desk/print.html", context)


@staff_required
@require_safe
def desk_print_file(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The print itself. Errors: `PrintMissing`."""
    return pdf_answer(open_print(officer(request), run_id, at=timezone.now()))
