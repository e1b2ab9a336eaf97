"""The statement that chooses entries and gives them their places. Why it is right: the package."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from yingshang.core.ledger.sealing.heads import Mark
from yingshang.proofs.log.hashing import HASH_BYTES

# The row comparison is the whole rule: an earlier epoch, or this one and a number below xmin.
SETTLED = "(e.epoch, e.xid) < ((SELECT epoch FROM server), (SELECT xmin FROM server))"

SERVER = """server AS (
    SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin,
           coalesce((SELECT epoch FROM core_ledgerepoch WHERE place = %(place)s), 1) AS epoch
)"""

CHOOSE = f"""
WITH {SERVER}, chosen AS MATERIALIZED (
    SELECT e.epoch, e.xid, e.id, e.recorded_at, e.commitment_hash,
           %(size)s + row_number() OVER (ORDER BY e.epoch, e.xid, e.id) - 1 AS index
    FROM ledger_entry e
    WHERE e.place = %(place)s
      AND (e.epoch, e.xid, e.id) > (%(epoch)s, %(xid)s::xid8, %(id)s)
      AND {SETTLED}
    ORDER BY e.epoch, e.xid, e.id LIMIT %(limit)s
), placed AS (
    INSERT INTO ledger_placement (place, index, entry_id, recorded_at)
    SELECT %(place)s, index, id, recorded_at FROM chosen
), last AS (
    SELECT epoch, xid, id FROM chosen ORDER BY index DESC LIMIT 1
)
SELECT last.epoch, last.xid::text, last.id,
       (SELECT string_agg(commitment_hash, ''::bytea ORDER BY index) FROM chosen)
FROM last
"""  # noqa: S608  # joined from constants of this module


# Of a row comparison the planner weighs the first column alone: behind a mark of the running epoch
# it expects nothing, and would sort all that waits, for each slice again.
_IN_ORDER = """SELECT set_config('enable_sort', 'off', true),
       set_config('enable_bitmapscan', 'off', true)"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Entries that got their places, as commitment hashes in order, and the last of them."""

    mark: Mark
    hashes: list[bytes]


def read_in_order() -> None:
    """For the rest of the transaction entries are read along their index, a slice at its cost."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_ORDER)


def choose_and_place(
    place: str, *, mark: Mark, size: int, limit: int, statement: str = CHOOSE
) -> Chosen | None:
    """Give up to `limit` settled entries behind `mark` the places from `size` on; None if none is.

    `statement` is for the test that shows what happens without the rule.
    """
    epoch, xid, last = mark.parameters
    parameters: dict[str, int | str | UUID] = {
        "place": place, "size": size, "limit": limit, "epoch": epoch, "xid": xid, "id": last,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    if row is None:
        return None
    epoch, xid, last, joined = row
    return Chosen(Mark(epoch, int(xid), last), cut(bytes(joined)))


def cut(joined: bytes) -> list[bytes]:
    """Concatenated hashes, one by one."""
    return [joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES)]
