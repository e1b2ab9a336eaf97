"""One process at a time starts or stops a cluster; the system frees the lock when it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from yingshang.config.postgres.errors import Busy
from yingshang.config.postgres.layout import Layout

PAUSE_SECONDS = 0.02


@contextmanager
def exclusive(layout: Layout, *, timeout_seconds: float) -> Iterator[None]:
    """Hold the cluster's lock. Errors: `Busy` after `timeout_seconds`."""
    handle = os.open(layout.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        deadline = time.monotonic() + timeout_seconds
        while not _taken(handle):
            if time.monotonic() > deadline:
                raise Busy(seconds=round(timeout_seconds), lock=layout.lock)
            time.sleep(PAUSE_SECONDS)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
