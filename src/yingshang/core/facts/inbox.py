"""Departments put files into a folder; they come in without anybody pressing a button.

`<place>/<dataset>/<YYYY-MM-DD>….csv` (or xlsx, Parquet) moves to `done/` or `refused/` beside it,
in the end; `refused/` has a report next to each file. A kill at any point is harmless: the outcome
is written before the file is moved, and a file that is there still is judged again.

What is still being written must be called otherwise (`….part`), or not be touched for a while.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import connection

from yingshang.core.catalogue.models import Item
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.errors import NoDate, NoSuchDataset
from yingshang.core.facts.judging import judge_file
from yingshang.core.facts.models import Submission
from yingshang.core.facts.reports import report_csv
from yingshang.core.facts.storing import digest_of
from yingshang.core.facts.types import BadRow, Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Office
from yingshang.errors import DomainError

log = logging.getLogger(__name__)
ACTOR = Actor.system("facts inbox")
ENDINGS = frozenset({".csv", ".xlsx", ".parquet"})
DONE, REFUSED = "done", "refused"
AT_REST = timedelta(seconds=5)
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})")
_LOCK = int.from_bytes(hashlib.sha256(b"yingshang facts inbox").digest()[:7], "big")
State = Submission.State
TAKEN = frozenset({State.KEPT, State.SAME})


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of the folder, and where it went."""

    file: Path
    state: str
    sentence: str = ""
    sentence_en: str = ""


def take_in(*, at: datetime, at_rest: timedelta = AT_REST) -> list[Taken]:
    """Take in what lies in `FACTS_INBOX` and was not touched for a while; one worker at a time."""
    root = Path(settings.FACTS_INBOX)
    if not root.is_dir() or not _is_alone():
        return []
    try:
        latest = at.timestamp() - at_rest.total_seconds()
        return [
            taken
            for place, dataset, path in _waiting(root)
            if path.stat().st_mtime <= latest and (taken := _one(place, dataset, path, at))
        ]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _waiting(root: Path) -> Iterator[tuple[str, str, Path]]:
    """Place, dataset and file, of the places whose lists are loaded; the earliest days first."""
    places = Item.objects.filter(kind="place", is_current=True).values_list("place", flat=True)
    for place in sorted(set(places)):
        for folder in sorted((root / place).glob("*/")):
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() in ENDINGS and path.is_file() and path.name[0] != ".":
                    yield place, folder.name, path


def _one(place: str, dataset: str, path: Path, at: datetime) -> Taken | None:
    """One file; a defect that it meets is logged and leaves the file, and does not stop others."""
    try:
        return _take(place, dataset, path, at)
    except Exception:
        log.exception("a delivery by folder met a defect and stays where it is: %s", path)
        return None


def _take(place: str, dataset: str, path: Path, at: datetime) -> Taken:
    try:
        row = _row(place, dataset, path, at)
    except DomainError as error:
        return _refuse(path, error.text("zh-hans"), error.text("en"))
    if row.state not in TAKEN:
        judge_file(row, Delivery(path, place, dataset, row.as_of))
    if row.state in TAKEN:
        _move(path, DONE)
        return Taken(path, row.state, row.problem_zh, row.problem_en)
    return _refuse(path, row.problem_zh, row.problem_en, [BadRow(*fault) for fault in row.faults])


def _row(place: str, dataset: str, path: Path, at: datetime) -> Submission:
    """The submission of the file: the same one whenever the same file lies there again.

    Errors: `NoSuchDataset`, `NoDate`.
    """
    datasets = dictionary_of(place).datasets
    if dataset not in datasets:
        raise NoSuchDataset(dataset=dataset[:60], known="、".join(sorted(datasets)) or "—")
    as_of, digest = _day(path), digest_of(path)
    row, _ = Submission.objects.get_or_create(
        pk=_id_of(place, dataset, path.name, digest),
        defaults={
            "place": place,
            "dataset": dataset,
            "office": Office.objects.get(place=place, code=datasets[dataset].office),
            "as_of": as_of,
            "channel": Submission.Channel.FOLDER,
            "file_name": path.name[-200:],
            "size_bytes": path.stat().st_size,
            "sha256": digest,
            "state": State.CHECKING,
            "actor_kind": ACTOR.kind,
            "actor_id": ACTOR.id,
            "handed_at": at,
            "touched_at": at,
        },
    )
    return row


def _id_of(place: str, dataset: str, name: str, digest: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:yingshang:facts:{place}:{dataset}:{name}:{digest}")


def _day(path: Path) -> date:
    dated = _DATED.match(path.name)
    try:
        return date.fromisoformat(dated[1] if dated else "")
    except ValueError as error:
        raise NoDate(name=path.name[:80]) from error


def _refuse(path: Path, zh: str, en: str, faults: list[BadRow] | None = None) -> Taken:
    """The report first: a file in `refused/` always has one beside it."""
    target = _free(path.parent / REFUSED, path)
    target.with_name(f"{target.name}.txt").write_text(f"{zh}\n{en}\n", encoding="utf-8")
    if faults:
        report = target.with_name(f"{target.name}.report.csv")
        report.write_text(report_csv(faults), encoding="utf-8")
    path.replace(target)
    log.warning("a delivery by folder was refused: %s", target)
    return Taken(path, State.REFUSED, zh, en)


def _move(path: Path, folder: str) -> None:
    path.replace(_free(path.parent / folder, path))


def _free(folder: Path, path: Path) -> Path:
    """A name in the folder that no other content has; the same content has the same name."""
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists() and digest_of(target) != digest_of(path):
        return folder / f"{path.stem}-{digest_of(path)[:12]}{path.suffix}"
    return target
