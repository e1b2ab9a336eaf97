"""A file that is there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from yingshang.rules.populations.errors import (
    OutputFolderMissing,
    OutputFolderReadOnly,
    OutputHasOtherFiles,
    OutputNotWritable,
)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A name beside `out` to write to; it takes its place at the end, and is removed on failure.

    What is written may be a file or, by a cluster, a folder. *Errors*: `OutputNotWritable`.
    """
    if out.is_dir() and any(
        not part.name.startswith(("_", "part-", ".")) for part in out.iterdir()
    ):
        raise OutputHasOtherFiles(file=str(out))
    if not out.parent.is_dir():
        raise OutputFolderMissing(file=str(out), folder=str(out.parent))
    if not os.access(out.parent, os.W_OK):
        raise OutputFolderReadOnly(file=str(out), folder=str(out.parent))
    temporary = out.parent / f".{out.name}.{uuid4().hex[:8]}"
    try:
        yield temporary
        _remove(out) if out.is_dir() else None
        temporary.replace(out)
    except OSError as error:
        raise OutputNotWritable(file=str(out), why=error.strerror or str(error)) from None
    finally:
        _remove(temporary)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
