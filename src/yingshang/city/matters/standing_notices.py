"""What a case's deficiency notices said, and what its correction brought: for a second notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yingshang.city.matters.models import Paper
from yingshang.core.ledger.queries import entries_of


@dataclass(frozen=True, slots=True)
class Told:
    """The points told before, and the fields and materials of the last correction."""

    points: frozenset[str]
    changed: frozenset[str]


def told_before(case_ids: Sequence[UUID]) -> dict[UUID, Told]:
    """By case, for those that had a deficiency notice: none, or two SQL statements."""
    if not case_ids:
        return {}
    points: dict[UUID, set[str]] = {}
    notices = Paper.objects.filter(case_id__in=case_ids, kind=Paper.Kind.DEFICIENCY_NOTICE)
    for case_id, said in notices.values_list("case_id", "body__points"):
        points.setdefault(case_id, set()).update(said or ())
    if not points:
        return {}
    changed = _changed(list(points))
    return {pk: Told(frozenset(said), changed.get(pk, frozenset())) for pk, said in points.items()}


def _changed(case_ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """What the last correction of each case changed."""
    found: dict[UUID, frozenset[str]] = {}
    for entry in entries_of(case_ids):
        if entry.action == "matter.resubmit" and entry.data is not None:
            names = entry.data.get("changed")
            found[entry.subject_id] = frozenset(map(str, names)) if isinstance(names, list) else (
                frozenset())  # fmt: skip
    return found
