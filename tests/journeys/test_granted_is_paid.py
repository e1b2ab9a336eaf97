"""What a firm applied for and was granted at once reaches its account, on the pages of each."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import PLACE, login, serve
from tests.journeys.conftest import become
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.services import make_batches, open_budget, receive
from yingshang.city.benefits.runs.evaluating import work
from yingshang.city.benefits.runs.models import Run
from yingshang.core.access.models import Role
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Commitment, Office
from yingshang.simulation.due import ensure_benefits

pytestmark = pytest.mark.browser


def test_a_granted_application_is_listed_published_released_and_paid(
    person, site, settings, tmp_path
):
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    now = datetime.now(UTC)
    industry = ensure_benefits(PLACE, at=now - timedelta(hours=1))["industry"]
    finance = Office.objects.get(place=PLACE, code="finance")
    first, second = (serve(login(name, name), finance, Role.PAYER) for name in ("pay1", "pay2"))
    open_budget(PLACE, "industry_budget", "2026-2028", 10_000_000, Actor.system("test"), now)
    firm = person("client")
    firm.go("/my/benefits/")
    firm.page.get_by_role("link", name="首贷奖补").first.click()
    firm.page.get_by_role("button", name="提出申请").click()
    assert firm.says("同意享受")
    assert firm.says("列入兑现批次")
    mine = firm.page.url
    desk = person()

    def as_(user: object, path: str) -> None:
        become(desk.page.context, site, user)
        desk.go(path)

    def press(words: str) -> None:
        desk.page.get_by_role("button", name=words, exact=True).click()

    as_(industry, "/desk/benefits/runs/")
    assert desk.says("已同意，待列入批次")
    desk.go("/desk/benefits/runs/new/")
    desk.page.get_by_label("政策").select_option("first_loan_award:2026-2028")
    press("冻结数据并开办")
    run = Run.objects.get()
    page = f"/desk/benefits/runs/{run.pk}/"
    work(run.pk)
    desk.go(page)
    press("审核通过")
    press("公示名单")
    firm.page.goto(mine)
    assert firm.says("公示中")
    Commitment.objects.filter(case=run.case, clock="public_notice").update(due_at=now)
    desk.go(page)
    press("公示期满，结束公示")
    press("送财政复核")
    as_(first, page)
    press("复核通过，预留资金")
    press("签发")
    as_(second, page)
    press("签发")
    make_batches(run, Actor.user(first.pk), datetime.now(UTC))
    for receipt in StandInBank(folder_of(PLACE)).work():
        receive(receipt, PLACE, Actor.exchange("bank"), datetime.now(UTC))
    as_(first, page)
    press("办结")
    assert desk.says("已到账")
    firm.page.goto(mine)
    assert firm.says("已到账 · 8,000.00 元")
    firm.is_accessible()
