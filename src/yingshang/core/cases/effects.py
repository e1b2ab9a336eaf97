"""What follows a step: clocks start, stop, pause and grow; the party is told. Set-based."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from yingshang.core.cases.judging import Judged
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.telling import tell_parties
from yingshang.core.catalogue.versions import item_bodies
from yingshang.core.commitments import services as commitments
from yingshang.core.commitments.models import Extension, Suspension
from yingshang.core.commitments.types import Start


def apply_effects(judged: Sequence[Judged], *, editions: Mapping[str, UUID | None]) -> None:
    """Write every effect of the batch; kinds of effects that do not occur cost nothing.

    `editions` are the newest ones of the places, as this transaction has read them.
    """
    _end_clocks(judged)
    _pause_and_extend(judged)
    starts = _starts(judged)
    dues = commitments.start(starts, editions=editions)
    tell_parties(judged, started={s.case_id: due for s, due in zip(starts, dues, strict=True)})


def _end_clocks(judged: Sequence[Judged]) -> None:
    for met in (True, False):
        commitments.end(
            [
                (row.move.case_id, clock, row.move.at)
                for row in judged
                for clock in (row.step.meets if met else row.step.cancels)
            ],
            met=met,
        )


def _pause_and_extend(judged: Sequence[Judged]) -> None:
    pausing = [_suspension(row) for row in judged if row.step.pauses]
    resuming = [(row.move.case_id, row.move.at) for row in judged if row.step.resumes]
    extending = [_extension(row) for row in judged if row.step.extends]
    commitments.resume(resuming)
    if pausing:
        commitments.pause(pausing)
    if extending:
        commitments.extend(extending)
    touched = [row for row in judged if row.step.pauses or row.step.resumes or row.step.extends]
    if touched:
        latest = max(row.move.at for row in touched)
        commitments.recompute([row.move.case_id for row in touched], at=latest)


def _suspension(row: Judged) -> Suspension:
    pause = row.move.pause
    if pause is None:
        raise ValueError(f"step {row.step.name} pauses the clock and needs Move.pause")
    return Suspension(
        case_id=row.move.case_id,
        reason=pause.reason,
        ground=pause.ground,
        notice_no=pause.notice_no,
        starts_at=row.move.at,
        expected_end_at=pause.expected_end,
    )


def _extension(row: Judged) -> Extension:
    longer = row.move.longer
    if longer is None or row.step.extends is None:
        raise ValueError(f"step {row.step.name} extends a clock and needs Move.longer")
    return Extension(
        case_id=row.move.case_id,
        clock=row.step.extends,
        budget=longer.budget.amount,
        unit=longer.budget.unit.value,
        reason=row.move.reason,
        notice_no=longer.notice_no,
        at=row.move.at,
    )


def _starts(judged: Sequence[Judged]) -> list[Start]:
    rows = [(row, clock) for row in judged for clock in row.step.starts]
    if not rows:
        return []
    bodies = item_bodies({row.item_id for row, _ in rows})
    budgets = {
        (row.item_id, name): lifecycle_of(row.kind).clock(name).budget(bodies[row.item_id])
        for row, name in {(row.item_id, name): (row, name) for row, name in rows}.values()
    }
    return [
        Start(
            row.move.case_id,
            row.place,
            row.office_id,
            row.party_id,
            name,
            budget,
            row.move.counts_from or row.move.at,
        )
        for row, name in rows
        if (budget := budgets[row.item_id, name]) is not None
    ]
