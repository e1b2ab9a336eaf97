"""What applicants do with their cases, many at once: withdraw, and answer deficiency notices.

As `applicants` does for one; who may act is judged over the locked rows, refusals come back by row.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.progress import go_on, refused
from yingshang.city.matters.standing import latest, lock_bundles
from yingshang.city.matters.undertakings.following import after_ends
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Outcome
from yingshang.core.ledger.acts import Actor


class ApplicantAct(NamedTuple):
    """An applicant's step on one member case: `withdraw`, or `resubmit` as it was."""

    case_id: UUID
    step: str
    user_id: UUID
    at: datetime
    on_behalf_of: UUID | None = None
    reason: str = ""


def act_all(acts: Sequence[ApplicantAct]) -> Outcome:
    """Take the steps with all that follows; a fixed number of SQL statements."""
    moves = [
        Move(
            act.case_id, act.step, Actor.user(act.user_id), act.at, reason=act.reason,
            on_behalf_of=act.on_behalf_of,
            data={"changed": []} if act.step == "resubmit" else {},
        )
        for act in acts
    ]  # fmt: skip
    with transaction.atomic():
        lock_bundles({act.case_id for act in acts})
        outcome = advance(moves, all_or_nothing=False)
        ended = {row.case_id: row.at for row in outcome.moved if row.step == "withdraw"}
        if ended:
            after_ends(list(ended), at=max(ended.values()))
            refused(list(ended), at=ended)
        back = latest((r.parent_id, r.at) for r in outcome.moved if r.step == "resubmit")
        if back:
            go_on(back.keys(), at=back)
    return outcome
