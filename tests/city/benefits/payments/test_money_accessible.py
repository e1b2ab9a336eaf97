"""The pages of money in a browser: accessible, nothing scrolls sideways."""

import pytest
import time_machine

from tests.cast import mandate
from tests.city.benefits.desk import code
from tests.city.benefits.payments.treasury import answered, fails, fund, released, run_of, sent
from yingshang.city.benefits.payments.models import Batch, Payment
from yingshang.city.benefits.payments.services import demand

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(desk, client):
    """Every page in its fullest state, as the server writes it."""
    mandate(desk.firm(1), desk.owner.person)
    desk.firm(1).mandates_given.update(valid_from=desk.now)
    fund(desk)
    run = run_of(desk, [1, 2])
    sent(desk, run)
    answered(desk, judge=fails(2))
    paid, failed = (Payment.objects.get(run=run, credit_code=code(n)) for n in (1, 2))
    recovery = demand(paid, 2000, reason="数据有误", user=desk.payer, at=desk.later())
    released(desk, run_of(desk, [3], instalment=2))
    money = "/desk/benefits/money/"

    def see(user, url, **posted):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(url, posted["data"]) if posted else client.get(url)
        assert answer.status_code in (200, 422), (url, answer.status_code)
        return answer.content.decode()

    with time_machine.travel(desk.later(), tick=False):
        return {
            "money-funds": see(desk.payer, money),
            "money-fund": see(desk.payer, f"{money}funds/{Batch.objects.first().budget_id}/"),
            "money-files": see(desk.payer, f"{money}files/"),
            "money-files-wrong": see(desk.payer, f"{money}files/", data={}),
            "money-troubled": see(desk.payer, f"{money}payments/"),
            "money-payment": see(desk.payer, f"{money}payments/{failed.pk}/"),
            "money-wrong": see(desk.payer, f"{money}payments/{failed.pk}/retry/", data={}),
            "money-recoveries": see(desk.payer, f"{money}recoveries/"),
            "money-recovery": see(desk.payer, f"{money}recoveries/{recovery.pk}/"),
            "money-mine": see(desk.owner, "/my/payments/"),
            "money-my-payment": see(desk.owner, f"/my/payments/{paid.pk}/"),
        }


def test_axe_finds_nothing_and_nothing_scrolls_sideways_dark_and_narrow(pages, still):
    opened = still("dark", 360)
    faults = {name: opened.faults(html, picture=name) for name, html in pages.items()}
    assert not any(faults.values()), faults
