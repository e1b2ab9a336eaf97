"""The ledger keeps what it was given, and the database refuses to let go of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import rfc8785
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from hypothesis import given, settings
from hypothesis import strategies as st

from yingshang.core.copying import FEW
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.canonical import NotCanonical, check, encode
from yingshang.core.ledger.queries import entries_of
from yingshang.core.ledger.services import erase, record

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
plain = st.recursive(
    st.text() | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
)


def encoded(value):
    check(value)
    return encode(value)


def act(subject, **data):
    return Act("430300", "case", subject, CLOCK, NOON, "case.open", data)


@settings(max_examples=25)
@given(st.dictionaries(st.text(st.characters(codec="ascii")), plain))
def test_bodies_are_the_bytes_of_rfc_8785(value):
    check(value)
    assert encode(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("bad", [1.5, True, None, 2**53, {"ключ": 1}, "\ud800"])
def test_what_has_no_single_form_is_refused(bad):
    with pytest.raises(NotCanonical):
        encoded({"place": bad})


@pytest.mark.django_db
def test_many_entries_and_a_few_are_the_same_rows():
    subjects, at = [new_id() for _ in range(FEW + 1)], NOON.replace(microsecond=7)
    acts = [
        Act("430300", "案件", subject, CLOCK, at, "case.“open”", {"n": 1}, on_behalf_of=subject)
        for subject in subjects
    ]
    record(acts)
    for one in acts:
        record([one])
    views = [replace(entry, id=None, hash_hex="", recorded_at=at) for entry in entries_of(subjects)]
    for subject in subjects:
        many, few = [view for view in views if view.subject_id == subject]
        assert many == few
        assert many.is_intact
        assert (many.at, many.on_behalf_of, many.data) == (at, subject, {"n": 1})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM ledger_content JOIN ledger_entry e ON e.id = entry_id"
            " WHERE e.subject_kind = '案件'"
        )
        bodies = [bytes(body) for (body,) in cursor]
    assert len(bodies) == 2 * len(acts)
    assert all(encode(json.loads(body)) == body for body in bodies)


@pytest.mark.django_db
def test_an_entry_is_read_back_with_its_hash_intact():
    subject = new_id()
    record([act(subject, name="示例", count=3)])
    (entry,) = entries_of([subject])
    assert entry.data == {"name": "示例", "count": 3}
    assert entry.is_intact
    assert entry.at == NOON


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("ledger_entry", "recorded_at"),
        ("ledger_content", "recorded_at"),
        ("ledger_placement", "recorded_at"),
        ("ledger_checkpoint", "at"),
    ],
)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_change_the_ledger(table, column, verb):
    record([act(new_id())])
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table, column))


@pytest.mark.django_db(databases=["default", "owner"])
def test_not_even_the_owner_of_the_tables_can_change_an_entry():
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (id, place, epoch, subject_kind, subject_id, actor_kind,"
            " actor_id, at, action, commitment_hash) VALUES (%s, '430300', 1, 'x', %s, 'system',"
            " %s, now(), 'x', sha256(''))",
            [new_id(), new_id(), new_id()],
        )
        cursor.execute("SELECT tableoid::regclass::text FROM ledger_entry LIMIT 1")
        partition = cursor.fetchone()[0]
    for verb in ("UPDATE {} SET action = 'y'", "DELETE FROM {}", "TRUNCATE {}"):
        for table in ("ledger_entry", partition):
            with (
                pytest.raises(ProgrammingError, match="append-only"),
                transaction.atomic(using="owner"),
                connections["owner"].cursor() as cursor,
            ):
                cursor.execute(verb.format(table))


@pytest.mark.django_db
def test_an_erasure_removes_the_content_keeps_the_hash_and_says_who():
    subject = new_id()
    (entry_id,) = record([act(subject, name="示例")])
    before = entries_of([subject])[0].hash_hex
    erase(entry_id, place="430300", actor=CLOCK, at=NOON, ground="保存期限届满")
    (entry,) = entries_of([subject])
    assert entry.data is None
    assert entry.hash_hex == before
    (erasure,) = entries_of([entry_id])
    assert erasure.data == {"ground": "保存期限届满"}


@pytest.mark.django_db
def test_content_cannot_be_erased_without_an_entry_that_says_so():
    (entry_id,) = record([act(new_id())])
    with (
        pytest.raises(ProgrammingError, match="recorded erasure"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE ledger_content SET salt = NULL, body = NULL, erased_by = %s"
            " WHERE entry_id = %s",
            [new_id(), entry_id],
        )


@pytest.mark.django_db
def test_a_thousand_acts_cost_three_statements_and_a_few_two(django_assert_num_queries):
    for count, statements in ((1, 2), (FEW, 2), (FEW + 1, 3), (1000, 3)):
        with django_assert_num_queries(statements):
            record([act(new_id()) for _ in range(count)])


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("table", ["ledger_placement", "ledger_checkpoint"])
def test_not_even_the_owner_can_empty_what_the_sealer_wrote(table):
    with (
        pytest.raises(ProgrammingError, match="append-only"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.django_db
def test_entries_commit_by_sm3_where_the_setting_says_so_and_say_it(settings):
    subject = new_id()
    record([act(subject, n=1)])
    settings.LEDGER_HASH = "sm3"
    record([act(subject, n=2)])
    before, after = entries_of([subject])
    assert before.is_intact
    assert after.is_intact
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(body, 'UTF8')::json ->> 'hash' FROM ledger_content"
            " WHERE entry_id = ANY(%s) ORDER BY entry_id",
            [[before.id, after.id]],
        )
        assert [said for (said,) in cursor.fetchall()] == [None, "sm3"]
