"""One process simulates one part of a city at a time.

A run that was killed leaves its last commit to the database, which may still be at work on it: the
next run waits until that connection is gone, so that it finds what was done last.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.db import connection

from yingshang.errors import Conflict

PATIENCE_SECONDS = 30.0
_SPACE = 7_248_905
"""Keeps these locks apart from other advisory locks of the platform."""


class SimulatedAlready(Conflict):
    """Another process simulates the same part of the same city."""

    code: ClassVar[str] = "simulation.already_running"
    zh: ClassVar[str] = "另一个进程正在模拟（{name}）。请等它结束，或先把它停掉。"
    en: ClassVar[str] = "Another process is simulating {name}. Wait until it ends, or stop it."


@contextmanager
def alone(name: str, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the run of this name. Errors: `SimulatedAlready` after `patience` seconds."""
    until = time.monotonic() + patience
    while not _taken(name):
        if time.monotonic() >= until:
            raise SimulatedAlready(name=name)
        time.sleep(0.05)
    try:
        yield
    finally:
        if connection.is_usable():
            _answer("SELECT pg_advisory_unlock(%s, hashtext(%s))", name)


def _taken(name: str) -> bool:
    return _answer("SELECT pg_try_advisory_lock(%s, hashtext(%s))", name)


def _answer(statement: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_SPACE, name])
        (answer,) = cursor.fetchone()
    return bool(answer)
