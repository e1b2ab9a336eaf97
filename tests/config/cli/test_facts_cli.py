"""`yingshang facts`: whatever is wrong with a file is said with its place and what to do."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.cast import PLACE
from tests.config.cli.calling import Answer, caller
from tests.core.facts.delivering import HEAD, code, csv_of, row
from yingshang.core.facts.models import Snapshot, Submission

pytestmark = pytest.mark.django_db
PREMIUMS = "social_insurance_premiums"


@pytest.fixture
def call(capsys, monkeypatch):
    return caller(capsys, monkeypatch)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.FACTS_FOLDER = tmp_path / "facts"
    settings.FACTS_INBOX = tmp_path / "inbox"
    return tmp_path


def imported(call, folder: Path, content: bytes, *more: str, as_of: str = "2021-12-31") -> Answer:
    path = folder / "given.csv"
    path.write_bytes(content)
    return call("facts", "import", path, "--dataset", PREMIUMS, "--as-of", as_of, *more)


def nothing_is_kept() -> bool:
    kept = list(Path(django_settings.FACTS_FOLDER).rglob("*.parquet"))
    return not kept and not Snapshot.objects.exists()


BAD_ROWS = {
    "shifted columns": (row(6, paid="1,5"), 7, "the number of columns is wrong (shifted?)"),
    "negative money": (row(6, paid="-0.01"), 7, "上年缴费（元） “-0.01”: below the least value"),
    "no credit code": (row(6, code="91430300MA4L000000"), 7,
                       "统一社会信用代码 “91430300MA4L000000”: no unified social credit code"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_named_with_line_heading_and_reason_and_nothing_is_kept(call, folder, name):
    bad, line, why = BAD_ROWS[name]
    done = imported(call, folder, csv_of(*(row(n) for n in range(1, 6)), bad))
    assert done.code == 2
    assert f"第 {line} 行" in done.err
    assert f"line {line} " in done.err
    assert why in done.err
    assert "1 of 6 rows are wrong (1 faults); nothing was kept." in done.err
    assert nothing_is_kept()


def test_a_firm_that_stands_twice_is_named_on_both_lines(call, folder):
    report = folder / "report.csv"
    done = imported(call, folder, csv_of(row(1), row(2), row(1)), "--report", report)
    assert done.code == 2
    for line in (2, 4):
        assert f"line {line} 统一社会信用代码 “{code(1)}”: the key stands twice" in done.err
    assert report.read_text(encoding="utf-8-sig").count(code(1)) == 2
    assert nothing_is_kept()


WHOLE_FILES = {
    "encoding": (HEAD.encode() + b"\n" + b"\xff\xfe\xff\n", "2021-12-31",
                 "Line 2 is neither UTF-8 nor GB18030. Save the file as UTF-8 again."),
    "headings": (csv_of(row(1), head=HEAD.replace("单位名称", "名称")), "2021-12-31",
                 "Missing: 单位名称; unknown: 名称"),
    "future": (csv_of(row(1)), "2099-01-01",
               "The as-of date 2099-01-01 lies in the future. Give the day the data are true of."),
    "nothing in it": (b"", "2021-12-31", "The file cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_is_no_delivery_is_refused_in_one_sentence(call, folder, name):
    content, as_of, said = WHOLE_FILES[name]
    done = imported(call, folder, content, as_of=as_of)
    assert done.code == 1
    assert said in done.err
    assert "Traceback" not in done.err
    assert nothing_is_kept()


def test_a_file_is_kept_once_and_said_to_be_known_the_second_time(call, folder):
    first = imported(call, folder, csv_of(row(1), row(2)))
    assert (first.code, f"{PREMIUMS} 2021-12-31: 2 rows kept" in first.out) == (0, True)
    again = imported(call, folder, csv_of(row(2), row(1)))
    assert again.code == 1
    assert "The same content for that day is kept already; nothing was done twice." in again.err
    assert Snapshot.objects.count() == 1
    listed = call("facts", "list")
    assert (listed.code, "2021-12-31" in listed.out) == (0, True)


def test_the_folder_is_taken_in_and_what_is_refused_says_why(call, folder):
    assert "没有文件 · no files" in call("facts", "check-folder").out
    inbox = folder / "inbox" / PLACE / PREMIUMS
    inbox.mkdir(parents=True)
    for name, lines in {"2021-12-31.csv": [row(1)], "2021-11-30.csv": [row(2, paid="-1")],
                        "七月.csv": [row(3)]}.items():  # fmt: skip
        (inbox / name).write_bytes(csv_of(*lines))
        os.utime(inbox / name, (1_640_000_000, 1_640_000_000))
    done = call("facts", "check-folder")
    assert done.code == 2
    assert f"kept  {inbox / '2021-12-31.csv'}" in done.out
    assert (inbox / "done" / "2021-12-31.csv").is_file()
    assert "1 of 1 rows are wrong (1 faults); nothing was kept." in done.out
    assert "The file name “七月.csv” does not begin with the as-of date." in done.out
    assert {"2021-11-30.csv", "七月.csv"} <= {path.name for path in (inbox / "refused").iterdir()}
    assert Snapshot.objects.count() == 1
    assert Submission.objects.filter(state="refused").count() >= 1
    assert "没有文件 · no files" in call("facts", "check-folder").out
