"""`yingshang rules tck`: runs a folder of the DMN conformance kit."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.rules.saying import Unusable, has_bar, says

if TYPE_CHECKING:
    from yingshang.rules.conformance import Report

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path),
              help="Write counts and failures to this file.")  # fmt: skip
@click.option("--engine", type=click.Choice(["reference", "compiled"]), default="reference",
              show_default=True)  # fmt: skip
def tck(folder: Path, out: Path | None, engine: str) -> None:
    """符合性 · Run FOLDER of the DMN conformance kit: by level, value and error cases apart.

    An error case passes only with a diagnosis. Exits 1 when a case fails.
    """
    report = _report(folder, engine)
    if not report.results:
        raise Unusable(
            says(f"{folder} 中没有测试文件。", f"There are no test files in {folder}.")
        )  # fmt: skip
    for line in _lines(report):
        click.echo(line)
    if out is not None:
        _write(out, json.dumps(report.as_data(), ensure_ascii=False, indent=2))
    sys.exit(1 if any(report.failures()) else 0)


def _report(folder: Path, engine: str) -> "Report":
    from lxml.etree import XMLSyntaxError

    from yingshang.rules.backends.compiled import Compiled
    from yingshang.rules.backends.reference import Evaluator
    from yingshang.rules.conformance import CaseUnreadable, run_folder

    total = sum(1 for _ in folder.rglob("*.xml"))
    with click.progressbar(
        length=total, label=says("文件", "files"), hidden=not has_bar(),
        file=sys.stderr,
    ) as bar:  # fmt: skip
        try:
            return run_folder(
                folder,
                engine=Compiled if engine == "compiled" else Evaluator,
                progress=lambda _: bar.update(1),
            )
        except (CaseUnreadable, XMLSyntaxError) as error:
            raise Unusable(
                says(f"测试文件不可读：{error}", f"A test file cannot be read: {error}")
            ) from error


def _lines(report: "Report") -> list[str]:
    from yingshang.rules.conformance import Kind

    lines = [str(failure) for failure in report.failures()]
    names = {
        Kind.VALUE: says("取值", "values"),
        Kind.NULL: says("空值", "nulls"),
        Kind.ERROR: says("报错", "errors"),
    }
    for level in report.levels:
        for kind, name in names.items():
            count = report.count(level, kind)
            if count.total:
                lines.append(
                    f"{says('级别', 'level')} {level}  {name}  "
                    f"{count.passed}/{count.total}  {count.share:.2%}"
                )
    inexact = sum(r.has_passed and not r.is_exact for r in report.results)
    lines.append(
        says(
            f"其中 {inexact} 项在 1e-8 容差之内相符",
            f"{inexact} of the passed agree within 1e-8",
        )
    )
    return lines


def _write(out: Path, text: str) -> None:
    temporary = out.with_name(f".{out.name}.part")
    try:
        temporary.write_text(text + "\n", encoding="utf-8")
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
