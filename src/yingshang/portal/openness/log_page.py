"""What the ledger's log says now, what that means, and how to follow it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.core.catalogue.places import loaded_places, place_code
from yingshang.core.ledger.publishing import NothingSealed, latest_checkpoint, public_keys
from yingshang.core.ledger.sealing import SealingState, sealing_state
from yingshang.core.schemas import said
from yingshang.portal.openness import words
from yingshang.ui.components import Fact
from yingshang.ui.htmx import render

LATE_SECONDS = 60
"""The sealer comes every few seconds; an entry that waits longer than this is said aloud."""


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The latest checkpoint and the keys; six statements however long the log is."""
    place, now = place_code(), timezone.now()
    state = sealing_state(place)
    try:
        note = latest_checkpoint(place).decode()
    except NothingSealed:
        note = ""
    keys = public_keys(place)
    origin = keys[0].partition("+")[0]
    context = {
        "note": note,
        "keys": keys,
        "origin": origin,
        "facts": _facts(state, note, now),
        "is_late": state.age(now=now).total_seconds() > LATE_SECONDS,
        "waiting": words.age_text(state.age(now=now)),
        "others": _others(place),
        "address": request.build_absolute_uri(reverse("log")).rstrip("/"),
    }
    return render(request, "portal/openness/log.html", context)


def _others(place: str) -> list[tuple[str, str]]:
    """The address of every other place's checkpoint on this site, and the place's name."""
    return [
        (reverse("log_file", args=[f"{code}/checkpoint"]), said(str(b["name"]), str(b["name_en"])))
        for _folder, code, b in loaded_places()
        if code != place
    ]


def _facts(state: SealingState, note: str, now: datetime) -> list[Fact]:
    if not note:
        return []
    root = note.split("\n")[2]
    facts = [
        Fact(_("已封存"), _("%(n)s 笔") % {"n": f"{state.size:,}"}),
        Fact(_("树根"), root),
        Fact(_("待封存"), _("%(n)s 笔") % {"n": f"{state.backlog:,}"}),
    ]
    if state.sealed_at is not None:
        ago = _("%(age)s前") % {"age": words.age_text(now - state.sealed_at)}
        facts.insert(1, Fact(_("签名时间"), f"{words.moment_text(state.sealed_at)} · {ago}"))
    if state.epoch > 1:
        facts.append(Fact(_("纪元"), str(state.epoch)))
    return facts
