"""The home tells the receiving place how its case stands: a whole picture after every change.

Reports follow the version of the case, so that nothing can be missed: whoever moved it, a person,
the clock or a register, the next sweep sees that more happened than was told. The desk reports in
the transaction of its step.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.handovers import Note, name_of, note_all, own_lines_of
from yingshang.city.matters.crossregion.letters import Name
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.licences.codes import check_url
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Moved
from yingshang.core.exchange.places.posting import Post, post
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Commitment
from yingshang.core.statements import fetch

HOME = CrossFile.Role.HOME
REPORTER = Actor.system("cross_region")
LOG_OF_STATE = {
    "accepted": "accepted", "correction": "correction", "granted": "granted",
    "delivered": "delivered", "refused": "refused", "withdrawn": "withdrawn",
}  # fmt: skip
WITH_REASON = frozenset({
    "ask_correction", "refuse", "refuse_acceptance", "terminate", "annul", "not_within_permits",
    "wrong_office",
})  # fmt: skip
BATCH = 500
AT_ONCE = 200


def report(
    case_ids: Collection[UUID] | None = None, *, at: datetime, is_forced: bool = False
) -> int:
    """Write a letter for each home file whose case moved since it was last told; answers how many.

    Without ids: all of them, a batch at a time. The number of SQL statements does not depend on
    the files. `is_forced` tells although nothing moved.
    """
    with transaction.atomic():
        files = _untold(case_ids, is_forced=is_forced)
        if not files:
            return 0
        facts = _facts([file.case_id for file in files])
        note_all(line for file in files for line in _lines_of_state(file, facts, at))
        lines = own_lines_of(files)
        mark = f".{at.timestamp():.0f}" if is_forced else ""
        post([_post(file, facts, lines[file.pk], mark) for file in files], actor=REPORTER, at=at)
        for file in files:
            file.told_version = file.case.version
        CrossFile.objects.bulk_update(files, ["told_version", "accepted_at", "decided_at"])
    return len(files)


def report_moved(moved: Sequence[Moved], *, at: datetime | None) -> None:
    """After steps at the desk, in their transaction; larger batches are told by the next sweep."""
    if moved and at is not None and len(moved) <= AT_ONCE:
        case_ids = {row.case_id for row in moved}
        if fetch(_HAS_HOME_FILES, [list(case_ids)])[0][0]:
            report(case_ids, at=at)


_HAS_HOME_FILES = """SELECT EXISTS (SELECT 1 FROM matters_crossfile
WHERE case_id = ANY (%s::uuid[]) AND role = 'home')"""


def _untold(case_ids: Collection[UUID] | None, *, is_forced: bool) -> list[CrossFile]:
    rows = CrossFile.objects.select_for_update(of=("self",), skip_locked=case_ids is None)
    rows = rows.filter(role=HOME).select_related("case__office", "case__item")
    if case_ids is not None:
        rows = rows.filter(case_id__in=list(case_ids))
    if not is_forced:
        rows = rows.filter(case__version__gt=F("told_version"))
    return list(rows.order_by("pk")[:BATCH])


@dataclass
class _Facts:
    """What the letters say beside the cases themselves."""

    dues: dict[UUID, dict[str, Commitment]] = field(default_factory=dict)
    entries: dict[UUID, list[EntryView]] = field(default_factory=dict)
    results: dict[UUID, list[letters.Result]] = field(default_factory=dict)


def _facts(case_ids: Sequence[UUID]) -> _Facts:
    from yingshang.city.matters.models import Licence

    found = _Facts()
    for promise in Commitment.objects.filter(case_id__in=case_ids).order_by("started_at"):
        found.dues.setdefault(promise.case_id, {})[promise.clock] = promise
    for entry in entries_of(case_ids):
        found.entries.setdefault(entry.subject_id, []).append(entry)
    for licence in Licence.objects.filter(case_id__in=case_ids).order_by("issued_at", "id"):
        found.results.setdefault(licence.case_id, []).append(
            letters.Result(
                name=Name(zh=str(licence.body["name"]), en=str(licence.body["name_en"])),
                number=licence.number,
                check_url=check_url(licence.token),
            )
        )
    return found


def _lines_of_state(file: CrossFile, facts: _Facts, at: datetime) -> Iterator[Note]:
    """The lines of the log that the new state means, each once for each round."""
    case, final = file.case, lifecycle_of(file.case.kind).state(file.case.state).is_final
    promises = facts.dues.get(case.pk, {})
    running = promises.get("statutory") or promises.get("promised")
    if running is not None and file.accepted_at is None:
        file.accepted_at = running.started_at
        yield Note(file, "accepted", file.place, running.started_at, case.office)
    act = LOG_OF_STATE.get(case.state, "ended" if final else "")
    if act in ("granted", "refused") or (act == "delivered" and file.decided_at is None):
        file.decided_at = file.decided_at or at
        decided = "refused" if act == "refused" else "granted"
        yield Note(file, decided, file.place, at, case.office)
    if act and act not in ("accepted", "granted", "refused"):
        holder = file.peer if act == "correction" else file.place
        key = f"{act}.{case.version}" if act == "correction" else act
        yield Note(file, act, holder, at, case.office, _reason(case.pk, facts), key)


def _post(file: CrossFile, facts: _Facts, lines: tuple[letters.Line, ...], mark: str) -> Post:
    case = file.case
    found = lifecycle_of(case.kind).state(case.state)
    promises = facts.dues.get(case.pk, {})
    body = letters.State(
        version=case.version,
        number=case.number,
        office=name_of(case.office),
        state=case.state,
        state_name=Name(zh=found.zh, en=found.en),
        is_final=int(found.is_final),
        received_at=_text(file.home_received_at),
        accepted_at=_text(file.accepted_at),
        promised_due=_due(promises, "promised"),
        statutory_due=_due(promises, "statutory"),
        decided_at=_text(file.decided_at),
        reason=_reason(case.pk, facts),
        results=tuple(facts.results.get(case.pk, ())),
        log=lines,
    )
    key = f"{file.dossier}.state.{case.version}{mark}"
    return Post(file.place, file.peer, letters.STATE, key, file.dossier, case.pk, body.body())


def _reason(case_id: UUID, facts: _Facts) -> str:
    """The reason of the last step that gave the applicant one."""
    for entry in reversed(facts.entries.get(case_id, ())):
        step = entry.action.partition(".")[2]
        if step in WITH_REASON and entry.data is not None:
            return str(entry.data.get("what") or entry.data.get("reason") or "")
    return ""


def _due(promises: Mapping[str, Commitment], clock: str) -> str:
    promise = promises.get(clock)
    return instant(promise.due_at) if promise and promise.cancelled_at is None else ""


def _text(at: datetime | None) -> str:
    return instant(at) if at else ""
