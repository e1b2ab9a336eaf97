"""The pages of money: the paying office's desk, and what a firm sees of its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import travel

from tests.cast import PLACE, mandate
from tests.city.benefits.desk import code, name
from tests.city.benefits.payments.treasury import (
    answered,
    fails,
    fund,
    released,
    run_of,
    sent,
    states,
)
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Batch, Payment, Recovery
from yingshang.city.benefits.payments.services import demand
from yingshang.city.benefits.payments.tasks import make_files

pytestmark = pytest.mark.django_db


def client(user) -> Client:
    found = Client()
    found.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


@pytest.fixture
def at(desk):
    return lambda: travel(desk.later(), tick=False)


@pytest.fixture
def paid(desk):
    """Firm 1 was paid, firm 2 was not: its account was wrong."""
    mandate(desk.firm(1), desk.owner.person)
    desk.firm(1).mandates_given.update(valid_from=desk.now)
    fund(desk)
    run = run_of(desk, [1, 2])
    sent(desk, run)
    answered(desk, judge=fails(2))
    return run


def of(run, n):
    return Payment.objects.get(run=run, credit_code=code(n))


def test_the_payer_sees_funds_files_and_what_did_not_arrive(desk, paid, at):
    with at():
        payer = client(desk.payer)
        funds = payer.get(reverse("benefit_money")).content.decode()
        assert "37,999,950.00 元" not in funds  # 50 paid and 50 set aside again
        assert "37,999,900.00 元" in funds
        files = payer.get(reverse("benefit_batches")).content.decode()
        assert Batch.objects.get().number in files
        troubled = payer.get(reverse("benefit_troubled")).content.decode()
        assert name(2) in troubled
        assert "账号不存在" in troubled
        assert name(1) not in troubled
        url = reverse("benefit_fund", args=[Batch.objects.get().budget_id])
        assert "50.00 元" in payer.get(url).content.decode()


def test_a_failed_payment_is_mended_by_one_and_released_by_another(desk, paid, at):
    act = reverse("benefit_payment_act", args=[of(paid, 2).pk, "retry"])
    mended = {"retry-holder": name(2), "retry-bank": "示例银行", "retry-number": "62001234567890"}
    with at():
        wrong = client(desk.payer).post(act, mended)
        assert wrong.status_code == 422  # no reason
        done = client(desk.payer).post(act, mended | {"retry-reason": "账号更正"})
        assert done.status_code == 302
        url = reverse("benefit_release_mended", args=[paid.pk])
        assert client(desk.payer).post(url).status_code == 403
        assert client(desk.second_payer).post(url).status_code == 302
        assert states(paid)[code(2)] == "released"
        make_files(str(paid.pk), str(desk.payer.pk))
    answered(desk)
    assert states(paid)[code(2)] == "paid"


def test_a_receipt_is_handed_in_on_the_page(desk, at):
    fund(desk)
    run = run_of(desk)
    sent(desk, run)
    (path,) = StandInBank(folder_of(PLACE)).work()
    url = reverse("benefit_batches")
    with at():
        payer = client(desk.payer)
        answer = payer.post(url, {"receipt": SimpleUploadedFile(path.name, path.read_bytes())})
        assert answer.status_code == 200
        assert "回执已入账" in answer.content.decode()
        again = payer.post(url, {"receipt": SimpleUploadedFile(path.name, path.read_bytes())})
        assert again.status_code == 422
        assert "没有重复入账" in again.content.decode()
    assert set(states(run).values()) == {"paid"}


def test_files_are_made_by_the_worker_once_they_are_asked_for(desk, at):
    fund(desk)
    run = released(desk, run_of(desk))
    with at():
        payer = client(desk.payer)
        assert "生成文件" in payer.get(reverse("benefit_batches")).content.decode()
        url = reverse("benefit_make_files", args=[run.pk])
        assert payer.post(url).status_code == 302
        assert not Batch.objects.exists()
        make_files(str(run.pk), str(desk.payer.pk))
    assert Batch.objects.get().size == 3


def test_a_payment_is_asked_back_and_repaid_on_the_pages(desk, paid, at):
    act = reverse("benefit_payment_act", args=[of(paid, 1).pk, "demand"])
    with at():
        payer = client(desk.payer)
        too_much = payer.post(act, {"demand-amount": "51", "demand-reason": "数据有误"})
        assert "不超过 50.00 元" in too_much.content.decode()
        assert (
            payer.post(act, {"demand-amount": "50", "demand-reason": "数据有误"}).status_code == 302
        )
        recovery = Recovery.objects.get()
        assert recovery.case.number in payer.get(reverse("benefit_recoveries")).content.decode()
        back = reverse("benefit_recovery_act", args=[recovery.pk, "repaid"])
        payer.post(back, {"repaid-amount": "50.00", "repaid-reference": "回单一"})
        page = payer.get(reverse("benefit_recovery", args=[recovery.pk])).content.decode()
    assert "已退回" in page
    assert states(paid)[code(1)] == "recovered"


def test_a_firm_sees_its_payments_and_no_others(desk, paid, at):
    with at():
        owner = client(desk.owner)
        page = owner.get(reverse("benefit_my_payments")).content.decode()
        assert name(1) in page
        assert name(2) not in page
        mine = owner.get(reverse("benefit_my_payment", args=[of(paid, 1).pk]))
        assert "0001" in mine.content.decode()  # the account's last digits
        assert "6200000000" not in mine.content.decode()
        assert owner.get(reverse("benefit_my_payment", args=[of(paid, 2).pk])).status_code == 404


@pytest.mark.parametrize("who", ["reviewer", "clerk", "stranger"])
def test_who_does_not_pay_sees_no_payment(desk, paid, at, who):
    recovery = demand(of(paid, 1), 5000, reason="x", user=desk.payer, at=desk.later())
    with at():
        other = client(getattr(desk, who))
        for url in (
            reverse("benefit_payment", args=[of(paid, 2).pk]),
            reverse("benefit_fund", args=[Batch.objects.get().budget_id]),
            reverse("benefit_recovery", args=[recovery.pk]),
        ):
            assert other.get(url).status_code in (302, 403, 404), url
        listed = other.get(reverse("benefit_troubled"))
        assert name(2) not in listed.content.decode()


def test_every_page_reads_english(desk, paid, at):
    recovery = demand(of(paid, 1), 5000, reason="x", user=desk.payer, at=desk.later())
    urls = [
        reverse("benefit_money"),
        reverse("benefit_batches"),
        reverse("benefit_troubled"),
        reverse("benefit_recoveries"),
        reverse("benefit_payment", args=[of(paid, 2).pk]),
        reverse("benefit_recovery", args=[recovery.pk]),
    ]
    with at():
        payer = client(desk.payer)
        for url in urls:
            page = payer.get(url, headers={"accept-language": "en"})
            assert page.status_code == 200, url
            assert '<html lang="en"' in page.content.decode(), url
