"""The page of a draw: what was announced when, how chance came in, who was drawn, how to check."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yingshang.core.draws.models import Draw
from yingshang.core.draws.queries import record_of
from yingshang.core.schemas import said
from yingshang.portal.openness import words
from yingshang.portal.openness.draw_files import CHECKER, checker_sha256
from yingshang.portal.openness.draw_outcome import exclusions, strata
from yingshang.portal.openness.draw_story import source_of, story_of
from yingshang.proofs.randomness import BeaconSource
from yingshang.ui.htmx import render


@require_safe
def draw(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Everything is read from the record; nothing of it is only on this page."""
    record, now = record_of(draw_id), timezone.now()
    draw = record.draw
    is_open = draw.state == Draw.State.ANNOUNCED
    context = {
        "draw": draw,
        "purpose": words.purpose(draw),
        "office": words.office_name(draw),
        "state": words.state_text(draw.state),
        "colour": words.STATE_COLOURS[Draw.State(draw.state)],
        "is_open": is_open,
        "is_overdue": is_open and now > draw.closes_at,
        "is_beacon": draw.source == BeaconSource.kind,
        "is_sealed": draw.announced_entry in record.seals,
        "is_end_sealed": draw.ended_entry in record.seals,
        "given_up_late": _given_up_late(draw),
        "void_reason": said(draw.void_zh, draw.void_en),
        "chance": words.moment_text(draw.chance_at),
        "story": story_of(record),
        "source": source_of(draw),
        "strata": strata(record),
        "exclusions": exclusions(draw),
        "inspectors": draw.summary["inspectors"],
        "hash": bytes(draw.announcement_hash).hex(),
        "has_document": draw.result is not None,
        "checker": CHECKER.name,
        "checker_sha256": checker_sha256(),
    }
    return render(request, "portal/openness/draw.html", context)


def _given_up_late(draw: Draw) -> bool:
    """Withdrawn when its randomness could have been known already."""
    is_void = draw.state == Draw.State.VOID and draw.result is None
    return is_void and draw.ended_at is not None and draw.ended_at >= draw.chance_at
