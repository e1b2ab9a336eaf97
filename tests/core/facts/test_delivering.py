"""A department's file becomes a snapshot, whole or not at all."""

import json
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
import xlsxwriter

from tests.cast import NOW, PLACE
from tests.core.facts.delivering import ACTOR, AS_OF, HEAD, code, hand_in, row, take
from yingshang.core.facts import errors, guarding
from yingshang.core.facts.checking import check
from yingshang.core.facts.listing import Dataset, Element
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.queries import newest, rows_about
from yingshang.core.facts.reading import LINE
from yingshang.core.facts.services import deliver
from yingshang.core.facts.storing import file_of, is_whole, manifest_of
from yingshang.core.facts.types import Delivery, Shape
from yingshang.core.ids import new_id
from yingshang.core.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_good_file_is_kept_under_its_hash_with_manifest_and_entry(tmp_path, encoding):
    snapshot, checked = hand_in(tmp_path, row(1), row(2), encoding=encoding)
    assert (checked.rows, checked.good, checked.wrong, snapshot.rows) == (2, 2, 0, 2)
    assert is_whole(PLACE, snapshot.dataset, snapshot.content_hash)
    path = manifest_of(PLACE, snapshot.dataset, snapshot.content_hash, AS_OF)
    manifest = json.loads(path.read_text())
    assert manifest["rows"] == 2
    assert manifest["as_of"] == "2021-12-31"
    assert Entry.objects.filter(action="facts.deliver", subject_id=snapshot.pk).count() == 1
    found = rows_about(snapshot, "credit_code", code(2), wanted=["premiums_paid", "insured_at_end"])
    assert found == [{"premiums_paid": 1234567, "insured_at_end": 19}]


def test_the_same_rows_from_a_spreadsheet_and_from_parquet_have_the_same_hash(tmp_path):
    first, _ = hand_in(tmp_path, row(1), row(2))
    cells = [line.split(",") for line in (HEAD, row(2), row(1))]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(cells):
            for at, cell in enumerate(line):
                sheet.write(number, at, float(cell) if number and at > 3 and cell else cell)
    columns = {name: [line[at] for line in cells[1:]] for at, name in enumerate(cells[0])}
    parquet.write_table(pa.table(columns), tmp_path / "a.parquet")
    for name in ("a.xlsx", "a.parquet"):
        other, _ = take(tmp_path / name, as_of=date(2022, 1, 1 + len(name)))
        assert other.content_hash == first.content_hash


def test_every_bad_row_is_named_by_line_heading_and_reason_and_nothing_is_kept(tmp_path):
    lines = [
        row(1),
        row(2, code=code(2)[:-1] + ("0" if code(2)[-1] != "0" else "1")),  # check digit
        row(3, kind="公司"),  # no such choice
        row(4, months="13"),  # above the greatest
        row(5, paid="-0.01"),  # negative money
        row(6, paid="1,5"),  # one column too many: shifted
        row(7, name=""),  # required
        row(8), row(8),  # twice
        row(9, start="1.5"),  # no whole number
    ]  # fmt: skip
    with pytest.raises(errors.RowsRefused) as caught:
        hand_in(tmp_path, *lines)
    found = {(bad.line, bad.heading, bad.code) for bad in caught.value.checked.shown}
    assert found == {
        (3, "统一社会信用代码", "credit_code"), (4, "参保主体", "choice"), (5, "缴费月数", "high"),
        (6, "上年缴费（元）", "low"), (7, "", "columns"), (8, "单位名称", "empty"),
        (9, "统一社会信用代码", "twice"), (10, "统一社会信用代码", "twice"),
        (11, "上年初参保人数", "type"),
    }  # fmt: skip
    assert not Snapshot.objects.exists()
    assert "10 行，其中 9 行有错" in caught.value.text("zh-hans")
    snapshot, checked = hand_in(tmp_path, *lines, accept_good=True)
    assert (snapshot.rows, snapshot.left_out, checked.wrong) == (1, 9, 9)


def test_a_file_that_is_no_such_delivery_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(errors.WrongHeadings, match="Missing: 单位名称"):
        hand_in(tmp_path, row(1), head=HEAD.replace("单位名称", "名称"))
    with pytest.raises(errors.AsOfInFuture):
        hand_in(tmp_path, row(1), as_of=date(2030, 1, 1))
    (tmp_path / "bad.csv").write_bytes(HEAD.encode() + b"\n\xff\xff\n")
    with pytest.raises(errors.WrongEncoding, match="Line 2"):
        take(tmp_path / "bad.csv")
    for name in ("empty.csv", "a.pdf", "broken.xlsx", "broken.parquet"):
        (tmp_path / name).write_bytes(b"" if name == "empty.csv" else b"PK nothing")
        with pytest.raises((errors.NotReadable, errors.WrongHeadings)):
            take(tmp_path / name)
    with pytest.raises(errors.NoSuchDataset, match="social_insurance_premiums"):
        deliver(Delivery(tmp_path / "bad.csv", PLACE, "nothing", AS_OF), actor=ACTOR, at=NOW)
    assert not Snapshot.objects.exists()


