"""Trouble with the disk, said once: an operating system's error becomes one of ours."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yingshang.config.postgres.account import name_of
from yingshang.config.postgres.errors import DiskFull, DiskReadOnly, FolderLocked
from yingshang.errors import DomainError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
WORDS = {
    "No space left on device": errno.ENOSPC,
    "Disk quota exceeded": errno.EDQUOT,
    "Read-only file system": errno.EROFS,
    "Permission denied": errno.EACCES,
}


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn a full, read-only or locked `folder` into `DiskFull`, `DiskReadOnly`, `FolderLocked`."""
    try:
        yield
    except OSError as error:  # shutil.Error, of many files, has its reasons in words alone
        known = _known(error.errno, folder) or disk_error_in(str(error), folder)
        if known is None:
            raise
        raise known from error


def disk_error_in(text: str, folder: Path) -> DomainError | None:
    """The same error when a program of PostgreSQL reports it in words."""
    for words, number in WORDS.items():
        if words in text:
            return _known(number, folder)
    return None


def _known(number: int | None, folder: Path) -> DomainError | None:
    if number in FULL:
        return DiskFull(folder=folder)
    if number == errno.EROFS:
        return DiskReadOnly(folder=folder)
    if number in {errno.EACCES, errno.EPERM}:
        return FolderLocked(folder=folder, account=name_of(os.geteuid()))
    return None
