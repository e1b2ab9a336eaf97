"""Papers and results stand in the entry of the step that made them; readers see them apart.

One act, one entry: what a step wrote is part of what was done. Papers that no step demands (a
receipt at the window) and results that a register filled back later have entries of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from yingshang.core.ledger.queries import EntryView

PAPER, RESULT = "matter.paper", "matter.result"
BESIDE = ("paper", "results")
"""Where a step's entry keeps what it made."""

Data = Mapping[str, object]


def paper_said(paper_id: UUID, kind: str, number: str) -> dict[str, object]:
    """What a step's entry says of the paper that it issued."""
    return {"paper": {"id": str(paper_id), "kind": kind, "number": number}}


def unfolded(entries: Iterable[EntryView]) -> Iterator[EntryView]:
    """Each entry, and behind it one for its paper and each result, with its id and hash."""
    for entry in entries:
        made = [] if entry.data is None else list(_made(entry.data))
        if not made:
            yield entry
            continue
        own = {name: value for name, value in (entry.data or {}).items() if name not in BESIDE}
        yield replace(entry, data=own)
        for action, data in made:
            yield replace(entry, action=action, data=data)


def _made(data: Data) -> Iterator[tuple[str, dict[str, object]]]:
    paper, results = data.get("paper"), data.get("results")
    if isinstance(paper, dict):
        yield PAPER, {"paper": paper["id"], "kind": paper["kind"], "number": paper["number"]}
    if isinstance(results, list):
        yield from ((RESULT, result) for result in results)
