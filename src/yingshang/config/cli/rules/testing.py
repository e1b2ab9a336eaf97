"""`yingshang rules test`: the cases of a rule file, and which rules they reach."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.rules.saying import FILE, has_bar, language, says

if TYPE_CHECKING:
    from yingshang.rules.suites import Report


@click.command()
@click.argument("file", type=FILE)
@click.argument("cases", type=FILE)
@click.option("--coverage", "wanted", type=click.IntRange(0, 100), default=0, show_default=True,
              help="Fail when fewer per cent of the rules are reached.")  # fmt: skip
def test(file: Path, cases: Path, wanted: int) -> None:
    """测试 · Run the cases of a YAML file against FILE; exits 1 when one comes out otherwise."""
    from yingshang.rules import load
    from yingshang.rules.suites import read_suite, run_suite

    model, suite = load(file), read_suite(cases)
    with click.progressbar(
        length=len(suite.cases), label=says("用例", "cases"), hidden=not has_bar(),
        file=sys.stderr,
    ) as bar:  # fmt: skip
        report = run_suite(model, suite, language=language(), progress=lambda _: bar.update(1))
    for line in _lines(report):
        click.echo(line)
    is_covered = report.coverage.share * 100 >= wanted
    sys.exit(1 if report.failures or not is_covered else 0)


def _lines(report: "Report") -> list[str]:
    lines = []
    for failure in report.failures:
        lines.append(
            says(
                f"不符  {failure.case}，{failure.decision}："
                f"应为 {failure.expected}，实为 {failure.actual}",
                f"wrong  {failure.case}, {failure.decision}: "
                f"expected {failure.expected}, got {failure.actual}",
            )
        )
        lines += [f"      {said}" for said in failure.warnings]
    for table in report.coverage.tables:
        rest = ", ".join(map(str, table.unreached))
        missed = says(f"；未触及规则 {rest}", f"; rules not reached: {rest}") if rest else ""
        lines.append(f"  {table.name}: {len(table.reached)}/{table.total}{missed}")
    share = f"{report.coverage.share:.0%}"
    lines.append(
        says(
            f"{report.total} 项期望，{report.passed} 项相符；规则覆盖 {share}",
            f"{report.passed} of {report.total} expectations hold; {share} of the rules reached",
        )
    )
    return lines
