"""What follows for undertakings when cases move: called by the desk and by the progress of bundles.

Steps that have nothing to do with promises cost nothing here; a decision costs one SQL statement.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.undertakings.gaps import begin, fail_gaps, pass_gaps
from yingshang.city.matters.undertakings.keeping import cancel, open_of
from yingshang.core.cases.types import Moved
from yingshang.core.ledger.acts import CLOCK

CANCELLED = "办件已经结束，承诺失效。The case is over, and the promise with it."


def after_steps(moved: Sequence[Moved], said: Mapping[UUID, Mapping[str, object]]) -> None:
    """The gap's time starts on acceptance; what was handed in was found sound or unfit."""
    by_step: dict[str, list[Moved]] = {}
    for row in moved:
        by_step.setdefault(row.step, []).append(row)
    for row in by_step.get("accept_conditionally", ()):
        begin([row.case_id], actor=row.actor, at=row.at)
    pass_gaps(by_step.get("pass_gap", ()))
    reasons = {pk: str(words["reason"]) for pk, words in said.items() if words.get("reason")}
    fail_gaps(by_step.get("fail_gap", ()), reasons=reasons)


def after_ends(case_ids: Collection[UUID], *, at: datetime) -> None:
    """Promises of cases that ended without a result bind nobody any more. One SQL statement."""
    rows = list(open_of(case_ids))
    if rows:
        cancel(rows, actor=CLOCK, at=at, reason=CANCELLED)
