"""Lists of runs: what they commit to is what stands in their files, entries and rows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from yingshang.city.benefits.population.committing import Commitment, committed, committed_rows
from yingshang.city.benefits.population.evaluating import candidates_in
from yingshang.city.benefits.runs.alone import CORRECTED
from yingshang.city.benefits.runs.evaluating import digest_of, result_of
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.audit.registry import Invariant, by_sql
from yingshang.core.audit.types import Finding, Offender

FIRST = 5
RUNS = "SELECT count(*) FROM benefits_run WHERE place = %(place)s"
BATCH = 20_000

LISTS_ARE_ENTERED = by_sql(
    "benefits.lists_are_entered",
    "每份候选名单的哈希和默克尔根都与入账记录一致",
    "Hash and Merkle root of every list are those of its entry",
    of=RUNS,
    broken="""SELECT r.case_id, r.policy || ' ' || r.period || ' ' || r.instalment
        FROM benefits_run r JOIN core_case c ON c.id = r.case_id
        WHERE r.place = %(place)s AND r.list_hash <> ''
          AND NOT EXISTS (SELECT 1 FROM ledger_entry e
            LEFT JOIN ledger_content x ON x.entry_id = e.id AND x.recorded_at = e.recorded_at
            CROSS JOIN LATERAL (SELECT convert_from(x.body, 'UTF8')::jsonb -> 'data' AS data) d
            WHERE e.subject_id = r.case_id AND (x.body IS NULL
              OR d.data ->> 'list' = r.list_hash AND (d.data ->> 'root' = r.root OR
                c.state IN ('evaluated', 'void') AND d.data ->> 'root' IS NULL)))""",
)
TOTALS_ADD_UP = by_sql(
    "benefits.run_totals_add_up",
    "批次金额等于名单上应付各户之和",
    "A run's total is what the firms on its list are due",
    of=RUNS,
    broken="""SELECT r.case_id, r.total_fen || ' is not ' || coalesce(e.sum, 0)
        FROM benefits_run r LEFT JOIN (SELECT run_id, sum(amount_fen) AS sum
            FROM benefits_entitlement WHERE state IN ('candidate', 'payable') GROUP BY run_id) e
          ON e.run_id = r.case_id
        WHERE r.place = %(place)s AND r.total_fen <> coalesce(e.sum, 0)""",
)


def lists_agree(place: str) -> Finding:
    """Every list computed again from its file: the file's hash, the list's hash, its root."""
    return _over_runs(place, _list_trouble)


def entitlements_are_listed(place: str) -> Finding:
    """No firm is due what its run's list does not give; what was corrected since has its own."""
    return _over_runs(place, _row_trouble)


def _over_runs(place: str, trouble: Callable[[Run], str]) -> Finding:
    runs = Run.objects.filter(place=place).exclude(list_hash="").order_by("pk")
    checked, broken = 0, []
    for run in runs:
        checked += 1
        if why := trouble(run):
            broken.append(Offender(str(run.pk), f"{run}: {why}"))
    return Finding(checked, len(broken), tuple(broken[:FIRST]))


def _list_trouble(run: Run) -> str:
    if not run.file_hash:
        found = _of_rows(run)
    elif (path := _whole_file(run)) is None:
        return "its file is gone or was changed; `benefits recheck` computes it again"
    else:
        with duckdb.connect() as engine:
            found = committed(engine, candidates_in(path))
    agrees = found is None or (found.list_hash, found.root) == (run.list_hash, run.root)
    return "" if agrees else "hash or root is not that of the list"


def _whole_file(run: Run) -> Path | None:
    """The file of a run's result, if it is there as it was written."""
    path = result_of(run)
    is_whole = bool(run.file_hash) and path.is_file() and digest_of(path) == run.file_hash
    return path if is_whole else None


def _of_rows(run: Run) -> Commitment | None:
    """A list of granted applications has no file but its rows; None once one was corrected."""
    rows = Entitlement.objects.filter(run=run).values_list("credit_code", "full_fen", "explanation")
    found = sorted(rows, key=lambda row: row[0])
    if any(CORRECTED in told for _, _, told in found):
        return None
    return committed_rows((code, fen, told.get("exclusion") or None) for code, fen, told in found)


def _row_trouble(run: Run) -> str:
    path = _whole_file(run)
    if path is None:
        return ""
    with duckdb.connect() as engine:
        given = dict(engine.execute(
            f"SELECT credit_code, amount_fen FROM ({candidates_in(path)})"  # noqa: S608 - our own file
        ).fetchall())  # fmt: skip
    wrong = [code for code, fen in _rows_of(run) if given.get(code) != fen]
    return f"{len(wrong)} firms are not on its list so, such as {wrong[0]}" if wrong else ""


def _rows_of(run: Run) -> Iterator[tuple[str, int]]:
    rows = Entitlement.objects.filter(run=run).exclude(explanation__has_key=CORRECTED)
    return rows.values_list("credit_code", "full_fen").iterator(BATCH)


LISTS = (
    LISTS_ARE_ENTERED,
    TOTALS_ADD_UP,
    Invariant(
        "benefits.lists_agree_with_their_files",
        "每份名单都能由其文件重算出同样的哈希和根",
        "Every list computed again from its file has the hash and root it was committed with",
        lists_agree,
    ),
    Invariant(
        "benefits.entitlements_are_listed",
        "名单以外没有应享企业，金额与名单一致",
        "No firm is due anything that its run's list does not give",
        entitlements_are_listed,
    ),
)
