"""Receipts that are wrong: each fault with its line and remedy, and nothing half done."""

import pytest

from tests.cast import PLACE
from tests.city.benefits.desk import code
from tests.city.benefits.payments.treasury import (
    BANK,
    YUAN,
    answered,
    balances,
    fund,
    run_of,
    sent,
    states,
)
from yingshang.city.benefits.payments.bank.csv_bank import CsvBank
from yingshang.city.benefits.payments.bank.errors import FileDamaged
from yingshang.city.benefits.payments.bank.protocol import Result
from yingshang.city.benefits.payments.models import Line, Receipt
from yingshang.city.benefits.payments.receiving import NoSuchBatch, ReceiptWrong, ReceivedBefore
from yingshang.city.benefits.payments.services import receive
from yingshang.core.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(desk):
    fund(desk)
    (batch,) = sent(desk, run_of(desk))
    return batch


def results(batch, **more):
    lines = Line.objects.filter(batch=batch).order_by("position")
    found = [
        Result(n, str(line.pk), line.amount_fen, "paid", f"B{n}", "")
        for n, line in enumerate(lines, start=2)
    ]
    return [row._replace(**more) if n == 1 else row for n, row in enumerate(found)]


def written(tmp_path, batch, rows, *, number=None, spoil=lambda content: content):
    path = tmp_path / f"receipt-{new_id()}.csv"
    path.write_bytes(spoil(CsvBank().compose_receipt(number or batch.number, rows)))
    return path


def untouched(batch):
    run = batch.run
    assert set(states(run).values()) == {"sent"}
    assert balances(batch.budget)["transit"] == 150 * YUAN
    assert not Receipt.objects.exists()


WRONG = {
    "unknown": ({"reference": "00000000-0000-0000-0000-000000000000"}, "was sent in this file"),
    "amount": ({"amount_fen": 4999}, "49.99 yuan, but 50.00 yuan were sent"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_does_not_fit_refuses_the_whole_receipt(desk, batch, tmp_path, name):
    change, said = WRONG[name]
    with pytest.raises(ReceiptWrong) as refused:
        receive(written(tmp_path, batch, results(batch, **change)), PLACE, BANK, desk.later())
    (fault,) = refused.value.faults
    assert fault.line == 3
    assert said in refused.value.text("en")
    assert "第 3 行" in refused.value.text("zh-hans")
    untouched(batch)


def test_a_line_twice_refuses_the_whole_receipt(desk, batch, tmp_path):
    rows = results(batch)
    path = written(tmp_path, batch, [*rows, rows[0]._replace(line=5)])
    with pytest.raises(ReceiptWrong, match=r"line 5.*stands twice"):
        receive(path, PLACE, BANK, desk.later())
    untouched(batch)


SPOILT = {
    "cut off": (lambda content: content[:-90], "cut off"),
    "changed": (lambda content: content.replace(b"50.00", b"51.00", 1), "seal does not fit"),
    "another form": (lambda content: content.replace(b"YSREC1", b"YSPAY1"), "line 1"),
    "no encoding": (lambda content: content.replace(b"B2", b"\xff2"), "line 2: this is not UTF-8"),
    "empty": (lambda content: b"", "cut off"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_damaged_receipt_is_refused_with_its_place(desk, batch, tmp_path, name):
    spoil, said = SPOILT[name]
    path = written(tmp_path, batch, results(batch), spoil=spoil)
    with pytest.raises(FileDamaged) as refused:
        receive(path, PLACE, BANK, desk.later())
    assert said in refused.value.text("en")
    untouched(batch)


def test_an_unknown_outcome_is_refused(desk, batch, tmp_path):
    path = written(tmp_path, batch, results(batch, outcome="lost"))
    with pytest.raises(FileDamaged, match="line 3: “lost” is no outcome"):
        receive(path, PLACE, BANK, desk.later())
    untouched(batch)


def test_braces_in_a_receipt_do_not_break_the_sentence(desk, batch, tmp_path):
    path = written(tmp_path, batch, results(batch, reference="{boom}"))
    with pytest.raises(ReceiptWrong, match=r"\{boom\}"):
        receive(path, PLACE, BANK, desk.later())


def test_a_receipt_for_a_file_that_was_never_sent_is_refused(desk, batch, tmp_path):
    path = written(tmp_path, batch, results(batch), number="拨付 2099-01-000001")
    with pytest.raises(NoSuchBatch):
        receive(path, PLACE, BANK, desk.later())
    untouched(batch)


def test_the_same_receipt_again_is_refused_and_moves_nothing(desk, batch, tmp_path):
    path = written(tmp_path, batch, results(batch))
    receive(path, PLACE, BANK, desk.later())
    before = balances(batch.budget)
    with pytest.raises(ReceivedBefore):
        receive(path, PLACE, BANK, desk.later())
    assert balances(batch.budget) == before
    assert Receipt.objects.count() == 1


def test_a_receipt_that_repeats_what_is_known_moves_nothing(desk, batch, tmp_path):
    receive(written(tmp_path, batch, results(batch)[:2]), PLACE, BANK, desk.later())
    again = receive(written(tmp_path, batch, results(batch)), PLACE, BANK, desk.later())
    assert (again.paid, again.failed) == (1, 0)
    assert balances(batch.budget)["paid"] == 150 * YUAN


def test_what_failed_cannot_become_paid(desk, batch, tmp_path):
    path = written(tmp_path, batch, results(batch, outcome="failed", reason="销户"))
    receive(path, PLACE, BANK, desk.later())
    with pytest.raises(ReceiptWrong, match="failed already and cannot become paid"):
        receive(written(tmp_path, batch, results(batch)), PLACE, BANK, desk.later())
    assert sorted(states(batch.run).values()) == ["failed", "paid", "paid"]


def test_a_file_the_bank_took_before_is_not_paid_again(desk, batch):
    from yingshang.city.benefits.payments.folders import folder_of

    folder = folder_of(PLACE)
    content = (folder / "outgoing" / batch.file_name).read_bytes()
    bank = answered(desk)
    (folder / "outgoing" / "again.csv").write_bytes(content)
    bank.work()
    assert bank.paid() == {code(n): 50 * YUAN for n in (1, 2, 3)}
