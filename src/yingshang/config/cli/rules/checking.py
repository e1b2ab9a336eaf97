"""`yingshang rules check`: everything that is wrong with a rule file, before it runs."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from yingshang.config.cli.rules.saying import FILE, language, says


@click.command()
@click.argument("file", type=FILE)
@click.option("--columns", is_flag=True, help="Say too what does not compile to columns, and why.")
def check(file: Path, *, columns: bool) -> None:
    """检查 · Every mistake and doubt in FILE with its cell; exits 1 when there is a mistake."""
    from yingshang.rules import load
    from yingshang.rules.problems import Severity

    model = load(file)
    errors = [p for p in model.problems if p.severity is Severity.ERROR]
    doubts = [p for p in model.problems if p.severity is not Severity.ERROR]
    for mark, problems in ((says("错误", "error"), errors), (says("留意", "look"), doubts)):
        for problem in problems:
            click.echo(f"{mark}  {problem.place}: {problem.text(language())}")
    if columns:
        for line in _refusals(file):
            click.echo(line)
    click.echo(
        says(
            f"{model.name}：{len(model.decisions)} 项决策，{len(errors)} 个错误，"
            f"{len(doubts)} 处留意；摘要 {model.hash}",
            f"{model.name}: {len(model.decisions)} decisions, {len(errors)} errors, "
            f"{len(doubts)} to look at; hash {model.hash}",
        )
    )
    sys.exit(1 if errors else 0)


def _refusals(file: Path) -> Iterator[str]:
    """How much of the file compiles to columns, and what does not."""
    from yingshang.rules.backends.columns import share_compiled
    from yingshang.rules.lowering import load

    share = share_compiled(load(file))
    for refusals in share.refused.values():
        for refusal in refusals:
            yield f"{says('不能按列', 'no columns')}  {refusal.place}: {refusal.text(language())}"
    total = len(share.compiled) + len(share.refused)
    yield says(
        f"{len(share.compiled)}/{total} 项决策可按列计算",
        f"{len(share.compiled)} of {total} decisions compile to columns",
    )
