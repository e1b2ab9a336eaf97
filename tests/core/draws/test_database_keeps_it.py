"""What the database itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.core.draws.invented import ACTOR, HOUR, PARTIES, announced, commit
from yingshang.core.draws.services import void
from yingshang.proofs.draws import Words

pytestmark = pytest.mark.django_db


def refused(sql: str) -> str:
    with (
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    return str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        "announcement = 'x'",
        "announcement_hash = sha256('x')",
        "announced_at = announced_at - interval '1 day'",
        "recorded_at = recorded_at - interval '1 day'",
        "chance_at = chance_at + interval '1 day'",
        "summary = '{}'",
        "is_simulated = true",
        "state = 'drawn', ended_at = now(), ended_entry = id, result = 'x', announcement = 'x'",
    ],
)
def test_what_was_announced_cannot_be_changed(now, change):
    announced(now)
    assert "final" in refused(f"UPDATE core_draw SET {change}")  # noqa: S608 - ours


def test_a_draw_that_is_over_cannot_be_changed(now):
    void(announced(now).pk, Words("停办", "Stopped"), actor=ACTOR, at=now)
    assert "final" in refused("UPDATE core_draw SET void_zh = '别的'")
    assert "final" in refused("UPDATE core_draw SET state = 'drawn'")


def test_an_end_is_whole(now):
    announced(now)
    assert "draw_ends_once_and_whole" in refused("UPDATE core_draw SET state = 'drawn'")


def test_a_commitment_cannot_be_changed(now):
    commit(announced(now), PARTIES[0], now + HOUR / 2)
    assert "final" in refused("UPDATE core_drawpart SET commit = sha256('x')")
    assert "final" in refused(
        "UPDATE core_drawpart SET secret = 'x', revealed_at = now(), party = 'x'"
    )


@pytest.mark.parametrize("table", ["core_draw", "core_drawpart"])
def test_nothing_is_deleted(now, table):
    commit(announced(now), PARTIES[0], now + HOUR / 2)
    assert "stay on record" in refused(f"DELETE FROM {table}")  # noqa: S608 - ours
