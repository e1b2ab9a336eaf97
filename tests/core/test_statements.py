"""Statements are planned once, and what waits is written before anybody looks."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yingshang.core.copying import FEW, Rows, append
from yingshang.core.models import LedgerEpoch
from yingshang.core.statements import fetch, gathering, run

pytestmark = pytest.mark.django_db
RAISE = "INSERT INTO core_ledgerepoch (place, epoch, raised_at) VALUES (%s, %s, now())"
COLUMNS = ("place", "epoch", "raised_at")


def epochs():
    return dict(LedgerEpoch.objects.filter(place__startswith="x").values_list("place", "epoch"))


def gather(*places):
    with transaction.atomic(), gathering():
        for place in places:
            run(RAISE, place)


def rows(count, *, at="2026-11-24T00:00:00Z"):
    return [(f"x{n:02}", n, at) for n in range(count)]


def test_a_statement_is_planned_once_a_connection():
    for n in range(3):
        assert fetch("SELECT %s::int + 1 AS planned_once", [n]) == [(n + 1,)]
    known = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"
    assert fetch(known, ["%planned_once"]) == [(1,)]


def test_what_waits_goes_with_the_next_question():
    with transaction.atomic(), gathering():
        run(RAISE, ["x01", 1])
        run("UPDATE core_ledgerepoch SET epoch = 7 WHERE place = %s", ["x01"])
        assert fetch("SELECT epoch FROM core_ledgerepoch WHERE place = %s", ["x01"]) == [(7,)]


def test_what_waits_is_there_for_the_orm_for_a_savepoint_and_for_copy():
    with transaction.atomic(), gathering():
        run(RAISE, ["x01", 1])
        assert epochs() == {"x01": 1}
        run(RAISE, ["x02", 2])
        with suppress(ZeroDivisionError), transaction.atomic():
            run(RAISE, ["x03", 3])
            raise ZeroDivisionError
        assert epochs() == {"x01": 1, "x02": 2}
        run("DELETE FROM core_ledgerepoch WHERE place LIKE %s", ["x%"])
        append(Rows("core_ledgerepoch", COLUMNS, rows(FEW + 1)))
    assert len(epochs()) == FEW + 1


def test_an_error_of_what_waits_is_djangos_and_comes_before_the_commit():
    with pytest.raises(IntegrityError):
        gather(("x01", 1), ("x01", 1))
    assert epochs() == {}


def test_after_an_error_nothing_is_sent_any_more():
    with (
        CaptureQueriesContext(connection) as seen,
        suppress(ZeroDivisionError),
        transaction.atomic(),
        gathering(),
    ):
        run(RAISE, ["x01", 1])
        raise ZeroDivisionError
    assert not [one for one in seen.captured_queries if one["sql"] == RAISE]
    run(RAISE, ["x02", 2])  # and nothing waits outside
    assert epochs() == {"x02": 2}


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1])
def test_few_rows_and_many_are_the_same_rows(count):
    with CaptureQueriesContext(connection) as seen:
        append(
            Rows("core_ledgerepoch", COLUMNS, iter(rows(count))),
            Rows("core_ledgerepoch", COLUMNS, [("xx", 9, "2026-11-24T00:00:00Z")]),
        )
    assert epochs() == {f"x{n:02}": n for n in range(count)} | {"xx": 9}
    assert len(seen) == (1 if count <= FEW else 2)
