"""Counts of what the rule said of everyone: by answer, by reason, by size; taken from its file."""

from pathlib import Path

import duckdb

_COUNTS = """
SELECT count(*) AS firms, count(*) FILTER (WHERE eligible) AS eligible,
    count(*) FILTER (WHERE eligible IS NULL) AS unknown,
    coalesce(sum(amount_fen) FILTER (WHERE eligible), 0)::BIGINT AS fen FROM {file}"""
_VERDICTS = """
SELECT coalesce(verdict, '') AS verdict, count(*) AS n FROM {file}
GROUP BY ALL ORDER BY n DESC, verdict"""
_EXCLUSIONS = """
SELECT exclusion, count(*) AS n FROM {file} WHERE exclusion IS NOT NULL GROUP BY ALL ORDER BY ALL"""
_SIZES = """
SELECT coalesce(size, '') AS size, count(*) AS firms, count(*) FILTER (WHERE eligible) AS eligible,
    coalesce(sum(amount_fen) FILTER (WHERE eligible), 0)::BIGINT AS fen FROM {file}
GROUP BY ALL ORDER BY eligible DESC, size"""
MOST = 30


def counts_of(path: Path) -> dict[str, object]:
    """What a run keeps of its evaluation, as JSON. *Units*: firms, and fen."""
    file = f"read_parquet('{path}')"
    with duckdb.connect() as connection:
        ((firms, eligible, unknown, fen),) = connection.execute(
            _COUNTS.format(file=file)
        ).fetchall()
        verdicts = connection.execute(_VERDICTS.format(file=file)).fetchall()
        exclusions = connection.execute(_EXCLUSIONS.format(file=file)).fetchall()
        sizes = connection.execute(_SIZES.format(file=file)).fetchall()
    return {
        "firms": firms,
        "eligible": eligible,
        "unknown": unknown,
        "fen": fen,
        "verdicts": [list(row) for row in verdicts[:MOST]],
        "exclusions": [list(row) for row in exclusions[:MOST]],
        "sizes": [list(row) for row in sizes[:MOST]],
    }
