"""The job-retention refund over generated firms: the model compiled to columns, and SQL by hand.

    python -m bench.rules_columns [--firms 1000000] [--repeat 5] [--memory 500MB]

Both run on the same table of one DuckDB in turns, compiling excluded; medians. The totals have to
be equal to the fen. The firms are invented (source: illustrative).
"""

import argparse
import resource
import statistics
import time
from pathlib import Path

import duckdb
import ibis

from yingshang.rules.backends.columns import to_columns
from yingshang.rules.lowering import load

MODEL = Path(__file__).parent / "models" / "refund.dmn"

FIRMS = """
CREATE OR REPLACE TABLE firms AS
SELECT
  CASE WHEN r < 0.02 THEN '大型' WHEN r < 0.1 THEN '中型' WHEN r < 0.5 THEN '小型' ELSE '微型' END
    AS 企业规模,
  CASE WHEN hash(i, 1) % 10 < 9 THEN '参保人数差' ELSE '领金人数' END AS 裁员率口径,
  before AS 上年初参保人数,
  CAST(greatest(0, before - hash(i, 2) % (before // 5 + 3)) AS INTEGER) AS 上年末参保人数,
  CAST(hash(i, 3) % (before // 20 + 1) AS INTEGER) AS 自然减员人数,
  CAST(hash(i, 4) % (before // 10 + 1) AS INTEGER) AS 新增领金人数,
  CASE WHEN hash(i, 5) % 200 <> 0
    THEN CAST(before + (hash(i, 6) % 10) / 10 AS DECIMAL(9, 1)) END
    AS 平均参保人数,
  CAST(CASE WHEN hash(i, 7) % 10 = 0 THEN hash(i, 8) % 12 ELSE 12 END AS INTEGER) AS 缴费月数,
  CAST(before * 300 + (hash(i, 9) % 1000000) / 100 AS DECIMAL(14, 2)) AS 上年缴纳失业保险费,
  hash(i, 10) % 500 = 0 AS 僵尸企业,
  CASE WHEN hash(i, 11) % 300 <> 0 THEN hash(i, 12) % 100 = 0 END AS 严重失信
FROM (
  SELECT i, (hash(i) % 1000000) / 1000000 AS r,
    CAST(1 + hash(i, 0) % CASE WHEN hash(i) % 50 = 0 THEN 3000 ELSE 60 END AS INTEGER) AS before
  FROM range({firms}) AS t(i)
)
"""

BY_HAND = """
WITH counted AS (
  SELECT *,
    CASE WHEN 裁员率口径 = '领金人数' THEN 新增领金人数
      ELSE greatest(0, 上年初参保人数 - 上年末参保人数 - 自然减员人数) END AS layoffs,
    CASE WHEN 裁员率口径 = '领金人数' THEN 平均参保人数
      ELSE CAST(上年初参保人数 AS DECIMAL(11, 1)) END AS base,
    CASE WHEN 平均参保人数 <= 30 THEN 0.200 WHEN 平均参保人数 > 30 THEN 0.055 END AS ceiling
  FROM firms
), judged AS (
  SELECT *, CASE
    WHEN 缴费月数 >= 12 AND NOT 僵尸企业 AND NOT 严重失信 AND base > 0
      AND layoffs <= ceiling * base THEN '应享'
    WHEN 缴费月数 < 12 THEN '缴费不足'
    WHEN 僵尸企业 OR 严重失信 THEN '除外情形'
    WHEN base > 0 AND layoffs > ceiling * base THEN '裁员超限' END AS outcome
  FROM counted
)
SELECT sum(CASE WHEN outcome = '应享' THEN round(上年缴纳失业保险费
    * CASE WHEN 企业规模 = '大型' THEN 0.5
      WHEN 企业规模 IN ('中型', '小型', '微型') THEN 0.9 END, 2)
  WHEN outcome IS NOT NULL THEN 0 END) FROM judged
"""


def timed(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float, object]:
    """Seconds, seconds of processor time, and the one value that the query answers."""
    start, worked = time.perf_counter(), time.process_time()
    row = connection.execute(query).fetchone()
    done, spent = time.perf_counter() - start, time.process_time() - worked
    return done, spent, row[0] if row else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--memory", default="500MB")
    asked = parser.parse_args()
    backend = ibis.duckdb.connect(threads=2, memory_limit=asked.memory)
    connection = backend.con
    connection.execute(FIRMS.format(firms=asked.firms))
    start = time.perf_counter()
    columns = to_columns(load(MODEL), "返还金额", table=backend.table("firms"))
    query = ibis.to_sql(columns.value.sum(), dialect="duckdb")
    compiling = time.perf_counter() - start
    times: dict[str, list[float]] = {"columns": [], "by hand": []}
    works: dict[str, list[float]] = {"columns": [], "by hand": []}
    totals: dict[str, object] = {}
    for turn in range(asked.repeat + 1):
        for name, text in (("columns", query), ("by hand", BY_HAND)):
            seconds, work, totals[name] = timed(connection, text)
            if turn:
                times[name].append(seconds)
                works[name].append(work)
    assert totals["columns"] == totals["by hand"], totals
    medians = {name: statistics.median(found) for name, found in times.items()}
    print(f"DuckDB {duckdb.__version__}, Ibis {ibis.__version__}, {asked.firms:,} firms")
    for name, seconds in medians.items():
        print(f"  {name:8} {seconds * 1000:8.1f} ms  {asked.firms / seconds:14,.0f} firms/s")
    print(f"  ratio    {medians['by hand'] / medians['columns']:8.2f}  (1: as fast as by hand)")
    worked = {name: statistics.median(found) for name, found in works.items()}
    print(f"  ratio of processor time {worked['by hand'] / worked['columns']:.2f}")
    print(f"  compiling {compiling * 1000:7.1f} ms")
    print(f"  total    {totals['columns']} yuan, equal")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
