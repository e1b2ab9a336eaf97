"""Candidate lists by Spark, in an environment of its own that knows nothing of the platform.

    python in_spark.py EVERYONE.parquet QUERIES.json

QUERIES is {policy: {"query": …, "lines": …}}: the first over the view `everyone`, the second the
canonical rows of its view `decided`, in order. Prints one JSON line a policy: rows, SHA-256 and
seconds, or why Spark refused.
"""

import hashlib
import json
import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession


def main() -> None:
    """Read once, decide and hash each policy."""
    facts, queries = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    session = (
        SparkSession.builder.appName("candidate lists")
        .master("local[2]")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.read.parquet(facts).createOrReplaceTempView("everyone")
    for policy, asked in queries.items():
        print(json.dumps({"policy": policy, **decided(session, asked)}), flush=True)
    session.stop()


def decided(session: SparkSession, asked: dict[str, str]) -> dict[str, object]:
    """The hash of one list."""
    begun = time.perf_counter()
    digest, rows = hashlib.sha256(), 0
    try:
        session.sql(asked["query"]).createOrReplaceTempView("decided")
        for row in session.sql(asked["lines"]).toLocalIterator(prefetchPartitions=True):
            digest.update(row[0].encode())
            rows += 1
    except Exception as error:  # noqa: BLE001 - whatever Spark says is the result
        return {"refused": " ".join(str(error).split())[:300]}
    return {"rows": rows, "hash": digest.hexdigest(), "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    main()
