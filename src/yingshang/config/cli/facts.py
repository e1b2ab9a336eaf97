"""`yingshang facts`: take a department's file, and see what was delivered."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.ready import ready

if TYPE_CHECKING:
    from yingshang.core.facts.types import BadRow

LISTED = 20
"""Faults that are printed; `--report` writes those that were listed to a file."""


@click.group()
def facts() -> None:
    """数据 · Snapshots of what departments share: take a file, list what is kept."""
    ready()


@facts.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dataset", required=True, help="The dataset's code in the lists.")
@click.option("--as-of", "as_of", required=True, type=click.DateTime(["%Y-%m-%d"]),
              help="The day the data are true of.")  # fmt: skip
@click.option("--accept-good", is_flag=True, help="Keep the good rows; leave the others out.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the faults to this CSV.")  # fmt: skip
def import_file(
    file: Path, dataset: str, as_of: datetime, *, accept_good: bool, report: Path | None
) -> None:
    """Check FILE (CSV, xlsx or Parquet) against the dictionary and keep it as a snapshot."""
    from django.utils import timezone

    from yingshang.core.catalogue.places import place_code
    from yingshang.core.facts.errors import RowsRefused, told
    from yingshang.core.facts.services import deliver
    from yingshang.core.facts.types import Delivery
    from yingshang.core.ledger.acts import Actor

    delivery = Delivery(file, place_code(), dataset, as_of.date())
    try:
        snapshot, checked = deliver(
            delivery, actor=Actor.system("command line"), at=timezone.now(), accept_good=accept_good
        )
    except RowsRefused as refused:
        if report:
            _write(report, refused.checked.shown)
        shown = refused.checked.shown[:LISTED]
        for zh, en in zip(told(shown, "zh"), told(shown, "en"), strict=True):
            click.echo(f"{zh} · {en}", err=True)
        click.echo(f"{refused.text('zh-hans')}\n{refused.text('en')}", err=True)
        sys.exit(2)
    if report:
        _write(report, checked.shown)
    left = f", {snapshot.left_out:,} left out" if snapshot.left_out else ""
    kept = f"{dataset} {snapshot.as_of}: {snapshot.rows:,} rows kept{left}"
    click.echo(f"{kept}  sha256 {snapshot.content_hash}")


def _write(report: Path, shown: "Sequence[BadRow]") -> None:
    from yingshang.core.facts.reports import report_csv

    report.write_text(report_csv(shown), encoding="utf-8", newline="")


@facts.command("check-folder")
@click.option("--at-rest", type=click.IntRange(min=0), default=5, show_default=True,
              help="Seconds for which a file must not have been touched.")  # fmt: skip
def check_folder(at_rest: int) -> None:
    """Take in now what lies in YINGSHANG_FACTS_INBOX, as the worker does every minute."""
    from datetime import timedelta

    from django.conf import settings
    from django.utils import timezone

    from yingshang.core.facts.inbox import take_in

    taken = take_in(at=timezone.now(), at_rest=timedelta(seconds=at_rest))
    for file in taken:
        click.echo(f"{file.state}  {file.file}")
        if file.sentence:
            click.echo(f"  {file.sentence}\n  {file.sentence_en}")
    if not taken:
        click.echo(f"没有文件 · no files in {settings.FACTS_INBOX}")
    if any(file.state == "refused" for file in taken):
        sys.exit(2)


@facts.command("list")
@click.option("--dataset", help="Only this one.")
def list_snapshots(dataset: str | None) -> None:
    """The snapshots that are kept, newest first, and whether each file still has its hash."""
    from yingshang.core.catalogue.places import place_code
    from yingshang.core.facts.models import Snapshot
    from yingshang.core.facts.storing import is_whole

    found = Snapshot.objects.filter(place=place_code()).order_by("-as_of", "-delivered_at")
    damaged = False
    for snapshot in found.filter(dataset=dataset) if dataset else found:
        whole = is_whole(snapshot.place, snapshot.dataset, snapshot.content_hash)
        damaged |= not whole
        state = "" if whole else "  文件缺失或已改动 · the file is missing or was changed"
        line = f"{snapshot.as_of}  {snapshot.dataset}  {snapshot.rows:,}"
        click.echo(f"{line}  {snapshot.content_hash}{state}")
    if damaged:
        sys.exit(1)
