"""Everyone at once: who is eligible, in which order, under which hash; and what is refused."""

import hashlib
from datetime import date

import duckdb
import pytest

from tests.cast import PLACE
from tests.city.benefits.desk import (
    FIRMS,
    FIRST_DAY,
    PAYABLE,
    PREMIUMS,
    RAISED_ON,
    UNKNOWN,
    ZOMBIE,
    code,
    due_fen,
    due_firms,
    hand_in,
    premium_row,
)
from yingshang.city.benefits.policies.deciding import decide
from yingshang.city.benefits.policies.given import wanted
from yingshang.city.benefits.population.committing import committed_rows, row_of
from yingshang.city.benefits.population.errors import DatasetMissing, SnapshotTooOld
from yingshang.city.benefits.population.evaluating import evaluate
from yingshang.city.benefits.population.freezing import freeze
from yingshang.core.facts.queries import given_in


def evaluated(desk, out, *, on=FIRST_DAY, **more):
    listed = [desk.refund]
    snapshots = freeze(listed, place=PLACE, on=on)
    found = evaluate(listed, place=PLACE, on=on, snapshots=snapshots, out=out,
                     covers_reserve=True, rooted=True, **more)  # fmt: skip
    return found.policies[0]


def rows_of(found, what="*", where="true"):
    with duckdb.connect() as connection:
        query = f"SELECT {what} FROM read_parquet('{found.file}') WHERE {where}"  # noqa: S608 - our own words
        return connection.execute(query).fetchall()


def test_the_firms_that_the_rule_finds_get_what_a_hand_reckons(desk, tmp_path):
    found = evaluated(desk, tmp_path)
    rows = rows_of(found, "credit_code, amount_fen", "eligible")
    assert dict(rows) == {code(n): due_fen(n) for n in due_firms()}
    assert len(rows) == PAYABLE
    assert found.firms == FIRMS


def test_large_firms_get_more_from_the_day_of_the_rise(desk, tmp_path):
    found = evaluated(desk, tmp_path, on=RAISED_ON)
    assert dict(rows_of(found, "credit_code, amount_fen", "eligible")) == {
        code(n): due_fen(n, on=RAISED_ON) for n in due_firms()
    }


def test_unknown_is_not_no(desk, tmp_path):
    found = evaluated(desk, tmp_path)
    unknown = rows_of(found, "credit_code, amount_fen", "eligible IS NULL")
    assert unknown == [(code(n), None) for n in UNKNOWN]


def test_who_stands_on_a_credit_list_is_named_with_the_list(desk, tmp_path):
    found = evaluated(desk, tmp_path)
    listed = rows_of(found, "credit_code, exclusion", "exclusion IS NOT NULL")
    assert sorted(listed) == sorted((code(n), "is_zombie") for n in ZOMBIE)


def test_all_at_once_say_what_each_alone_is_told(desk, tmp_path):
    found = evaluated(desk, tmp_path)
    snapshots = freeze([desk.refund], place=PLACE, on=FIRST_DAY)
    for firm, eligible, fen in rows_of(found, "credit_code, eligible, amount_fen"):
        facts = given_in(PLACE, firm, wanted(desk.refund.model), snapshots=snapshots).plain
        alone = decide(desk.refund, facts, on=FIRST_DAY, covers_reserve=True)
        assert (alone.eligible, alone.amount_fen) == (eligible, fen), firm


def test_the_list_hash_is_that_of_the_canonical_rows_in_order(desk, tmp_path):
    found = evaluated(desk, tmp_path)
    rows = sorted((code(n), due_fen(n), None) for n in due_firms())
    by_hand = hashlib.sha256(b"".join(row_of(*row) for row in rows)).hexdigest()
    assert found.committed.list_hash == by_hand
    assert found.committed == committed_rows(rows)


def test_the_same_again_gives_the_same_rows_and_another_amount_another_hash(desk, tmp_path):
    first, again = evaluated(desk, tmp_path / "a"), evaluated(desk, tmp_path / "b")
    assert first.committed == again.committed
    assert rows_of(first) == rows_of(again)
    assert evaluated(desk, tmp_path, on=RAISED_ON).committed.root != first.committed.root


def test_reasons_stand_beside_the_answer_when_asked_for(desk, tmp_path):
    plain, told = evaluated(desk, tmp_path / "a"), evaluated(desk, tmp_path / "b", reasons=True)
    with duckdb.connect() as connection:

        def names(found):
            table = connection.execute(f"FROM read_parquet('{found.file}') LIMIT 0")
            return {each[0] for each in table.description}

        more = names(told) - names(plain)
    assert "返还结论__missing" in more
    assert told.committed == plain.committed


def test_progress_ends_at_one_and_nothing_half_written_is_left(desk, tmp_path):
    heard: list[float] = []
    found = evaluated(desk, tmp_path, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert [path.name for path in tmp_path.glob("*.parquet")] == [found.file.name]


def test_a_missing_dataset_is_named_with_the_office_that_has_it(bare_desk, tmp_path):
    hand_in(tmp_path, "social_insurance_premiums", PREMIUMS, [premium_row(1)],
            as_of=date(2021, 12, 31))  # fmt: skip
    with pytest.raises(DatasetMissing) as refused:
        freeze([bare_desk.refund], place=PLACE, on=FIRST_DAY)
    assert refused.value.data["dataset"] == "credit_lists"
    assert "市场监督管理局" in refused.value.text("zh-hans")


def test_a_snapshot_from_before_the_policys_time_is_refused(desk, tmp_path):
    from yingshang.core.facts.models import Snapshot

    Snapshot.objects.filter(dataset="social_insurance_premiums").update(as_of=date(2019, 12, 31))
    with pytest.raises(SnapshotTooOld) as refused:
        freeze([desk.refund], place=PLACE, on=FIRST_DAY)
    assert refused.value.data["as_of"] == "2019-12-31"
