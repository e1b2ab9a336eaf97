"""How bundles and their members stand, read once for everything that follows a batch of steps."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.core.cases.types import Standing
from yingshang.core.statements import fetch, uuids

SUCCEEDED = frozenset({"granted", "delivered", "done"})
"""States of a member that was decided in the applicant's favour."""

Moments = datetime | Mapping[UUID, datetime]
"""One moment for all rows of a batch, or each row's own by its id."""


def moment_of(at: Moments, row_id: UUID | None) -> datetime:
    """The moment of one row of the batch."""
    return at if isinstance(at, datetime) else at[row_id]  # type: ignore[index]  # ids of the batch


def latest(pairs: Iterable[tuple[UUID | None, datetime]]) -> dict[UUID, datetime]:
    """The last moment of each id; without an id there is nothing to follow."""
    found: dict[UUID, datetime] = {}
    for row_id, at in pairs:
        if row_id is not None and (row_id not in found or found[row_id] < at):
            found[row_id] = at
    return found


class Member(NamedTuple):
    """How a member stands: `granted` alone is no result while the register has not answered."""

    id: UUID
    bundle_id: UUID
    kind: str
    state: str
    version: int
    item_id: UUID
    closed_at: datetime | None
    has_result: bool

    @property
    def is_there(self) -> bool:
        """Whether those that need its result can start."""
        return self.state in SUCCEEDED and self.has_result


def lock_bundles(case_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Hold the bundles of these cases until the transaction ends, before any member is locked.

    Members of one bundle that move at the same time wait for each other here: each then sees what
    the other brought about, so that no start and no finish is missed, and none is done twice.
    """
    return {row[0]: Standing(*row) for row in fetch(_LOCK, [uuids(case_ids)])}


_LOCK = """
SELECT id, place, kind, state, version, party_id, office_id, item_id, parent_id, number, title
FROM core_case
WHERE id IN (SELECT CASE kind WHEN 'bundle' THEN id ELSE parent_id END
             FROM core_case WHERE id = ANY (%s::uuid[]))
ORDER BY id FOR UPDATE"""


def members_of(bundle_ids: Collection[UUID]) -> dict[UUID, list[Member]]:
    """The members of each bundle, in the order of their ids."""
    found: dict[UUID, list[Member]] = {}
    for row in fetch(_MEMBERS, [uuids(bundle_ids)]):
        found.setdefault(row[1], []).append(Member(*row))
    return found


_MEMBERS = """
SELECT c.id, c.parent_id, c.kind, c.state, c.version, c.item_id, c.closed_at,
    c.state IN ('granted', 'delivered', 'done')
    AND EXISTS (SELECT 1 FROM matters_licence l WHERE l.case_id = c.id)
FROM core_case c WHERE c.parent_id = ANY (%s::uuid[]) ORDER BY c.id"""


def needs_of(case_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Which members each of these waits for."""
    found: dict[UUID, list[UUID]] = {}
    if not case_ids:
        return found
    for case_id, needed_id in fetch(_NEEDS, [uuids(case_ids)]):
        found.setdefault(case_id, []).append(needed_id)
    return found


_NEEDS = "SELECT case_id, needed_id FROM matters_dependency WHERE case_id = ANY (%s::uuid[])"
