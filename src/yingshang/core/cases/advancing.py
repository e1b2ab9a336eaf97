"""Cases move here and nowhere else: a batch of steps, judged over locked rows, then written.

The number of SQL statements depends on what kinds of effects the batch has, never on its size.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.cases.effects import apply_effects
from yingshang.core.cases.judging import Judged, judge
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Move, Moved, Outcome, Standing, StepRefused
from yingshang.core.commitments.clocks import NEWEST
from yingshang.core.copying import json_text
from yingshang.core.ledger.acts import NOTHING, Act
from yingshang.core.ledger.services import Epochs, record
from yingshang.core.statements import fetch, run

CHUNK = 50_000

Beside = Mapping[UUID, Mapping[str, object]]
"""What the entry of a case's step says beside the step's own data."""
Writing = Callable[[Sequence[Judged]], Beside]
"""What a capability writes with the steps, once they are judged and their effects are there."""


def advance(
    moves: Sequence[Move], *, all_or_nothing: bool = True, writing: Writing | None = None
) -> Outcome:
    """Take each case its step; refusals come back per row, or refuse the whole batch.

    `writing` is called for the rows that passed and answers what their entries say of it.

    Rows are locked in id order, so that concurrent batches never deadlock; of two that move the
    same case, one wins and the other learns what happened.
    Errors: `StepRefused` (all_or_nothing), `NotCanonical` for data that no entry can hold.
    """
    outcome = Outcome([], [])
    with _one_transaction(len(moves)):
        for first in range(0, len(moves), CHUNK):
            part = _advance_chunk(moves[first : first + CHUNK], first, all_or_nothing, writing)
            outcome.moved.extend(part.moved)
            outcome.refused.extend(part.refused)
    return outcome


@contextmanager
def _one_transaction(count: int) -> Iterator[None]:
    """The caller's transaction, or one of its own; a savepoint only where one could be needed.

    What fits into one chunk is judged before anything is written, so that a refusal leaves nothing
    behind; after any other error the caller's transaction can only be rolled back.
    """
    if count > CHUNK or not connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    try:
        yield
    except StepRefused:
        raise
    except Exception:
        transaction.set_rollback(True)
        raise


def _advance_chunk(
    moves: Sequence[Move], first: int, all_or_nothing: bool, writing: Writing | None
) -> Outcome:
    footing = _lock([move.case_id for move in moves])
    judged, refused = judge(moves, first)
    if refused and all_or_nothing:
        raise StepRefused(refused[0])
    return Outcome(_write(judged, writing, footing), refused)


def step_on(
    rows: Sequence[tuple[Standing, Move]],
    *,
    proven: Collection[str] = (),
    writing: Writing | None = None,
) -> list[Moved]:
    """Further steps of cases that this transaction holds, without locking and judging them again.

    For what follows by itself: `proven` are the codes of guards that the caller has made true.
    Errors: ValueError for a step that stands under anything else, as those of officers do.
    """
    judged = [_following(standing, move, proven) for standing, move in rows]
    return _write(judged, writing, _Footing(None, {})) if judged else []


def _following(standing: Standing, move: Move, proven: Collection[str]) -> Judged:
    step = lifecycle_of(standing.kind).step(move.step)
    if (
        step is None
        or move.actor.kind not in step.by
        or standing.state not in step.sources
        or step.takes
        or (step.needs_reason and not move.reason)
        or any(guard.code not in proven for guard in step.guards)
    ):
        raise ValueError(f"{move.step} does not follow by itself from {standing.state}")
    return Judged(
        move, standing.place, standing.kind, standing.state, standing.version, standing.party_id,
        standing.office_id, standing.item_id, standing.parent_id, standing.number, standing.title,
        step,
    )  # fmt: skip


def _write(judged: Sequence[Judged], writing: Writing | None, footing: "_Footing") -> list[Moved]:
    """The steps, their effects, what the capability writes with them, and their entries."""
    _move(judged)
    apply_effects(judged, editions=footing.editions)
    beside = writing(judged) if writing and judged else {}
    acts = [_act(row, beside.get(row.move.case_id, NOTHING)) for row in judged]
    entries = record(acts, epochs=footing.epochs)
    return [_moved(row, entry_id) for row, entry_id in zip(judged, entries, strict=True)]


def _moved(row: Judged, entry_id: UUID) -> Moved:
    move = row.move
    return Moved(
        move.case_id, row.step.name, row.target, row.version + 1, entry_id, move.actor, move.at,
        row.place, row.kind, row.party_id, row.office_id, row.item_id, row.parent_id, row.number,
        row.title,
    )  # fmt: skip


class _Footing(NamedTuple):
    """What the steps of a batch stand on, by place: the log's epoch, the newest edition.

    What was not read is read where it is needed.
    """

    epochs: Epochs | None
    editions: Mapping[str, UUID | None]


def _lock(case_ids: list[UUID]) -> _Footing:
    rows = fetch(_LOCK, [json_text(case_ids)])
    epochs = Epochs.of([(isolation, place, epoch) for isolation, place, epoch, _ in rows])
    return _Footing(epochs, {place: edition for _, place, _, edition in rows})


_LOCK = f"""
WITH locked AS MATERIALIZED (SELECT place FROM core_case WHERE id = ANY (ARRAY(
    SELECT value::uuid FROM json_array_elements_text(%s::json)))
    ORDER BY id FOR UPDATE)
SELECT current_setting('transaction_isolation'), p.place, coalesce(e.epoch, 1),
    ({NEWEST.format(place="p.place")})
FROM (SELECT DISTINCT place FROM locked) p LEFT JOIN core_ledgerepoch e USING (place)"""  # noqa: S608 - our own statement, no input


_MOVE = """
UPDATE core_case c SET state = b.state, version = c.version + 1,
    handler_id = CASE b.handler WHEN 'take' THEN b.actor_id WHEN 'drop' THEN NULL
        ELSE c.handler_id END,
    closed_at = CASE WHEN b.closed_at IS NOT NULL THEN greatest(b.closed_at, c.opened_at) END
FROM json_to_recordset(%s::json) AS b(id uuid, state text, handler text, actor_id uuid,
    closed_at timestamptz)
WHERE c.id = b.id"""


def _move(judged: Sequence[Judged]) -> None:
    if not judged:
        return
    rows = [_change(row) for row in judged]
    run(_MOVE, [json_text(rows)])


def _change(row: Judged) -> dict[str, object]:
    """What changes in the case's row; what is not named stays or is emptied."""
    change: dict[str, object] = {"id": row.move.case_id, "state": row.target}
    if row.step.hands and row.move.data.get("to"):
        change |= {"handler": "take", "actor_id": str(row.move.data["to"])}
    elif row.step.takes:
        change |= {"handler": "take", "actor_id": row.move.actor.id}
    elif row.step.drops:
        change["handler"] = "drop"
    if lifecycle_of(row.kind).state(row.target).is_final:
        change["closed_at"] = row.move.at
    return change


def _act(row: Judged, beside: Mapping[str, object]) -> Act:
    move = row.move
    data: dict[str, object] = {**move.data, **beside}
    data |= {"from": row.state, "to": row.target, "version": row.version + 1}
    if move.reason:
        data["reason"] = move.reason
    if move.pause:
        data |= {"ground": move.pause.ground, "notice_no": move.pause.notice_no}
    if move.longer:
        data |= {"more": move.longer.budget.amount, "unit": move.longer.budget.unit.value}
    return Act(
        row.place, row.kind, move.case_id, move.actor, move.at, f"{row.kind}.{row.step.name}",
        data, move.on_behalf_of,
    )  # fmt: skip
