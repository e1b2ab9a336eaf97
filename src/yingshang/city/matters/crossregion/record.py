"""The entries of a file's case in this place's own ledger, each with its hash."""

from datetime import datetime

from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.desk_pages.words import moment_text, said, step_name
from yingshang.city.matters.papers.entered import unfolded
from yingshang.core.cases.lifecycle import lifecycles
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.ui.components import Event

WORDS = {
    "case.open": ("立案", "case opened"),
    "exchange.push": ("发出函件", "letter written"),
    "exchange.answer": ("收到函件或回执", "letter or receipt received"),
    "exchange.dead": ("函件未能送达", "letter not delivered"),
    "exchange.retry": ("重新发函", "letter sent again"),
    "matter.paper": ("出具文书", "paper issued"),
    "matter.result": ("出具结果", "result issued"),
}
"""What is no step of a lifecycle, as people read it."""
SHOWN_OF_HASH = 16


def entries_shown(file: CrossFile, *, at: datetime) -> list[Event]:
    """Every entry about the case here, and whether it still fits its hash."""
    return [_event(entry, at) for entry in unfolded(entries_of([file.case_id]))]


def _event(entry: EntryView, at: datetime) -> Event:
    broken = entry.is_intact is False
    return Event(
        moment_text(entry.at, now=at),
        iso=entry.at.isoformat(),
        act=_act(entry.action),
        code=("✗ " if broken else "") + entry.hash_hex[:SHOWN_OF_HASH],
    )


def _act(action: str) -> str:
    if action in WORDS:
        return said(*WORDS[action])
    kind, _, step = action.partition(".")
    known = {lifecycle.kind for lifecycle in lifecycles()}
    return step_name(kind, step) if kind in known else action
