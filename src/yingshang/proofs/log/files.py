"""Files that are replaced whole, and are on disk when the writer says so.

Many files go in rounds (write and sync drafts, rename, sync the folders), because a sync after
each rename would make the file system write its journal once a file. A few threads write the
drafts: they wait for the disk, and syncs that wait together share one write of the journal.
"""

import os
import re
import secrets
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from yingshang.proofs.log.errors import TileNotWritten

_AT_ONCE = 1024
_THREADS = 8
_DRAFT = re.compile(r"\..+\.[0-9a-f]{12}")


def write_files(files: Iterable[tuple[Path, bytes]], *, durable: bool) -> None:
    """Replace each file by its content, or leave it as it was. *Errors*: `TileNotWritten`."""
    rest = iter(files)
    while batch := list(islice(rest, _AT_ONCE)):
        _write_batch(batch, durable=durable)


def sweep(folder: Path) -> int:
    """Remove the drafts that a killed writer left below `folder`; answers how many.

    Only while nobody writes there: a living writer's drafts look the same.
    """
    drafts = [path for path in folder.rglob(".*") if _DRAFT.fullmatch(path.name)]
    _remove(map(str, drafts))
    return len(drafts)


def _write_batch(files: Sequence[tuple[Path, bytes]], *, durable: bool) -> None:
    suffix = f".{secrets.token_hex(6)}"
    drafts = [f"{path.parent}/.{path.name}{suffix}" for path, _ in files]
    folders = {path.parent for path, _ in files}
    try:
        for folder in folders:
            _make_folder(folder, durable=durable)
        _write_drafts(drafts, [data for _, data in files], durable=durable)
        for draft, (path, _) in zip(drafts, files, strict=True):
            os.replace(draft, path)  # noqa: PTH105  # as below
        for folder in folders if durable else ():
            _sync(folder)
    except BaseException as error:
        _remove(drafts)
        if isinstance(error, OSError):
            place = str(error.filename or files[0][0].parent)
            raise TileNotWritten(path=place, reason=error.strerror) from error
        raise


def _write_drafts(drafts: Sequence[str], contents: Sequence[bytes], *, durable: bool) -> None:
    write = partial(_write_draft, durable=durable)
    if not durable or len(drafts) <= _THREADS:
        deque(map(write, drafts, contents), maxlen=0)
        return
    with ThreadPoolExecutor(_THREADS) as pool:
        deque(pool.map(write, drafts, contents), maxlen=0)


def _write_draft(draft: str, data: bytes, *, durable: bool) -> None:
    with open(draft, "xb") as file:  # noqa: PTH123  # a thousand at once: strings are faster
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _make_folder(folder: Path, *, durable: bool) -> None:
    """Make a folder and those above it, each entered on disk in its parent."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, durable=durable)
    folder.mkdir(exist_ok=True)
    if durable:
        _sync(folder.parent)


def _sync(path: Path | str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(drafts: Iterable[str]) -> None:
    for draft in drafts:
        with suppress(OSError):
            os.unlink(draft)  # noqa: PTH108  # as above; renamed drafts are gone already
