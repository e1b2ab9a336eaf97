"""Cases move here and nowhere else: a batch of steps, judged over locked rows, then written.

The number of SQL statements depends on what kinds of effects the batch has, never on its size.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.cases.effects import apply_effects
from yingshang.core.cases.judging import Judged, judge
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Move, Moved, Outcome, StepRefused
from yingshang.core.copying import json_text
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.services import record

CHUNK = 50_000


def advance(moves: Sequence[Move], *, all_or_nothing: bool = True) -> Outcome:
    """Take each case its step; refusals come back per row, or refuse the whole batch.

    Rows are locked in id order, so that concurrent batches never deadlock; of two that move the
    same case, one wins and the other learns what happened.
    Errors: `StepRefused` (all_or_nothing), `NotCanonical` for data that no entry can hold.
    """
    outcome = Outcome([], [])
    with transaction.atomic():
        for first in range(0, len(moves), CHUNK):
            part = _advance_chunk(moves[first : first + CHUNK], first, all_or_nothing)
            outcome.moved.extend(part.moved)
            outcome.refused.extend(part.refused)
    return outcome


def _advance_chunk(moves: Sequence[Move], first: int, all_or_nothing: bool) -> Outcome:
    _lock([move.case_id for move in moves])
    judged, refused = judge(moves, first)
    if refused and all_or_nothing:
        raise StepRefused(refused[0])
    _move(judged)
    apply_effects(judged)
    entries = record([_act(row) for row in judged])
    moved = [_moved(row, entry_id) for row, entry_id in zip(judged, entries, strict=True)]
    return Outcome(moved, refused)


def _moved(row: Judged, entry_id: UUID) -> Moved:
    move = row.move
    return Moved(
        move.case_id, row.step.name, row.target, row.version + 1, entry_id, move.actor, move.at,
        row.place, row.kind, row.party_id, row.office_id, row.item_id, row.parent_id, row.number,
        row.title,
    )  # fmt: skip


def _lock(case_ids: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM core_case WHERE id = ANY (ARRAY("
            "SELECT value::uuid FROM json_array_elements_text(%s::json)))"
            " ORDER BY id FOR UPDATE) AS locked",
            [json_text(case_ids)],
        )


_MOVE = """
UPDATE core_case c SET state = b.state, version = c.version + 1,
    handler_id = CASE b.handler WHEN 'take' THEN b.actor_id WHEN 'drop' THEN NULL
        ELSE c.handler_id END,
    closed_at = b.closed_at
FROM json_to_recordset(%s::json) AS b(id uuid, state text, handler text, actor_id uuid,
    closed_at timestamptz)
WHERE c.id = b.id"""


def _move(judged: Sequence[Judged]) -> None:
    if not judged:
        return
    rows = [_change(row) for row in judged]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [json_text(rows)])


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


def _act(row: Judged) -> Act:
    move = row.move
    data: dict[str, object] = dict(move.data)
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
