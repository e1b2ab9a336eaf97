"""One place's ledger as tests see it: who writes acts, what is placed, what is published.

The place is one without lists, so that its ledger begins empty.
"""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, transaction

from tests.server import with_database
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.sealing import seal
from yingshang.core.ledger.sealing.folder import folder_of
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.ledger.services import record
from yingshang.proofs.log.checkpoint import Checkpoint

PLACE = "430381"
OTHER_PLACE = "430382"
TABLES = ("ledger_entry", "ledger_content", "ledger_placement", "ledger_checkpoint")
WIPE = (
    """DELETE FROM ledger_content k USING ledger_entry e
       WHERE e.id = k.entry_id AND e.place = ANY(%s)""",
    "DELETE FROM ledger_entry WHERE place = ANY(%s)",
    "DELETE FROM ledger_placement WHERE place = ANY(%s)",
    "DELETE FROM ledger_checkpoint WHERE place = ANY(%s)",
    "DELETE FROM core_ledgerepoch WHERE place = ANY(%s)",
)
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def act(place: str = PLACE, **data: object) -> Act:
    return Act(place, "case", new_id(), CLOCK, NOON, "case.open", data)


def write(count: int = 1, *, place: str = PLACE) -> list[UUID]:
    """Acts in a transaction of their own, committed."""
    with transaction.atomic():
        return record([act(place, n=number) for number in range(count)])


def seal_up_to(size: int, *, place: str = PLACE, seconds: float = 60) -> int:
    """Seal until the log has this size.

    Transactions of other tests on the same server may still hold entries up for a moment.
    """
    end = time.monotonic() + seconds
    while (sealed := seal(place)).size < size and time.monotonic() < end:
        time.sleep(0.02)
    assert sealed.size == size
    return sealed.size


def settle(*, seconds: float = 60) -> None:
    """Wait until nothing that is open on the server holds up the entries written so far."""
    end = time.monotonic() + seconds
    query = """SELECT xid < pg_snapshot_xmin(pg_current_snapshot())
        FROM ledger_entry ORDER BY xid DESC LIMIT 1"""
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(query)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("a transaction stays open on the server")


@dataclass
class Town:
    folder: Path
    database: str

    def placed(self) -> list[UUID | None]:
        """The entries in the order of the log."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT index, entry_id FROM ledger_placement WHERE place = %s ORDER BY index",
                [PLACE],
            )
            rows = cursor.fetchall()
        assert [index for index, _ in rows] == list(range(len(rows)))
        return [entry_id for _, entry_id in rows]

    def entries(self) -> set[UUID]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM ledger_entry WHERE place = %s", [PLACE])
            return {entry_id for (entry_id,) in cursor.fetchall()}

    def published(self) -> Checkpoint:
        checkpoint = folder_of(PLACE).published(keys_of(PLACE))
        assert checkpoint is not None
        return checkpoint

    def as_owner(self) -> psycopg.Connection[tuple[object, ...]]:
        """The owner of the tables, behind the application's back."""
        url = with_database(os.environ["DATABASE_OWNER_URL"], self.database)
        return psycopg.connect(url, autocommit=True)

    def tamper(self, statement: str, *parameters: object) -> None:
        """Change sealed rows as somebody would who owns the database: triggers off, then on."""
        with self.as_owner() as owner, owner.transaction():
            for table in TABLES:
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(statement, parameters)
            for table in TABLES:
                owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def wipe(self) -> None:
        """Forget the ledger that the test before has left."""
        for statement in WIPE:
            self.tamper(statement, [PLACE, OTHER_PLACE])

    @property
    def log(self) -> Path:
        """The public folder of the place."""
        return Path(settings.LOG_FOLDER) / PLACE
