"""The paying office by API: receipts once, payments tried again, money asked back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.callers import Caller
from tests.cast import PLACE
from tests.city.benefits.desk import Desk, code
from tests.city.benefits.payments.treasury import fails, fund, run_of, sent, states
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import PayeeAccount, Payment, Receipt, Recovery

pytestmark = pytest.mark.django_db
RECEIPTS = "/desk/benefits/receipts"


def handed_in(user, content: bytes, *, status: int = 201):
    return Caller(user).upload(RECEIPTS, SimpleUploadedFile("回执.csv", content), status=status)


def test_a_receipt_is_taken_once_then_what_failed_is_retried_and_what_was_paid_asked_back(
    desk: Desk,
):
    fund(desk)
    run = run_of(desk, (1, 2))
    sent(desk, run)
    (path,) = StandInBank(folder_of(PLACE), judge=fails(2)).work()
    content = path.read_bytes()
    payer = desk.payer
    for stranger in (desk.reviewer, desk.clerk):
        handed_in(stranger, content, status=404)
    told = handed_in(payer, content)
    assert (told["paid"], told["failed"]) == (1, 1)
    assert handed_in(payer, content)["id"] == told["id"]
    assert Receipt.objects.count() == 1
    assert states(run) == {code(1): "paid", code(2): "failed"}
    rows = {row.credit_code: row.pk for row in Payment.objects.filter(run=run)}
    again = f"/desk/benefits/payments/{rows[code(2)]}/retry"
    account = {"holder": "示例企业", "bank": "示例银行", "number": "6200 0000 1234"}
    body = {"reason": "更正账户", "account": account}
    Caller(desk.reviewer).post(again, body, status=404)
    assert Caller(payer).post(again, body)["state"] == "retried"
    assert PayeeAccount.objects.get().tail == "1234"
    problem = Caller(payer).post(again, body, status=409)
    assert problem["code"] == "benefits.payment_state"
    back = f"/desk/benefits/payments/{rows[code(1)]}/recoveries"
    found = Caller(payer).post(back, {"amount_fen": 100, "reason": "多发"}, status=201)
    assert Recovery.objects.get().case.number == found["number"]
    Caller(payer).post(back, {"amount_fen": 10**12, "reason": "多发"}, status=422)
