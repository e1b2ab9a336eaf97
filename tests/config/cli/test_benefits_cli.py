"""`yingshang benefits`: whatever is wrong is said with place and remedy, and nothing is done."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.cast import PLACE
from tests.city.benefits.conftest import bare_desk
from tests.city.benefits.desk import (
    PREMIUMS,
    REFUND,
    YEARS_END,
    Desk,
    code,
    deliver_all,
    hand_in,
    premium_row,
)
from tests.city.benefits.payments.conftest import desk
from tests.city.benefits.payments.treasury import balances, fund, run_of, sent, states
from tests.city.benefits.runs.story import ordered
from tests.config.cli.calling import caller
from yingshang.city.benefits.payments.bank.csv_bank import CsvBank
from yingshang.city.benefits.payments.bank.protocol import Result
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Batch, Line, Payment, Receipt
from yingshang.city.benefits.runs.models import Run

__all__ = ["bare_desk", "desk"]  # fixtures of the capability's own tests
pytestmark = pytest.mark.django_db
RUN = ("benefits", "run", "xiangtan", REFUND, "--paid-to")


@pytest.fixture
def call(capsys, monkeypatch, settings, tmp_path):
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    return caller(capsys, monkeypatch)


@pytest.fixture
def batch(desk) -> Batch:
    fund(desk)
    (batch,) = sent(desk, run_of(desk))
    return batch


def receipt(batch: Batch, folder: Path, *, number: str = "", **first: object) -> Path:
    """The bank's word that all were paid; `first` is what its first line says instead."""
    rows = [
        Result(n, str(line.pk), line.amount_fen, "paid", f"B{n}", "")
        for n, line in enumerate(Line.objects.filter(batch=batch).order_by("position"), start=2)
    ]
    rows[0] = rows[0]._replace(**first)
    path = folder / "receipt.csv"
    path.write_bytes(CsvBank().compose_receipt(number or batch.number, rows))
    return path


def test_one_firm_is_told_what_it_is_due_in_both_languages(call, bare_desk, tmp_path):
    deliver_all(tmp_path)
    done = call("benefits", "match", code(1), "--on", "2022-05-05")
    assert done.code == 0
    assert done.out.startswith(f"{code(1)}  2022-05-05")
    assert "At most " in done.out
    english = call("benefits", "match", code(1).lower(), "--on", "2022-05-05", "--lang", "en")
    assert done.out.endswith(english.out)


def test_a_day_that_is_none_and_a_policy_that_is_not_listed_are_named(call, bare_desk):
    wrong_day = call("benefits", "match", code(1), "--on", "5 May")
    assert (wrong_day.code, "'5 May' does not match the format '%Y-%m-%d'" in wrong_day.err) == (
        2,
        True,
    )
    nothing = call("benefits", "run", "xiangtan", "no-such-policy")
    assert nothing.code == 1
    assert "There is no policy “no-such-policy”. Known are: " in nothing.err


def test_a_run_without_data_names_the_dataset_and_who_delivers_it(call, bare_desk):
    done = call(*RUN, "2022-05-05")
    assert done.code == 1
    assert "Have " in done.err.split("was not delivered")[1]
    assert "was not delivered by 2022-05-05" in done.err
    assert not Run.objects.exists()


def test_a_snapshot_older_than_the_period_is_refused_with_the_day_it_must_be_of(
    call, bare_desk, tmp_path
):
    old = date(2019, 12, 31)
    hand_in(tmp_path, "social_insurance_premiums", PREMIUMS, [premium_row(1)], as_of=old)
    hand_in(tmp_path, "credit_lists", "统一社会信用代码,僵尸企业,严重失信",
            [f"{code(1)},否,否"], as_of=date(2022, 4, 30))  # fmt: skip
    done = call(*RUN, "2022-05-05")
    assert done.code == 1
    assert "The newest data of “social_insurance_premiums” are of 2019-12-31" in done.err
    assert "needs data of 2019-12-31 or later" not in done.err
    assert "deliver newer data." in done.err
    assert not Run.objects.exists()


