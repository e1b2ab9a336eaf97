"""What the platform stands on is away for a while: the database, or room on a disk.

Nothing of the request was kept: its transaction is rolled back. Whoever asked is told what happened
and when to try again; operators are told what to do.
"""

import errno
import logging
import os
from collections.abc import Iterator
from typing import ClassVar

import psycopg
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from yingshang.errors import Unavailable

log = logging.getLogger(__name__)

GONE = frozenset({"57P01", "57P02", "57P03", "57P05", "53300"})
"""Ended by an administrator, by a crash, not up yet, idle for too long, too many connections.

*Source*: PostgreSQL, appendix A, error codes; class 08 is that of broken connections.
"""
FULL = frozenset({"53100"})
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
NO_ROOM_SAID = os.strerror(errno.ENOSPC)


class DatabaseAway(Unavailable):
    """The database does not answer, or broke off."""

    code: ClassVar[str] = "outage.database_away"
    zh: ClassVar[str] = "数据库暂时没有应答，这一次没有办成，也没有留下一半。请过一会儿再试。"
    en: ClassVar[str] = (
        "The database does not answer just now. Nothing was done, and nothing was left half done."
        " Try again in a moment."
    )
    retry_seconds: ClassVar[int] = 5


class StorageFull(Unavailable):
    """There is no room left where the database or the files are kept."""

    code: ClassVar[str] = "outage.storage_full"
    zh: ClassVar[str] = (
        "存储空间已满，这一次没有办成，也没有留下一半。请联系管理员清理磁盘，腾出空间后再试，"
        "不必重启。"
    )
    en: ClassVar[str] = (
        "There is no room left on the disk. Nothing was done, and nothing was left half done. Ask"
        " the operators to make room, then try again; no restart is needed."
    )
    retry_seconds: ClassVar[int] = 60


Outage = DatabaseAway | StorageFull


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage behind an error; None for a defect or a refusal."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in NO_ROOM:
            return StorageFull()
        if type(cause).__name__ == "IOException" and NO_ROOM_SAID in str(cause):  # DuckDB's own
            return StorageFull()
        if isinstance(cause, psycopg.Error):
            code = cause.sqlstate or ""
            if code in FULL:
                return StorageFull()
            broken = isinstance(cause, psycopg.OperationalError) and not code
            if broken or code in GONE or code.startswith("08"):
                return DatabaseAway()
            if isinstance(cause, psycopg.InterfaceError) and not code:
                return DatabaseAway()
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def log_outage(request: HttpRequest, outage: Outage) -> None:
    """One line for the operators: an outage is no defect, so its trace says nothing."""
    log.error("%s: %s %s", outage.code, request.method, request.path)


def outage_page(outage: Outage, language: str) -> HttpResponse:
    """A page that asks the database for nothing: no session, no user, no frame."""
    context = {"message": outage.text(language), "demo_mode": settings.DEMO_MODE}
    response = HttpResponse(render_to_string("ui/errors/away.html", context), status=503)
    response["Retry-After"] = str(outage.retry_seconds)
    return response
