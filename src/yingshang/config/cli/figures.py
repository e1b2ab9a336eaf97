"""`yingshang figures`: a place's published figures beside what the platform counts itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.ready import migrate, ready
from yingshang.config.environment import CHECKOUT

if TYPE_CHECKING:
    from yingshang.core.measures.figures import FigureRow


@click.command()
@click.argument("place")
@click.option("--period", "period_text", help="Count over this time instead: 2026-01/2026-12.")
def figures(place: str, period_text: str | None) -> None:
    """数字 · What PLACE published beside what its records count, and what cannot be counted yet."""
    if place not in _places():
        known = ", ".join(_places())
        raise click.BadParameter(
            f"没有这个地方的清单；现有：{known}。 No lists for this place; there are: {known}.",
            param_hint="PLACE",
        )
    ready()
    migrate()
    from django.utils import timezone

    from yingshang.core.catalogue.places import code_of
    from yingshang.core.measures.figures import figures_of
    from yingshang.core.measures.period import Period, WrongPeriod

    try:
        period = Period.parse(period_text) if period_text else None
    except WrongPeriod as wrong:
        raise click.BadParameter(
            f"{wrong.text('zh-hans')} {wrong.text('en')}", param_hint="--period"
        ) from wrong
    rows = figures_of(code_of(place), at=timezone.now(), period=period)
    for line in report(rows):
        click.echo(line)


def report(rows: "list[FigureRow]") -> list[str]:
    """The lines to print: what is counted, then what is not, then how many of each."""
    counted = [row for row in rows if row.counted is not None]
    rest = [row for row in rows if row.counted is None]
    lines = [line for row in counted for line in _counted(row)]
    lines += [line for row in rest for line in _not_counted(row)]
    total = f"{len(counted)} of {len(rows)} figures counted"
    return [*lines, f"{total}, {len(rest)} cannot be counted yet"]


def _counted(row: "FigureRow") -> list[str]:
    measure, value, body = row.measure, row.counted, row.body
    if measure is None or value is None:
        return []
    counted = f"counted {row.counted_text} {body['unit_en']} (n={value.n:,}, {row.period.text})"
    lines = [
        _title(row),
        f"    {counted}  {_published(row)}",
        f"    query {measure.id}: {measure.definition_en}",
    ]
    return lines + [f"      {part.zh} · {part.en}: {part.n:,}" for part in value.parts]


def _not_counted(row: "FigureRow") -> list[str]:
    body = row.body
    lines = [_title(row), f"    cannot be counted yet: {body['capability']}  {_published(row)}"]
    if body.get("missing"):
        lines.append(f"    {body['missing']} · {body['missing_en']}")
    return lines


def _title(row: "FigureRow") -> str:
    return f"{row.code}  {row.body['what']} · {row.body['what_en']}"


def _published(row: "FigureRow") -> str:
    period = f" ({row.body['period']})" if row.body.get("period") else ""
    return f"published {row.published_text} {row.body['unit_en']}{period}"


def _places() -> list[str]:
    """The folders of the catalogue that hold a place."""
    return sorted(path.parent.name for path in Path(CHECKOUT / "catalogue").glob("*/place.yaml"))
