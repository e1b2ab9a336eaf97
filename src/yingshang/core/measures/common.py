"""What the spine itself can count: the entries of a place's ledger."""

from django.db import connection

from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import register
from yingshang.core.measures.types import Measure, Value

_COUNT = "SELECT count(*) FROM ledger_entry WHERE place = %s AND at >= %s AND at < %s"


def entries(place: str, period: Period) -> Value:
    """The acts of the period, each an entry."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [place, period.start, period.end])
        return Value.count(int(cursor.fetchone()[0]))


ENTRIES = Measure(
    "ledger.entries", "台账记录", "ledger entries", "entry",
    "时段内发生并记入台账的行为，一个行为一条。",
    "Acts of the period that stand in the ledger, one entry each.",
    entries,
)  # fmt: skip


def register_common_measures() -> None:
    """Make them known to the registry."""
    register(ENTRIES)
