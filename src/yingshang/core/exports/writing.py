"""The worker's part: rows from a server-side cursor into a file, and the file into the store.

Every part of some thousand rows reports how far it is, and learns there whether it was cancelled.
A worker that is killed leaves a growing file and a row without a sign of life; `sweep` begins anew.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yingshang.core.access.posts import posts_of
from yingshang.core.exports.files import export_store, scratch_folder
from yingshang.core.exports.models import Export
from yingshang.core.exports.naming import Naming
from yingshang.core.exports.registry import exporter_of
from yingshang.core.exports.services import act, begin
from yingshang.core.exports.types import Exporter, Wanted
from yingshang.core.exports.workbook import Workbook, sha256_of
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError
from yingshang.worktime.zone import local

log = logging.getLogger(__name__)
WRITER = Actor.system("exports")
KEPT = timedelta(hours=24)
SILENT = timedelta(minutes=3)
MOST_ATTEMPTS = 3
State = Export.State


class Stopped(Exception):
    """The export was cancelled, or another worker has it."""


def write_export(export_id: UUID) -> None:
    """Write one export's file; nothing if it is not waiting any more."""
    rows = Export.objects.filter(pk=export_id, state=State.WAITING)
    if not rows.update(state=State.RUNNING, attempts=F("attempts") + 1, touched_at=timezone.now()):
        return
    export = Export.objects.select_related("user").get(pk=export_id)
    with translation.override(export.language), _growing(export) as path:
        try:
            row_count = _write(export, path)
            _keep(export, path, row_count)
        except Stopped:
            log.info("export %s was stopped", export.pk)
        except DomainError as error:
            _fail(export, error.code)


def sweep(*, at: datetime) -> None:
    """Files whose time is over go; what lost its worker begins again, three times at most."""
    for export in Export.objects.filter(state=State.DONE, expires_at__lte=at):
        export_store().delete(export.sha256)
        Export.objects.filter(pk=export.pk).update(state=State.EXPIRED)
    silent = Export.objects.filter(state=State.RUNNING, touched_at__lt=at - SILENT)
    for export in silent:
        if export.attempts >= MOST_ATTEMPTS:
            _fail(export, "exports.interrupted")
            continue
        with transaction.atomic():
            rows = silent.filter(pk=export.pk)
            if rows.update(state=State.WAITING, row_count=0, touched_at=at):
                begin(export)
    _remove_leftovers(at)


@contextmanager
def _growing(export: Export) -> Iterator[Path]:
    path = scratch_folder() / f"{export.pk}-{export.attempts}.xlsx"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write(export: Export, path: Path) -> int:
    exporter, at = exporter_of(export.kind), timezone.now()
    posts = posts_of(export.user, at=at)
    naming = Naming.at_posts(posts, whole=export.is_whole)
    heads = [(_said(column.zh, column.en), column.width) for column in exporter.columns]
    sheet = _("列表")
    count = 0
    with Workbook(path, sheet=sheet, heads=heads, mark=str(export.pk)) as book:
        book.note(_("说明"), _facts(export, exporter, at))
        for lines in exporter.parts(Wanted(export.user, export.filter, at, naming)):
            for line in lines:
                book.write(line)
            count += len(lines)
            _report(export, count)
    return count


def _report(export: Export, count: int) -> None:
    """How far it is. Errors: `Stopped`."""
    rows = Export.objects.filter(pk=export.pk, state=State.RUNNING, attempts=export.attempts)
    if not rows.update(row_count=count, touched_at=timezone.now()):
        raise Stopped


def _keep(export: Export, path: Path, row_count: int) -> None:
    """The file durably in the store, then the row and the entry that speak of it."""
    sha256, size, at = sha256_of(path), path.stat().st_size, timezone.now()
    export_store().put(sha256, path)
    with transaction.atomic():
        rows = Export.objects.filter(pk=export.pk, state=State.RUNNING, attempts=export.attempts)
        done = rows.update(
            state=State.DONE, row_count=row_count, ended_at=at, expires_at=at + KEPT,
            sha256=sha256, size_bytes=size,
        )  # fmt: skip
        if done:
            data: dict[str, object] = {"rows": row_count, "sha256": sha256, "size_bytes": size}
            record([act(export, "export.done", WRITER, at, data)])
    if not done:
        export_store().delete(sha256)
        raise Stopped


def _fail(export: Export, code: str) -> None:
    at = timezone.now()
    with transaction.atomic():
        rows = Export.objects.filter(pk=export.pk, state=State.RUNNING)
        if rows.update(state=State.FAILED, ended_at=at, problem=code):
            record([act(export, "export.fail", WRITER, at, {"problem": code})])


def _facts(export: Export, exporter: Exporter, at: datetime) -> list[tuple[str, str]]:
    """What the first sheet says: the list, who asked, when, which filter, how names stand."""
    described = exporter.describe(export.filter)
    kept = "；".join(f"{name}：{value}" for name, value in described)
    facts = [
        (_("列表"), _said(exporter.zh, exporter.en)),
        (_("导出人"), export.user.display_name),
        (_("导出时间"), f"{local(at, field='at'):%Y-%m-%d %H:%M}"),
        (_("筛选条件"), kept or _("无")),
        (_("自然人姓名"), _("本单位办件完整，其他打码") if export.is_whole else _("打码")),
    ]
    if export.purpose:
        facts.append((_("用途"), export.purpose))
    return facts


def _said(zh: str, en: str) -> str:
    return en if (translation.get_language() or "").startswith("en") else zh


def _remove_leftovers(at: datetime) -> None:
    """Growing files of workers that were killed."""
    before = (at - KEPT).timestamp()
    for entry in os.scandir(scratch_folder()):
        if entry.is_file() and entry.stat().st_mtime < before:
            Path(entry.path).unlink(missing_ok=True)
