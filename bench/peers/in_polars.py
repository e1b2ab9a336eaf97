"""The refund written by hand for Polars, in decimals."""

import time

import polars as pl
from facts import firms, measure

LARGE = pl.col("size") == "大型"
BY_RECIPIENTS = pl.col("method") == "领金人数"


def decide(path: str, rows: int) -> tuple[float, object]:
    """Seconds of deciding, and the total."""
    found = firms(path, rows)
    start = time.perf_counter()
    layoffs = (
        pl.when(BY_RECIPIENTS)
        .then(pl.col("recipients"))
        .otherwise(pl.max_horizontal(0, pl.col("before") - pl.col("after") - pl.col("natural")))
    )
    base = pl.when(BY_RECIPIENTS).then(pl.col("average") * 10).otherwise(pl.col("before") * 10)
    base = base.cast(pl.Int64)  # tenths of a person
    limit = pl.when(pl.col("average") <= 30).then(200).when(pl.col("average") > 30).then(55)
    is_within = layoffs * 10_000 <= limit * base
    is_out = pl.col("zombie") | pl.col("discredited")
    outcome = (
        pl.when((pl.col("months") >= 12) & ~pl.col("zombie") & ~pl.col("discredited")
                & (base > 0) & is_within).then(1)
        .when(pl.col("months") < 12).then(2)
        .when(is_out).then(3)
        .when((base > 0) & ~is_within).then(4)
    )  # fmt: skip
    fen = (pl.col("premiums") * 100).cast(pl.Int64)
    refund = (fen * pl.when(LARGE).then(5).otherwise(9) + 5) // 10  # half up, none is negative
    paid = pl.when(outcome == 1).then(refund).when(outcome.is_not_null()).then(0)
    total = found.lazy().select(paid.sum()).collect().item()
    seconds = time.perf_counter() - start
    return seconds, f"{total // 100}.{total % 100:02d}"


measure("polars", decide)
