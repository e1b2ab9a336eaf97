"""The sums follow the ledger: what changed since the last turn is counted anew, the old taken out.

The cursor is a place of the sealed log, for the reason that `core.search.indexing` gives. One turn
is one transaction and one statement, however many cases changed: their facts are computed, compared
with those kept, and the difference moves the sums. Rebuilding is the same turn from the beginning.
"""

from django.db import connection, transaction

from yingshang.city.matters.statistics.facts import (
    ACCEPTING,
    APPLIED,
    DECIDING,
    FRESH,
    GRANTING,
    ITEMS,
    KINDS,
)
from yingshang.city.matters.statistics.models import COUNTS, CaseFact, DayCount, StatisticsCursor
from yingshang.core.ledger.sealing import places

CHUNK = 50_000

KEPT = (
    "case_id", "place", "kind", "office_id", "item_code", "received_day", "accepted_day",
    "decided_day", "is_online", "is_granted", "is_at_once", "timing", "promised_hours",
    "statutory_hours", "visits", "visits_before", "materials", "materials_before",
)  # fmt: skip

_END = """SELECT max(index) FROM (SELECT index FROM ledger_placement
WHERE place = %s AND index > %s ORDER BY index LIMIT %s) AS part"""

_TOUCHED = """touched AS MATERIALIZED (
    SELECT c.id FROM core_case c WHERE c.kind = ANY (%(kinds)s) AND c.id IN (
        SELECT e.subject_id FROM ledger_placement p
        JOIN ledger_entry e ON e.id = p.entry_id AND e.recorded_at = p.recorded_at
        WHERE p.place = %(place)s AND p.index > %(after)s AND p.index <= %(upto)s))"""

# What a fact adds to each sum; r, a and d are 1 on the day of receipt, acceptance and decision.
_SHARES = {
    "received": "r",
    "online": "r * s.is_online::int",
    "visits": "r * s.visits",
    "visits_after": "r * CASE WHEN s.visits_before IS NULL THEN 0 ELSE s.visits END",
    "visits_before": "r * coalesce(s.visits_before, 0)",
    "materials_after": "r * CASE WHEN s.materials_before IS NULL THEN 0 ELSE s.materials END",
    "materials_before": "r * coalesce(s.materials_before, 0)",
    "accepted": "a",
    "promised_hours": "a * s.promised_hours",
    "statutory_hours": "a * s.statutory_hours",
    "decided": "d",
    "granted": "d * s.is_granted::int",
    "timed": "d * (s.timing <> '')::int",
    "early": "d * (s.timing = 'early')::int",
    "overdue": "d * (s.timing = 'overdue')::int",
    "at_once": "d * s.is_at_once::int",
}
_KEY = "place, kind, office_id, item_code, day"
SUMS = ", ".join(COUNTS)
_ZEROS = ", ".join("0" for _ in COUNTS)
_DAYS = """LATERAL (VALUES (s.received_day, 1, 0, 0), (s.accepted_day, 0, 1, 0),
        (s.decided_day, 0, 0, 1)) v (day, r, a, d)"""

FROM_FACTS = f"""SELECT s.kind, s.office_id, s.item_code, v.day,
        {", ".join(f"sum({_SHARES[n]}) AS {n}" for n in COUNTS)}
    FROM matters_casefact s CROSS JOIN {_DAYS}
    WHERE s.place = %(place)s AND v.day IS NOT NULL
    GROUP BY s.kind, s.office_id, s.item_code, v.day"""  # noqa: S608  # joined from constants
"""The sums as they must be, from the facts alone: what `yingshang audit` compares."""

_TURN = f"""
WITH {_TOUCHED}, {ITEMS}, {APPLIED}, {FRESH},
old AS MATERIALIZED (
    SELECT {", ".join(f"f.{name}" for name in KEPT)}
    FROM matters_casefact f JOIN touched t ON t.id = f.case_id),
changes AS (
    SELECT s.place, s.kind, s.office_id, s.item_code, v.day,
        {", ".join(f"sum(s.sign * ({_SHARES[n]})) AS {n}" for n in COUNTS)}
    FROM (SELECT 1 AS sign, fresh.* FROM fresh UNION ALL SELECT -1, old.* FROM old) s
    CROSS JOIN {_DAYS}
    WHERE v.day IS NOT NULL
    GROUP BY s.place, s.kind, s.office_id, s.item_code, v.day),
summed AS (
    INSERT INTO matters_daycount AS k ({_KEY}, {SUMS})
    SELECT {_KEY}, {SUMS} FROM changes WHERE ({SUMS}) <> ({_ZEROS})
    ON CONFLICT (place, kind, day, office_id, item_code) DO UPDATE
        SET {", ".join(f"{n} = k.{n} + EXCLUDED.{n}" for n in COUNTS)}
    RETURNING 1)
INSERT INTO matters_casefact ({", ".join(KEPT)}) SELECT {", ".join(KEPT)} FROM fresh
ON CONFLICT (case_id) DO UPDATE SET {", ".join(f"{n} = EXCLUDED.{n}" for n in KEPT[1:])}"""  # noqa: S608  # joined from constants

_TIDY = f"""DELETE FROM matters_daycount
WHERE place = %s AND ({SUMS}) = ({_ZEROS})"""  # noqa: S608  # joined from constants


def keep_all() -> int:
    """Follow the ledger of every place; how many cases were counted anew."""
    return sum(keep(place) for place in places())


def keep(place: str, *, chunk: int = CHUNK) -> int:
    """Follow one place's ledger to its sealed end, a chunk a transaction.

    Ends at once when another does it. Killed, it begins again where it last committed.
    """
    total = 0
    while True:
        passed, count = _turn(place, chunk)
        total += count
        if passed < chunk:
            return total


def rebuild(place: str) -> int:
    """Empty the place's statistics and count everything again; pages show less meanwhile."""
    with transaction.atomic():
        _locked(place)
        CaseFact.objects.filter(place=place).delete()
        DayCount.objects.filter(place=place).delete()
        StatisticsCursor.objects.filter(place=place).update(position=-1)
    return keep(place)


def _turn(place: str, chunk: int) -> tuple[int, int]:
    """One transaction: how many places of the log it passed, how many cases it counted anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        before = _locked(place)
        if before is None:
            return 0, 0
        cursor.execute(_END, [place, before, chunk])
        end: int | None = cursor.fetchone()[0]
        if end is None:
            return 0, 0
        cursor.execute(
            _TURN,
            {
                "place": place, "after": before, "upto": end, "kinds": KINDS,
                "accepting": ACCEPTING, "deciding": DECIDING, "granting": GRANTING,
            },
        )  # fmt: skip
        count = cursor.rowcount
        cursor.execute(_TIDY, [place])
        StatisticsCursor.objects.filter(place=place).update(position=end)
    return end - before, count


def _locked(place: str) -> int | None:
    """The cursor of the place, for us alone; None while another has it."""
    StatisticsCursor.objects.get_or_create(place=place)
    rows = StatisticsCursor.objects.select_for_update(skip_locked=True).filter(place=place)
    return rows.values_list("position", flat=True).first()
