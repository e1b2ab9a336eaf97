"""`yingshang rules run`: a decision for every row of a Parquet file."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.rules.saying import FILE, has_bar, says

if TYPE_CHECKING:
    from yingshang.rules.populations.running import Engine

STEPS = 1000


@click.command()
@click.argument("file", type=FILE)
@click.argument("decision")
@click.option("--facts", required=True, type=FILE, help="A row a case, a column an input.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The facts with the decision."
)
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb")
@click.option("--reasons", is_flag=True, help="Add which rule decided and which cells failed.")
@click.option("--row-by-row", is_flag=True, help="Allow it where the decision does not compile.")
def run(
    file: Path, decision: str, facts: Path, out: Path, engine: "Engine", *, reasons: bool,
    row_by_row: bool,
) -> None:  # fmt: skip
    """运行 · Decide every row of a Parquet file by FILE, exactly as for one case."""
    from yingshang.rules import load
    from yingshang.rules.populations import run_population

    started = time.monotonic()
    model = load(file)
    label = says("计算", "deciding")
    with click.progressbar(length=STEPS, label=label, hidden=not has_bar(), file=sys.stderr) as bar:
        ran = run_population(
            model, decision, facts=facts, out=out, engine=engine, reasons=reasons,
            row_by_row=row_by_row,
            progress=lambda share: bar.update(int(share * STEPS) - bar.pos),
        )  # fmt: skip
    seconds = time.monotonic() - started
    if ran.columns is None:
        click.echo(says("不能按列计算，已逐行计算。", "It does not compile: decided row by row."))
    click.echo(
        says(
            f"{out}：{ran.rows:,} 行，用时 {seconds:.1f} 秒；规则摘要 {ran.model_hash}",
            f"{out}: {ran.rows:,} rows in {seconds:.1f} s; rules {ran.model_hash}",
        )
    )
