"""The columns run by a Spark cluster, which the environment names (SPARK_REMOTE or MASTER)."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yingshang.rules.backends.columns import Columns
from yingshang.rules.populations.errors import EngineFailed, EngineMissing

if TYPE_CHECKING:
    from yingshang.rules.populations.facts import Facts
    from yingshang.rules.populations.running import Progress


def write_with_spark(facts: "Facts", columns: Columns, out: Path, progress: "Progress") -> None:
    """Write a folder of Parquet parts. *Errors*: `EngineMissing`, `EngineFailed`,
    `NotOnThisEngine`."""
    import ibis

    query = ibis.to_sql(columns.table, dialect="pyspark")
    session = _session()
    try:
        session.read.parquet(str(facts.path.resolve())).createOrReplaceTempView("facts")
        session.sql(query).write.parquet(str(out.resolve()))
    except Exception as error:  # noqa: BLE001 - whatever the cluster says becomes one sentence
        why = " ".join(str(error).split())[:300]
        raise EngineFailed(engine="Spark", why=why) from None
    finally:
        session.stop()
    progress(1.0)


def _session() -> Any:
    if find_spec("pyspark") is None:
        raise EngineMissing(engine="PySpark")
    from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]  # an extra

    builder = SparkSession.builder.appName("yingshang rules")
    if master := os.environ.get("YINGSHANG_SPARK_MASTER"):
        builder = builder.master(master)
    return (
        builder.config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
