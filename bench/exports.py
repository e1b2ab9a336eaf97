"""A long export: rows a second, and whether memory grows with them.

    python -m bench.exports [--rows 100000]

Reads the database that `bench.search` has left; the lines go through the same cursor, the same
masking and the same workbook as a real export's. The cases there have no promises, whose texts a
real list computes too.
"""

import argparse
import itertools
import resource
import tempfile
import time
from pathlib import Path

from bench import search


def main() -> None:
    """Write the rows of a search over a whole place, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    chosen = parser.parse_args()
    search.base.NAME = search.NAME
    search._connect()
    from django.utils import timezone

    from yingshang.core.exports.naming import Naming
    from yingshang.core.exports.registry import exporter_of
    from yingshang.core.exports.types import Wanted
    from yingshang.core.exports.workbook import Workbook, sha256_of

    exporter = exporter_of("core.search")
    clerk = search.officers()["clerk"]
    wanted = Wanted(clerk, {"text": "有限公司"}, timezone.now(), Naming())
    heads = [(column.zh, column.width) for column in exporter.columns]
    with tempfile.TemporaryDirectory() as folder:
        path, count, early = Path(folder) / "list.xlsx", 0, 0.0
        begun, used = time.perf_counter(), time.process_time()
        with Workbook(path, sheet="列表", heads=heads, mark="bench") as book:
            for lines in exporter.parts(wanted):
                for line in itertools.islice(lines, chosen.rows - count):
                    book.write(line)
                count += len(lines)
                if count >= chosen.rows:
                    break
                if count == 10_000:
                    early = _peak()
        spent, used = time.perf_counter() - begun, time.process_time() - used
        print(
            f"{min(count, chosen.rows):,} rows in {spent:.1f} s ({used:.1f} s of our processor), "
            f"{path.stat().st_size / 1e6:.1f} MB, {sha256_of(path)[:12]}…; "
            f"peak {_peak():.0f} MB, {early:.0f} MB after 10,000 rows"
        )


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
