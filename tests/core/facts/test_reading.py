"""Whoever reads facts gets the elements that were named, and leaves a record of it."""

from datetime import date

import duckdb
import pytest

from tests.cast import NOW, PLACE
from tests.core.facts.delivering import AS_OF, code, hand_in, row
from yingshang.core.facts import errors
from yingshang.core.facts.consulting import Purpose, consult, record_population_read
from yingshang.core.facts.models import Consultation
from yingshang.core.facts.population import freeze, reopen
from yingshang.core.facts.queries import given, given_in
from yingshang.core.facts.storing import file_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.models import Entry

OFFICER = Actor.system("test")
CREDIT = "统一社会信用代码,僵尸企业,严重失信"
BENEFITS = Purpose("核对惠企政策", "matching policies")

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(tmp_path):
    first, _ = hand_in(tmp_path, row(1), row(2, size=""), row(3))
    lists, _ = hand_in(
        tmp_path, f"{code(1)},否,是", f"{code(4)},是,否", head=CREDIT, dataset="credit_lists"
    )
    return first, lists


def test_one_firm_is_given_the_named_elements_and_what_is_missing_is_named(
    delivered, django_assert_num_queries
):
    given(PLACE, code(1), ["is_zombie"], on=AS_OF)  # the lists are parsed once a process
    wanted = ["premiums_paid", "relief_size_class", "is_discredited", "registered_on"]
    with django_assert_num_queries(3):
        found = given(PLACE, code(1), wanted, on=AS_OF)
    assert found.plain == {"premiums_paid": 1234567, "relief_size_class": "小型",
                           "is_discredited": True, "registered_on": None}  # fmt: skip
    value = found.values["premiums_paid"]
    assert (value.snapshot, value.snapshot.as_of, value.is_contested) == (
        delivered[0],
        AS_OF,
        False,
    )
    lack = found.missing["registered_on"]
    assert (lack.why, lack.office) == ("not_listed", "market_regulation")
    second = given(PLACE, code(2), wanted, on=AS_OF).missing
    assert {c: lack.why for c, lack in second.items()} == {
        "relief_size_class": "empty",
        "is_discredited": "no_row",
        "registered_on": "not_listed",
    }
    before = given(PLACE, code(1), wanted, on=date(2021, 12, 30))
    assert before.missing["premiums_paid"].why == "not_delivered"
    assert (before.snapshots, before.values) == ((), {})
    with pytest.raises(errors.NoSuchElement, match="profit"):
        given(PLACE, code(1), ["profit"], on=AS_OF)


def test_only_the_columns_that_were_named_are_read_from_the_file(delivered, monkeypatch):
    import pyarrow.parquet as parquet

    read: set[str] = set()
    group = parquet.ParquetFile.read_row_group

    def watched(file, number, columns, **more):
        read.update(columns)
        return group(file, number, columns=columns, **more)

    monkeypatch.setattr(parquet.ParquetFile, "read_row_group", watched)
    given(PLACE, code(3), ["insured_at_end"], on=AS_OF)
    assert read == {"credit_code", "insured_at_end"}


def test_the_population_has_every_firm_once_and_agrees_with_the_single_firms(delivered):
    wanted = ["insured_average", "is_zombie", "registered_on"]
    with duckdb.connect() as connection:
        population = freeze(connection, PLACE, wanted, on=AS_OF)
        rows = connection.execute(f"FROM {population.relation} ORDER BY credit_code").fetchall()
        names = [name for name, *_ in connection.description]
    assert names == ["credit_code", *wanted]
    assert [r[0] for r in rows] == sorted(code(n) for n in (1, 2, 3, 4))
    for firm, *values in rows:
        assert given(PLACE, firm, wanted, on=AS_OF).plain == dict(zip(wanted, values, strict=True))
    assert set(population.snapshots) == set(delivered)
    assert set(population.missing) == {"registered_on"}


def test_what_was_read_then_can_be_read_again_after_later_deliveries(delivered, tmp_path):
    hand_in(tmp_path, row(1, paid="1.00"), as_of=date(2022, 6, 30))
    assert given(PLACE, code(1), ["premiums_paid"], on=date(2022, 7, 1)).plain == {
        "premiums_paid": 100
    }
    old = given_in(PLACE, code(1), ["premiums_paid"], snapshots=delivered)
    assert (old.plain, old.on) == ({"premiums_paid": 1234567}, AS_OF)
    with duckdb.connect() as connection:
        reopen(connection, PLACE, ["premiums_paid"], snapshots=delivered[:1], name="then")
        paid = connection.execute("SELECT DISTINCT premiums_paid FROM 'then'").fetchall()
    assert paid == [(1234567,)]


def test_a_reading_for_a_decision_is_kept_with_its_purpose_and_its_entry(delivered):
    elements = ["premiums_paid", "is_zombie"]
    ask = {"on": AS_OF, "actor": OFFICER, "at": NOW}
    with pytest.raises(errors.PurposeNeeded):
        consult(PLACE, code(1), elements, purpose=Purpose(" "), **ask)
    found = consult(PLACE, code(1), elements, purpose=BENEFITS, **ask)
    assert found.plain == {"premiums_paid": 1234567, "is_zombie": False}
    kept = Consultation.objects.get()
    assert (kept.credit_code, kept.elements) == (code(1), elements)
    assert set(kept.snapshots) == {snapshot.pk for snapshot in delivered}
    assert Entry.objects.filter(action="facts.consult", subject_id=kept.pk).count() == 1


def test_a_run_over_all_firms_is_one_reading_however_often_it_is_resumed(delivered):
    run = Purpose("批量核对", run_kind="benefit_run", run_id=new_id())
    for at in (NOW, NOW):
        record_population_read(PLACE, ["is_zombie"], delivered, purpose=run, actor=OFFICER, at=at)
    assert Consultation.objects.filter(credit_code="").count() == 1
    assert Entry.objects.filter(action="facts.consult").count() == 1


def test_a_file_that_was_changed_is_not_read(delivered):
    snapshot, _ = delivered
    path = file_of(PLACE, snapshot.dataset, snapshot.content_hash)
    content = path.read_bytes()
    path.write_bytes(content + b"\0")
    try:
        with duckdb.connect() as connection, pytest.raises(errors.SnapshotDamaged):
            freeze(connection, PLACE, ["premiums_paid"], on=AS_OF)
        with pytest.raises(errors.SnapshotDamaged):
            given(PLACE, code(1), ["premiums_paid"], on=AS_OF)
    finally:
        path.write_bytes(content)
