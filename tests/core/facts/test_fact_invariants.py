"""The audit finds a snapshot whose file or manifest is gone, and a contest that lost its office."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import connection, transaction

from tests.cast import NOW, PLACE, Cast
from tests.core.facts.delivering import hand_in, row, with_code
from yingshang.core.audit.registry import audit
from yingshang.core.facts.contests.contesting import Contest, contest
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import file_of, manifest_of
from yingshang.core.ids import new_id

pytestmark = pytest.mark.django_db
NAMES = [
    "facts.cases_have_their_contested_fact",
    "facts.contested_facts_have_their_case",
    "facts.snapshots_are_entered",
    "facts.snapshots_are_whole",
]
DAMAGE = {
    "facts.cases_have_their_contested_fact": "DELETE FROM core_contestedfact",
    "facts.contested_facts_have_their_case": (
        "UPDATE core_case c SET office_id = (SELECT id FROM core_office WHERE id <> c.office_id"
        " LIMIT 1) WHERE kind = 'fact_contested'"
    ),
    "facts.snapshots_are_entered": "UPDATE core_snapshot SET content_hash = repeat('0', 64)",
}


class Undone(Exception):
    """Rolls the damage back."""


@pytest.fixture
def snapshot(tmp_path) -> Snapshot:
    """Delivered, and one value of it contested."""
    found, _ = hand_in(tmp_path, row(1), row(2))
    cast = Cast()
    with_code(cast.company)
    asked = Contest(new_id(), PLACE, found.dataset, "premiums_paid", "22345.67 元", "七月补缴")
    contest(asked, firm=cast.company, user=cast.owner, at=NOW)
    return found


def broken() -> set[str]:
    found = {invariant.name: finding for invariant, finding in audit(PLACE, NAMES)}
    assert all(finding.checked == 1 for finding in found.values()), found
    return {name for name, finding in found.items() if not finding.holds}


@contextmanager
def damaged(statement: str) -> Iterator[None]:
    with suppress(Undone), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 1
        yield
        raise Undone


def test_what_was_delivered_and_contested_holds_and_each_damage_is_found(snapshot):
    assert broken() == set()
    for name, statement in DAMAGE.items():
        with damaged(statement):
            wrong = {inv.name for inv, found in audit(PLACE, [name]) if not found.holds}
            assert wrong == {name}
    with damaged("UPDATE core_contestedfact SET is_open = false"):
        assert broken() == {"facts.contested_facts_have_their_case"}


def test_a_file_or_a_manifest_that_is_gone_or_changed_is_found(snapshot):
    about = (snapshot.place, snapshot.dataset, snapshot.content_hash)
    manifest, file = manifest_of(*about, snapshot.as_of), file_of(*about)
    kept, rows = manifest.read_text(encoding="utf-8"), file.read_bytes()
    for damage in (
        manifest.unlink,
        lambda: manifest.write_text("{}"),
        lambda: manifest.write_text(""),
    ):
        damage()
        assert broken() == {"facts.snapshots_are_whole"}
    manifest.write_text(kept, encoding="utf-8")
    assert broken() == set()
    file.write_bytes(rows[:-1])
    assert broken() == {"facts.snapshots_are_whole"}
    file.write_bytes(rows)