def test_the_same_content_for_the_same_day_is_not_kept_twice_and_the_newest_day_counts(tmp_path):
    hand_in(tmp_path, row(1))
    with pytest.raises(errors.DeliveredBefore):
        hand_in(tmp_path, row(1))
    later, _ = hand_in(tmp_path, row(1), as_of=date(2022, 6, 30))
    assert newest(PLACE, "social_insurance_premiums") == later
    earlier = newest(PLACE, "social_insurance_premiums", on=date(2022, 6, 29))
    assert earlier is not None
    assert earlier.as_of == AS_OF


def test_a_rule_gets_the_elements_it_names_and_no_others(tmp_path):
    snapshot, _ = hand_in(tmp_path, row(1))
    assert rows_about(snapshot, "credit_code", code(1), wanted=["premium_months"]) == [
        {"premium_months": 12}
    ]
    with pytest.raises(KeyError):
        rows_about(snapshot, "credit_code", code(1), wanted=["profit"])


def test_a_file_changed_behind_the_back_is_noticed(tmp_path):
    snapshot, _ = hand_in(tmp_path, row(1))
    path = file_of(PLACE, snapshot.dataset, snapshot.content_hash)
    path.write_bytes(path.read_bytes() + b"\0")
    assert not is_whole(PLACE, snapshot.dataset, snapshot.content_hash)


def shape(**column) -> Shape:
    """A dataset of firms with one more column."""
    keys = {"owner": "tax", "rhythm": "monthly", "name": "测试", "name_en": "Test"}
    common = {**keys, "sensitivity": "internal", "source": "illustrative"}
    element = Element.model_validate({"code": "value", **common, **column})
    firm = Element.model_validate({"code": "credit_code", "type": "credit_code", **common})
    dataset = Dataset.model_validate({
        "code": "tested", "name": "测试", "name_en": "Test", "office": "tax", "rhythm": "monthly",
        "key": ["credit_code"], "source": "illustrative",
        "columns": [{"heading": "代码", "element": "credit_code"},
                    {"heading": "值", "element": "value"}],
    })  # fmt: skip
    return Shape(new_id(), dataset, {"credit_code": firm, "value": element})


def faults_of(shaped: Shape, *values: str) -> list[tuple[str, str]]:
    given = pa.table({
        "credit_code": [code(n) for n, _ in enumerate(values)], "value": list(values),
        LINE: list(range(2, len(values) + 2)),
    })  # fmt: skip
    with duckdb.connect() as connection:
        checked = check(connection, given, shaped, [], as_of=date(2022, 7, 31))
    return [(row.value, row.code) for row in checked.shown]


def test_dates_after_the_as_of_date_and_values_of_another_type_are_faults():
    dated = shape(type="date", not_after_as_of=True)
    assert faults_of(dated, "2022-07-31", "2022/8/1", "20220230", "31.7.2022", "") == [
        ("2022/8/1", "future"), ("20220230", "type"), ("31.7.2022", "type")
    ]  # fmt: skip
    money = shape(type="money", minimum=0)
    assert faults_of(money, "1", "-1", "1.234", "1,000.00", "￥5", "1e5") == [
        ("-1", "low"), ("1.234", "type"), ("1,000.00", "type"), ("￥5", "type"), ("1e5", "type")
    ]  # fmt: skip
    assert faults_of(shape(type="boolean"), "是", "否", "TRUE", "不详") == [("不详", "type")]


def test_a_sensitive_value_does_not_leave_the_file_by_the_report():
    hidden = shape(type="integer", sensitivity="sensitive")
    assert faults_of(hidden, "12", "十二") == [("•••", "type")]


def test_a_heading_with_blanks_or_quotes_is_the_heading_and_its_column_stays_text(tmp_path):
    head = HEAD.replace("缴费月数", ' "缴费月数" '.strip()).replace(
        "上年初参保人数", " 上年初参保人数 "
    )
    snapshot, _ = hand_in(tmp_path, row(1, start="007"), head=head)
    assert rows_about(snapshot, "credit_code", code(1), wanted=["insured_at_start"]) == [
        {"insured_at_start": 7}
    ]


def test_a_file_that_is_not_what_its_name_says_or_unpacks_to_too_much_is_refused(
    tmp_path, monkeypatch
):
    for name, content in (("a.csv", b"PK\x03\x04..."), ("b.xlsx", b"\xd0\xcf\x11\xe0"),
                          ("c.csv", b"PAR1"), ("d.parquet", b"PK\x03\x04")):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(errors.NotReadable, match="the ending does not fit"):
            take(tmp_path / name)
    with ZipFile(tmp_path / "bomb.xlsx", "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    monkeypatch.setitem(guarding.MOST_UNPACKED, ".xlsx", 2_000_000)
    with pytest.raises(errors.TooLarge):
        take(tmp_path / "bomb.xlsx")
    whole = (tmp_path / "bomb.xlsx").read_bytes()
    lying = whole.replace((3_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    (tmp_path / "bomb.xlsx").write_bytes(lying)
    with pytest.raises(errors.NotReadable):
        take(tmp_path / "bomb.xlsx")
    parquet.write_table(pa.table({"代码": ["0" * 100] * 1000}), tmp_path / "bomb.parquet")
    monkeypatch.setattr(guarding, "MOST_ROWS", 999)
    with pytest.raises(errors.TooLarge):
        take(tmp_path / "bomb.parquet")
    assert not Snapshot.objects.exists()
