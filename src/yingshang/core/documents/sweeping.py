"""Files that no row speaks of are removed; rows whose file is gone are reported."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from yingshang.core.documents.locks import lock_for_removal
from yingshang.core.documents.models import Blob
from yingshang.core.documents.stores import Store, chosen_store
from yingshang.core.documents.storing import INCOMING

log = logging.getLogger(__name__)
AN_HOUR = timedelta(hours=1)
PART = 500
Thing = TypeVar("Thing")


@dataclass(slots=True)
class Sweep:
    """What was removed, by hash and by name, and which rows have lost their file."""

    removed: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def sweep_orphans(older_than: timedelta = AN_HOUR, *, now: datetime) -> Sweep:
    """Remove files without a row and unfinished uploads older than `older_than`.

    Safe beside uploads: a file that somebody is storing at this moment is passed over, and one
    that was put again is young again. Each lost file is also logged as an error.
    """
    store, before, sweep = chosen_store(), now - older_than, Sweep()
    old = (file.sha256 for file in store.files() if file.modified_at < before)
    for part in _parts(old):
        sweep.removed += _remove_orphans(store, part, before)
    sweep.unfinished = _remove_unfinished(before)
    sweep.lost = _lost(store)
    return sweep


def _remove_orphans(store: Store, hashes: list[str], before: datetime) -> list[str]:
    orphans = _without_rows(hashes)
    if not orphans:
        return []
    removed = []
    with transaction.atomic():
        # Looked at again under lock: a row, or a younger file, may have come meanwhile.
        for sha256 in _without_rows(lock_for_removal(orphans)):
            file = store.find(sha256)
            if file is not None and file.modified_at < before:
                store.delete(sha256)
                removed.append(sha256)
    return removed


def _without_rows(hashes: list[str]) -> list[str]:
    known = set(Blob.objects.filter(pk__in=hashes).values_list("pk", flat=True))
    return [sha256 for sha256 in hashes if sha256 not in known]


def _remove_unfinished(before: datetime) -> list[str]:
    removed = []
    for path in (Path(settings.FILES_FOLDER) / INCOMING).glob("upload-*"):
        try:
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                removed.append(path.name)
        except FileNotFoundError:
            continue  # its upload has just ended
    return removed


def _lost(store: Store) -> list[str]:
    hashes = Blob.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=PART)
    lost = [sha256 for sha256 in hashes if store.find(sha256) is None]
    for sha256 in lost:
        log.error("the file %s of a document is lost: restore it from a copy", sha256)
    return lost


def _parts(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while part := list(islice(rest, PART)):
        yield part
