"""Files that a department puts into the folder come in, or go back with a report beside them."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cast import NOW, PLACE
from tests.core.facts.delivering import csv_of, row
from yingshang.core.facts import inbox
from yingshang.core.facts.inbox import take_in
from yingshang.core.facts.models import Snapshot, Submission

PREMIUMS = "social_insurance_premiums"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    settings.FACTS_INBOX = tmp_path
    made = tmp_path / PLACE / PREMIUMS
    made.mkdir(parents=True)
    return made


def put(folder: Path, name: str, *lines: str, age: timedelta = timedelta(hours=1)) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(csv_of(*lines))
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_good_files_move_to_done_and_bad_ones_to_refused_with_a_report(folder):
    put(folder, "2022-07-31.csv", row(1))
    put(folder, "2022-06-30 重报.csv", row(2, paid="-1"))
    put(folder, "七月.csv", row(3))
    put(folder, "2022-08-31.csv.part", row(3))
    put(folder, "2022-09-30.csv", row(4), age=timedelta())  # still being written
    put(folder.parent / "nothing", "2022-07-31.csv", row(3))
    assert len(take_in(at=NOW)) == 4
    assert Snapshot.objects.get().as_of == date(2022, 7, 31)
    assert names(folder / "done") == {"2022-07-31.csv"}
    bad = folder / "refused" / "2022-06-30 重报.csv"
    assert names(bad.parent) == {
        bad.name, f"{bad.name}.txt", f"{bad.name}.report.csv", "七月.csv", "七月.csv.txt"
    }  # fmt: skip
    report = bad.with_name(f"{bad.name}.report.csv").read_text(encoding="utf-8-sig").splitlines()
    assert report[1].startswith("2,上年缴费（元）,'-1,小于允许的最小值")
    assert "没有以数据日期开头" in (bad.parent / "七月.csv.txt").read_text()
    assert "没有数据集" in (folder.parent / "nothing/refused/2022-07-31.csv.txt").read_text()
    assert {"2022-08-31.csv.part", "2022-09-30.csv"} < names(folder)
    assert take_in(at=NOW) == []


def test_a_kill_before_the_file_is_moved_keeps_nothing_twice(folder, monkeypatch):
    path = put(folder, "2022-07-31.csv", row(1))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "_move", killed)
        with pytest.raises(KeyboardInterrupt):
            take_in(at=NOW)
    assert path.exists()
    (taken,) = take_in(at=NOW + timedelta(minutes=1))
    assert (taken.state, names(folder / "done")) == ("kept", {"2022-07-31.csv"})
    assert (Snapshot.objects.count(), Submission.objects.count()) == (1, 1)


def test_a_kill_while_a_file_is_checked_begins_it_again(folder, monkeypatch):
    put(folder, "2022-07-31.csv", row(1))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("yingshang.core.facts.services.keep", killed)
        with pytest.raises(KeyboardInterrupt):
            take_in(at=NOW)
    assert Submission.objects.get().state == "checking"
    take_in(at=NOW)
    assert Submission.objects.get().state == "kept"


def test_a_file_that_meets_a_defect_does_not_stop_the_others(folder, monkeypatch):
    first = put(folder, "2022-06-30.csv", row(1))
    put(folder, "2022-07-31.csv", row(2))
    real = inbox.judge_file

    def broken(submission, delivery):
        if delivery.path == first:
            raise ZeroDivisionError
        return real(submission, delivery)

    monkeypatch.setattr(inbox, "judge_file", broken)
    assert [taken.state for taken in take_in(at=NOW)] == ["kept"]
    assert first.exists()


def test_the_same_file_put_there_again_is_done_and_another_of_its_name_does_not_replace_it(folder):
    for lines in ([row(1)], [row(1)], [row(2)]):
        put(folder, "2022-07-31.csv", *lines)
        take_in(at=NOW)
    assert Snapshot.objects.count() == 2
    assert len(names(folder / "done")) == 2
