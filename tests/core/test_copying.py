"""Whatever a row holds stands in the table as it was given."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from yingshang.core.copying import FEW, copy_rows

pytestmark = pytest.mark.django_db
TEXTS = [
    "",
    "plain",
    "设立登记",
    "a\tb",
    "a\nb",
    "a\rb",
    "\\",
    "\\N",
    "\\.",
    "\\t",
    '{"a": "\\n"}',
    " x ",
]
AT = datetime(2022, 1, 5, 2, tzinfo=UTC)
ONE = UUID(int=7)


def test_every_text_arrives_as_it_was_sent():
    rows = [(n, text, n % 2 == 0, None) for n, text in enumerate(TEXTS)]
    assert len(rows) > FEW
    assert stored(rows) == rows


def test_values_that_the_driver_must_write_stand_between_plain_ones():
    rows = [
        (0, "first", True, None),
        (1, None, None, AT),
        *((n, "x", False, None) for n in range(2, 12)),
    ]
    assert stored(rows) == rows


def test_ids_and_moments_may_be_text_already():
    rows = [(n, ONE.hex, None, AT.isoformat()) for n in range(10)]
    assert stored(rows) == [(n, ONE.hex, None, AT) for n in range(10)]


def stored(rows):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept (n integer, t text, b boolean, at timestamptz)"
                       " ON COMMIT DROP")  # fmt: skip
        copy_rows("kept", ("n", "t", "b", "at"), rows)
        cursor.execute("SELECT n, t, b, at FROM kept ORDER BY n")
        return cursor.fetchall()
