"""A workbook grows row by row; what it holds is text, whatever it looks like."""

from datetime import UTC, datetime

from tests.core.exports.reading import sheets
from yingshang.core.exports.workbook import Workbook, sha256_of


def test_what_looks_like_a_formula_or_a_link_is_written_as_text(tmp_path):
    path = tmp_path / "a.xlsx"
    with Workbook(path, sheet="列表", heads=[("甲", 10), ("乙", 10)], mark="m") as book:
        book.write(("=HYPERLINK(1)", "https://example.invalid"))
        book.write(("+1", 7))
    assert b"<f>" not in path.read_bytes()
    assert sheets(path) == {
        "列表": [["甲", "乙"], ["=HYPERLINK(1)", "https://example.invalid"], ["+1", "7"]]
    }
    assert len(sha256_of(path)) == 64


def test_a_new_sheet_begins_where_one_is_full(tmp_path):
    path = tmp_path / "a.xlsx"
    with Workbook(path, sheet="列表", heads=[("甲", 10)], mark="m", rows_a_sheet=2) as book:
        book.note("说明", [("导出人", "督查")])
        for number in range(5):
            book.write((number,))
    assert {name: len(rows) for name, rows in sheets(path).items()} == {
        "说明": 1, "列表": 3, "列表2": 3, "列表3": 2,
    }  # fmt: skip


def test_a_moment_stands_in_the_places_time(tmp_path):
    path = tmp_path / "a.xlsx"
    with Workbook(path, sheet="列表", heads=[("甲", 10)], mark="m") as book:
        book.write((datetime(2026, 11, 24, 4, 0, tzinfo=UTC),))
    ((_, (moment,)),) = (rows for rows in sheets(path).values())
    assert float(moment) % 1 == 0.5  # noon in Shanghai
