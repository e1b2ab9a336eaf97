"""An officer's day at the keyboard: filter, claim many, hand over, answer by template, print; the
head gives the rest to somebody else."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import LONG_AGO, PLACE
from tests.core.cases.factory import item
from yingshang.city.matters.tools.models import PrintRun
from yingshang.core.access.models import Post, Role
from yingshang.core.access.users import create_user
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case, Office, User

pytestmark = pytest.mark.browser


def open_registrations(count: int) -> list[Case]:
    """Received registrations of the agent's client, an hour ago."""
    listed, at = item("company_registration"), datetime.now(UTC) - timedelta(hours=1)
    office = Office.objects.get(place=PLACE, code="market_regulation")
    party = User.objects.get(username="citizen").person
    rows = [
        Opening(new_id(), "matter", "received", PLACE, "潭登记", party.pk, office.pk, listed.pk,
                CLOCK, at, title=f"企业设立登记：示例 {n}")
        for n in range(count)
    ]  # fmt: skip
    open_cases(rows)
    return list(Case.objects.filter(pk__in=[row.case_id for row in rows]).order_by("number"))


def colleague() -> User:
    office = Office.objects.get(place=PLACE, code="market_regulation")
    made = create_user(
        "colleague", display_name="登记同事", is_demo=True, place=PLACE, actor=CLOCK,
        at=datetime.now(UTC),
    )  # fmt: skip
    Post.objects.create(user=made, office=office, role=Role.HANDLER, valid_from=LONG_AGO)
    return made


def pick(someone, label: str, option: str) -> None:
    someone.page.get_by_label(label, exact=True).select_option(label=option)


def test_an_officers_day(person, site):
    first, second = open_registrations(2)
    other = colleague()
    officer = person("approver")
    officer.go("/desk/templates/")
    pick(officer, "用在哪一步", "受理")
    officer.type("模板名称", "符合条件")
    officer.type("内容", "{申请人}材料齐全，予以受理。")
    officer.press("保存", tag="BUTTON")
    assert officer.says("已保存模板：符合条件")
    officer.go("/desk/?matter=company_registration")
    officer.reach("保存这个筛选", tag="SUMMARY")
    officer.page.keyboard.press("Enter")
    officer.type("名称", "登记")
    officer.press("保存", tag="BUTTON")
    assert officer.says("已保存筛选：登记")
    for case in (first, second):
        officer.tick(case.number)
    officer.press("批量办理", tag="BUTTON")
    assert officer.says("办成 2 件。")
    officer.go(f"/desk/cases/{first.pk}/")
    officer.press("符合条件", tag="A")
    assert "材料齐全，予以受理。" in officer.page.get_by_label("意见").input_value()
    officer.press("受理", tag="BUTTON")
    officer.go("/desk/?state=all")
    officer.is_accessible()
    officer.tick(first.number)
    officer.press("打印选中的", tag="BUTTON")
    assert officer.says("下载合并的 PDF")
    assert PrintRun.objects.get().done == 1
    officer.go("/desk/?state=mine")
    officer.tick(second.number)
    pick(officer, "对选中的办件", "转办")
    pick(officer, "转办给", "登记同事")
    officer.type("意见或理由", "下午开会")
    officer.press("批量办理", tag="BUTTON")
    second.refresh_from_db()
    assert second.handler_id == other.pk
    head = person("head")
    head.go("/desk/office/?show=all")
    head.tick(second.number)
    pick(head, "改派给", "登记核准员")
    head.type("理由", "同事休假")
    head.press("改派", tag="BUTTON")
    assert head.says("改派 1 件。")
    second.refresh_from_db()
    assert second.handler.username == "approver"
