"""Datasets of the same firms stand row by row; others are joined, some firms after the others."""

import duckdb
import pytest

from tests.cast import PLACE
from tests.core.facts.delivering import AS_OF, code, hand_in, row
from yingshang.core.facts import aligning, storing
from yingshang.core.facts.dictionary import dictionary_of, sources_in
from yingshang.core.facts.population import freeze, in_parts

CREDIT = "统一社会信用代码,僵尸企业,严重失信"
WANTED = ["insured_at_end", "is_zombie"]

pytestmark = pytest.mark.django_db


def credit(*lines, **more):
    return hand_in(lines[0], *lines[1:], head=CREDIT, dataset="credit_lists", **more)[0]


def groups(*snapshots):
    sources, _ = sources_in(dictionary_of(PLACE), snapshots, WANTED)
    with duckdb.connect() as connection:
        return [len(group) for group in aligning.groups_of(connection, sources)]


def test_the_same_firms_in_another_order_stand_in_their_own_rows(tmp_path):
    first, _ = hand_in(tmp_path, *(row(n, end=str(n)) for n in (1, 2, 3)))
    lists = credit(tmp_path, *(f"{code(n)},{'是' if n == 2 else '否'},否" for n in (3, 1, 2)))
    assert groups(first, lists) == [2]
    with duckdb.connect() as connection:
        found = freeze(connection, PLACE, WANTED, on=AS_OF)
        rows = connection.execute(f"FROM {found.relation}").fetchall()
    assert found.is_in_order
    assert rows == sorted((code(n), n, n == 2) for n in (1, 2, 3))


def test_as_many_firms_that_are_not_the_same_are_joined(tmp_path):
    first, _ = hand_in(tmp_path, row(1, end="1"), row(2, end="2"))
    lists = credit(tmp_path, f"{code(2)},是,否", f"{code(3)},否,否")
    assert groups(first, lists) == [1, 1]
    with duckdb.connect() as connection:
        found = freeze(connection, PLACE, WANTED, on=AS_OF)
        rows = connection.execute(f"FROM {found.relation} ORDER BY credit_code").fetchall()
    assert not found.is_in_order
    assert rows == sorted([(code(1), 1, None), (code(2), 2, True), (code(3), None, False)])


def test_part_by_part_in_order_is_everybody_once(tmp_path, monkeypatch):
    least = 2_048  # the smallest group of rows that a file can have
    monkeypatch.setattr(storing, "GROUP_ROWS", least)
    monkeypatch.setattr(aligning, "GROUP_ROWS", least)
    monkeypatch.setattr(aligning, "PART_ROWS", least)
    first, _ = hand_in(tmp_path, *(row(n) for n in range(2 * least + 9)))
    lists = credit(tmp_path, *(f"{code(n)},否,否" for n in (0, least, least + 1, 9 * least)))
    with duckdb.connect() as connection:
        freeze(connection, PLACE, WANTED, on=AS_OF)
        everybody = connection.execute("FROM population ORDER BY credit_code").fetchall()
        parts = list(in_parts(connection, PLACE, WANTED, snapshots=[first, lists]))
        rows = [
            each
            for part in parts
            for each in connection.execute(f"{part.query} ORDER BY credit_code").fetchall()
        ]
    assert len(parts) == 3
    assert len(everybody) == 2 * least + 10
    assert rows == everybody