def test_before_the_first_day_nothing_is_run_and_the_period_is_named(call, bare_desk):
    done = call(*RUN, "2021-12-31")
    assert done.code == 1
    assert "2021-12-31 is not within the period of “" in done.err
    assert "(2022-" in done.err
    assert not Run.objects.exists()


def test_a_rule_that_asks_for_an_unknown_element_is_refused_with_file_and_line(
    call, settings, tmp_path
):
    lists = tmp_path / "lists"
    shutil.copytree(settings.CATALOGUE_ROOT, lists)
    settings.CATALOGUE_ROOT = lists
    path = lists / "xiangtan" / "benefits" / f"{REFUND}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("element: premium_months", "element: months"), encoding="utf-8")
    done = call("catalogue", "check", "xiangtan")
    assert done.code == 1
    assert re.search(rf"{REFUND}\.yaml:\d+.*months", done.err), done.err


def test_a_run_that_is_not_there_or_not_released_is_not_paid(call, bare_desk, tmp_path):
    deliver_all(tmp_path)
    missing = call("benefits", "pay", "惠企 2022-05-000001")
    assert missing.code == 1
    run = ordered(bare_desk)
    done = call("benefits", "pay", run.case.number)
    assert done.code == 1
    assert "0" in done.err
    assert not Batch.objects.exists()
    assert not Payment.objects.exists()


def test_a_receipt_for_what_was_never_sent_does_nothing(call, batch, tmp_path):
    unknown = "00000000-0000-0000-0000-000000000000"
    done = call("benefits", "receipts", receipt(batch, tmp_path, reference=unknown))
    assert done.code == 1
    assert f"第 2 行没有送出过编号为“{unknown}”的拨付，请与银行核对" in done.err
    assert f"line 2: no payment “{unknown}” was sent in this file" in done.err
    other = call("benefits", "receipts", receipt(batch, tmp_path, number="拨付 2022-05-009999"))
    assert other.code == 1
    assert "“拨付 2022-05-009999”, which was never sent from here; nothing was done." in other.err
    assert set(states(batch.run).values()) == {"sent"}
    assert not Receipt.objects.exists()


def test_a_receipt_is_taken_once_and_the_second_time_nothing_is_done(call, batch, tmp_path):
    path = receipt(batch, tmp_path)
    content = path.read_bytes()
    assert call("benefits", "receipts", path).code == 0
    before = balances(batch.budget)
    path.write_bytes(content)
    again = call("benefits", "receipts", path)
    assert "nothing was done twice. Is it the right file?" in again.err
    assert balances(batch.budget) == before
    assert Receipt.objects.count() == 1
    assert set(states(batch.run).values()) == {"paid"}


def test_a_receipt_that_was_cut_off_stays_where_it_is_and_the_others_are_taken(call, batch):
    incoming = folder_of(PLACE) / "incoming"
    incoming.mkdir(parents=True)
    whole = receipt(batch, incoming)
    (incoming / "a-cut.csv").write_bytes(whole.read_bytes()[:-20])
    done = call("benefits", "receipts")
    assert done.code == 1
    assert "a-cut.csv" in done.err
    assert "nothing of it was done" in done.err
    assert [path.name for path in incoming.glob("*.csv")] == ["a-cut.csv"]
    assert set(states(batch.run).values()) == {"paid"}


def test_what_is_asked_back_is_listed_and_a_budget_takes_no_other_money(call, batch, desk: Desk):
    assert call("benefits", "recover") == (0, "", "")
    for amount in ("-5", "0", "1.234", "much"):
        done = call("benefits", "budget", "add", "--", "employment", "2022", amount)
        assert (done.code, f"“{amount}” is no sum." in done.err) == (1, True)
    assert desk.now.date() > YEARS_END
