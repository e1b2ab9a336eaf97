"""What must always hold of the statistics, for `yingshang audit`."""

from yingshang.city.matters.statistics.keeping import FROM_FACTS, SUMS
from yingshang.core.audit.registry import by_sql, register

_KEPT = f"""SELECT kind, office_id, item_code, day, {SUMS} FROM matters_daycount
    WHERE place = %(place)s"""  # noqa: S608  # joined from constants

SUMS_ARE_OF_THE_FACTS = by_sql(
    "matters.sums_are_of_the_facts",
    "统计数与各办件逐件相加一致",
    "The sums of the statistics are what their cases add up to",
    of="SELECT count(*) FROM matters_casefact WHERE place = %(place)s",
    broken=f"""SELECT w.office_id, w.kind || ' ' || w.item_code || ' ' || w.day
        FROM (({_KEPT} EXCEPT {FROM_FACTS}) UNION ALL ({FROM_FACTS} EXCEPT {_KEPT})) w""",  # noqa: S608  # joined from constants
)


def register_statistics_check() -> None:
    """Make it known to the audit."""
    register(SUMS_ARE_OF_THE_FACTS)
