"""What must always hold of the index, for `yingshang audit`."""

from yingshang.core.audit.registry import by_sql, register

EVERY_CASE_IS_FOUND = by_sql(
    "search.every_sealed_case_is_found",
    "已封存到检索进度以内的办件都能查到",
    "Every case that was sealed before the search's cursor can be found",
    of="SELECT count(*) FROM core_searchrow WHERE place = %(place)s",
    broken="""SELECT e.subject_id, 'log place ' || p.index
        FROM ledger_placement p JOIN core_searchcursor s ON s.place = p.place
        JOIN ledger_entry e ON e.id = p.entry_id AND e.recorded_at = p.recorded_at
        WHERE p.place = %(place)s AND p.index <= s.position AND e.action = 'case.open'
          AND NOT EXISTS (SELECT 1 FROM core_searchrow r
              WHERE r.case_id = e.subject_id AND r.position = p.index)""",
)


def register_search() -> None:
    """Make it known to the audit."""
    register(EVERY_CASE_IS_FOUND)
