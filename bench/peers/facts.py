"""What every peer script shares: reading the firms, timing, and saying the result as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import polars as pl

NAMES = {
    "企业规模": "size", "裁员率口径": "method", "上年初参保人数": "before",
    "上年末参保人数": "after", "自然减员人数": "natural", "新增领金人数": "recipients",
    "平均参保人数": "average", "缴费月数": "months", "上年缴纳失业保险费": "premiums",
    "僵尸企业": "zombie", "严重失信": "discredited",
}  # fmt: skip


def firms(path: str, rows: int) -> pl.DataFrame:
    """The first rows of the file, columns by short names."""
    return pl.read_parquet(path, n_rows=rows).rename(NAMES)


def measure(package: str, decide: Callable[[str, int], tuple[float, object]]) -> None:
    """Run the peer as often as the command line says; print JSON.

    `decide` takes the file and the number of rows, and gives the seconds of deciding alone and the
    total of the refunds; what it takes in whole is measured here.
    """
    path, rows, repeat = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    alone, whole, cpu, total = [], [], [], None
    for _ in range(repeat):
        start, before = time.perf_counter(), time.process_time()
        seconds, total = decide(path, rows)
        whole.append(time.perf_counter() - start)
        cpu.append(time.process_time() - before)
        alone.append(seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    result = {"version": version(package), "rows": rows, "alone": alone, "whole": whole, "cpu": cpu}
    print(json.dumps({**result, "total": str(total), "peak_mb": peak}))
