"""The database gone, or no room on the disk: a clear answer, nothing half done, and on it goes."""

import errno
import json
from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from psycopg import errors

from tests.cast import Cast
from yingshang.config.outages import DatabaseAway, StorageFull, outage_of
from yingshang.config.worker import wait_for_database


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (errors.DiskFull("no space left"), StorageFull),
        (OSError(errno.ENOSPC, "no space left"), StorageFull),
        (OSError(errno.EDQUOT, "quota"), StorageFull),
        (psycopg.OperationalError("connection refused"), DatabaseAway),
        (psycopg.InterfaceError("the connection is closed"), DatabaseAway),
        (errors.AdminShutdown("terminating connection"), DatabaseAway),
        (errors.CrashShutdown("terminating connection"), DatabaseAway),
        (errors.CannotConnectNow("the database system is starting up"), DatabaseAway),
        (errors.TooManyConnections("sorry, too many clients already"), DatabaseAway),
        (errors.ConnectionFailure("lost"), DatabaseAway),
        (errors.UniqueViolation("twice"), None),
        (errors.QueryCanceled("timeout"), None),
        (errors.DeadlockDetected("deadlock"), None),
        (errors.InvalidPassword("wrong"), None),
        (OSError(errno.EACCES, "not allowed"), None),
        (ValueError("a defect"), None),
    ],
)
def test_an_outage_is_told_from_a_defect_however_it_is_wrapped(error, outage):
    for wrapped in (error, _wrapped(error)):
        found = outage_of(wrapped)
        assert found is None if outage is None else isinstance(found, outage)


def _wrapped(error: Exception) -> Exception:
    outer = OperationalError("as Django wraps it")
    outer.__cause__ = error
    return outer


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def away(real_database) -> Iterator[dict[str, object]]:
    """The database's address, which leads nowhere while the test says so."""
    settings = connection.settings_dict
    before = settings["HOST"]
    yield settings
    settings["HOST"] = before
    connection.close()


def test_while_the_database_is_away_pages_and_api_say_so_and_come_back_with_it(away, browser):
    cast = Cast()
    browser.force_login(cast.owner, "django.contrib.auth.backends.ModelBackend")
    host, away["HOST"] = away["HOST"], "/nowhere"
    connection.close()
    for path in ("/", "/my/", f"/cases/{cast.owner.pk}"):
        page = browser.get(path, headers={"Accept-Language": "en"})
        assert (page.status_code, page["Retry-After"]) == (503, "5")
        assert "Try again in a moment" in page.content.decode()
    answer = browser.get("/api/v1/me")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "outage.database_away"
    away["HOST"] = host
    assert browser.get("/my/").status_code == 200


def test_a_worker_waits_for_the_database_and_goes_on_when_it_is_back(away, monkeypatch):
    host, away["HOST"] = away["HOST"], "/nowhere"
    connection.close()
    waited = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            away["HOST"] = host

    monkeypatch.setattr("time.sleep", sleep)
    wait_for_database()
    assert len(waited) == 3
