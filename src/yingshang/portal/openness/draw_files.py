"""Everything of a draw that can be taken home, and the program that checks it."""

import hashlib
from functools import cache
from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yingshang.core.draws import queries
from yingshang.core.draws.errors import DrawMissing
from yingshang.core.ledger.publishing import receipt_for
from yingshang.portal.openness.answers import AN_HOUR, JSON, PYTHON, file_answer
from yingshang.proofs import draws as package

CHECKER = Path(package.__file__).with_name("verify_draw.py")
ACTS = ("announced", "ended")


@require_safe
def announcement(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """The announcement's canonical bytes; they never change."""
    name = "announcement.json"
    return file_answer(queries.announcement_of(draw_id), JSON, cache=AN_HOUR, name=name)


@require_safe
def published(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """The whole document that `verify_draw.py` takes, once the draw is over."""
    return file_answer(queries.published_of(draw_id), JSON, cache=AN_HOUR, name="draw.json")


@require_safe
def receipt(request: HttpRequest, draw_id: UUID, act: str) -> HttpResponse:
    """The ledger's receipt for the announcement or the end: it shows which came first.

    A draw's entries are made to be read by everybody; of whom acted they hold a number only.
    Errors: `NotYetSealed`.
    """
    if act not in ACTS:
        raise DrawMissing
    document = receipt_for(queries.entry_of(draw_id, act)).to_json()
    return file_answer(document, JSON, cache="no-cache", name=f"receipt-{act}.json")


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    """The stand-alone file, exactly as the package ships it."""
    return file_answer(_checker()[0], PYTHON, cache=AN_HOUR, name=CHECKER.name)


def checker_sha256() -> str:
    """The hash of the file that `checker` serves."""
    return _checker()[1]


@cache
def _checker() -> tuple[bytes, str]:
    content = CHECKER.read_bytes()
    return content, hashlib.sha256(content).hexdigest()
