"""A benefit reaches firms that never applied: from frozen data to the closed run, on the pages."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import PLACE, login, serve
from tests.city.benefits.runs.award import OTHER, deliver_award
from tests.journeys.conftest import become
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.services import make_batches, open_budget, receive
from yingshang.city.benefits.runs.evaluating import work
from yingshang.city.benefits.runs.models import Run
from yingshang.core.access.models import Role
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Commitment, Office

pytestmark = pytest.mark.browser
BANK = Actor.exchange("bank")


def officers() -> dict[str, object]:
    posts = {
        "reviewer": ("industry", Role.REVIEWER), "chief": ("industry", Role.APPROVER),
        "payer": ("finance", Role.PAYER), "second": ("finance", Role.PAYER),
    }  # fmt: skip
    offices = {office.code: office for office in Office.objects.filter(place=PLACE)}
    return {
        name: serve(login(f"run_{name}", f"示例{name}"), offices[office], role)
        for name, (office, role) in posts.items()
    }


def paid(run: Run, by, *, at: datetime) -> None:
    """The bank takes the file and answers."""
    make_batches(run, Actor.user(by.pk), at)
    for receipt in StandInBank(folder_of(PLACE)).work():
        receive(receipt, PLACE, BANK, at)


def test_a_run_goes_from_frozen_data_to_its_end_by_those_who_may(person, site, settings, tmp_path):
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    now = datetime.now(UTC) - timedelta(minutes=5)
    who = officers()
    deliver_award(PLACE, [OTHER], now)
    open_budget(PLACE, "industry_budget", "2026-2028", 10_000_000, Actor.system("test"), now)
    one = person(viewport={"width": 360, "height": 740})

    def as_(name: str | None, path: str) -> None:
        become(one.page.context, site, who[name] if name else None)
        one.go(path)

    def press(words: str) -> None:
        one.page.get_by_role("button", name=words, exact=True).click()

    as_("reviewer", "/desk/benefits/runs/new/")
    press("冻结数据并开办")
    run = Run.objects.get()
    desk = f"/desk/benefits/runs/{run.pk}/"
    work(run.pk)
    as_("reviewer", desk)
    one.fits()
    one.is_accessible()
    press("审核通过")
    as_("chief", desk)
    press("公示名单")
    as_(None, "/benefits/notices/")
    one.press("首次纳统奖励", tag="A")
    assert one.says("50,000.00 元")
    assert not one.says(OTHER)
    Commitment.objects.filter(case=run.case, clock="public_notice").update(due_at=now)
    as_("chief", desk)
    press("公示期满，结束公示")
    press("送财政复核")
    as_("payer", desk)
    press("复核通过，预留资金")
    press("签发")
    as_("second", desk)
    press("签发")
    assert one.says("拨付中")
    paid(run, who["payer"], at=datetime.now(UTC))
    as_("payer", desk)
    press("办结")
    assert one.says("已到账")
    one.is_accessible()
    run.case.refresh_from_db()
    assert run.case.state == "closed"
