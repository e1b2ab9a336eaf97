"""The list of a run of granted applications: each with what was granted, less what it had before.

No rule runs again: it was decided when the firm applied. The credit lists are looked at again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.benefits.lifecycle import REVIEW
from yingshang.city.benefits.matching.handing import hand_over, waiting
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.payments.queries import paid_before
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.committing import committed_rows
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.crediting import excluded
from yingshang.city.benefits.runs.listed import listed_of
from yingshang.city.benefits.runs.loading import (
    CHANNELS,
    COLUMNS,
    SYSTEM,
    is_still,
    snapshots_of,
)
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.ids import new_id

State = Entitlement.State
HAD_BEFORE = "本期已经拨付过"
MORE_COLUMNS = (*COLUMNS, "party_id")


@dataclass(frozen=True, slots=True)
class _Row:
    """An application as a row of the list. *Units*: fen."""

    id: UUID
    application: Application
    full: int
    had: int
    exclusion: str
    state: State
    reason: str

    @property
    def due(self) -> int:
        """What is to be paid now."""
        return max(0, self.full - self.had)


def list_granted(run: Run, *, at: datetime) -> None:
    """List what was granted and waits, filtered by credit, under one root; in one transaction.

    Each application is handed over with its row. Done already, it changes nothing.
    Errors: `SnapshotDamaged`, `RuleLost`.
    """
    listed = listed_of(run)
    with transaction.atomic():
        if not is_still(run, "evaluated"):
            return
        rows = _rows(run, listed)
        copy_rows("benefits_entitlement", MORE_COLUMNS, _columns(run, rows))
        hand_over(run.place, {row.application.pk: row.id for row in rows}, run=run.pk,
                  actor=SYSTEM, at=at)  # fmt: skip
        commitment = committed_rows(
            (row.application.credit_code, row.full, row.exclusion or None) for row in rows
        )
        candidates = [row for row in rows if row.state is State.CANDIDATE]
        total = sum(row.due for row in candidates)
        Run.objects.filter(pk=run.pk).update(
            list_hash=commitment.list_hash, root=commitment.root, total_fen=total, progress=100,
            problem="", touched_at=at,
            counts={"granted": len(rows), "granted_fen": commitment.fen},
        )  # fmt: skip
        data = {"list": commitment.list_hash, "root": commitment.root,
                "candidates": len(candidates), "excluded": _count(rows, State.EXCLUDED),
                "fen": total}  # fmt: skip
        advance([Move(run.pk, "list", SYSTEM, at, data=data)])
        clocks.begin(run.case, REVIEW, clocks.REVIEW, at=at)


def _rows(run: Run, listed: Listed) -> list[_Row]:
    """The applications that wait, locked, by credit code."""
    found = waiting(run.place, run.policy, run.period).select_for_update(of=("self",))
    applications = sorted(found, key=lambda one: one.credit_code)
    codes = [one.credit_code for one in applications]
    hits = excluded(listed, codes, snapshots=snapshots_of(run))
    before = paid_before(run.place, run.policy, run.period)
    reasons = {one.element: one.reason for one in listed.model.exclusions}
    is_topped_up = listed.model.instalments == "top_up"
    return [
        _row(one, hits.get(one.credit_code, ""), before, reasons, is_topped_up=is_topped_up)
        for one in applications
    ]


def _row(
    application: Application,
    hit: str,
    before: Mapping[str, int],
    reasons: Mapping[str, str],
    *,
    is_topped_up: bool,
) -> _Row:
    full, had = application.granted_fen or 0, before.get(application.credit_code, 0)
    state, reason = State.CANDIDATE, ""
    if hit:
        state, reason = State.EXCLUDED, reasons.get(hit, "")
    elif had >= full or (had and not is_topped_up):
        state, reason = State.STRUCK, HAD_BEFORE
    return _Row(new_id(), application, full, had, hit, state, reason)


def _columns(run: Run, rows: Sequence[_Row]) -> Iterator[tuple[object, ...]]:
    """The rows for `MORE_COLUMNS`."""
    for row in rows:
        one = row.application
        told = {"verdict": str(one.decided.get("verdict") or ""), "exclusion": row.exclusion,
                "application": str(one.pk), "number": one.case.number}  # fmt: skip
        channel = CHANNELS.get(str(one.decided.get("channel")), "bank_account")
        yield (
            str(row.id), str(run.pk), one.credit_code, one.case.party.name[:200], row.full,
            row.had, row.due, channel, json_text(told), row.state.value, row.reason,
            str(one.case.party_id),
        )  # fmt: skip


def _count(rows: Sequence[_Row], state: State) -> int:
    return sum(row.state is state for row in rows)
