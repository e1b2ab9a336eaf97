"""Conditional acceptance, and a commitment that is found false later, by keyboard."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.city.matters.undertakings.story import Kitchen
from yingshang.city.matters.models import Application, Licence
from yingshang.city.matters.undertakings.models import BadCredit
from yingshang.core.models import Case
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.browser
SAVE = "保存并继续"


def promise(client, draft: Application, way: str, *ticks: str) -> None:
    """Choose a way, open its words, tick what is to be ticked, and go on."""
    client.go(f"/applications/{draft.pk}/promises/")
    client.is_accessible()
    client.choose("食品经营许可", way)
    client.reach("阅读", tag="SUMMARY")
    client.page.keyboard.press("Enter")
    for tick in ticks:
        client.tick(tick)
    client.press(SAVE)


def hand_in(client, draft: Application) -> Case:
    client.go(f"/applications/{draft.pk}/check/")
    client.tick("以上内容真实")
    client.press("提交申请")
    draft.refresh_from_db()
    return Case.objects.get(parent=draft.case)


def test_a_gap_is_filled_and_a_false_commitment_is_revoked(person, site, tmp_path):
    kitchen = Kitchen(datetime.now(UTC) - timedelta(hours=1))
    client, clerk, officer = person("client"), person("clerk"), person("approver")

    draft = kitchen.draft()
    kitchen.upload(draft)
    promise(client, draft, "容缺受理", "以后补交", "我已阅读")
    draft.materials.filter(material="lease_contract").delete()
    case = hand_in(client, draft)
    clerk.go(f"/desk/cases/{case.pk}/")
    clerk.press("容缺受理", tag="BUTTON")
    paper = tmp_path / "lease.pdf"
    paper.write_bytes(illustrative_pdf("合同"))
    client.go(f"/cases/{case.pk}/")
    client.press("去补交材料")
    client.is_accessible()
    client.attach("房屋租赁合同", paper)
    client.press("补交", tag="BUTTON")
    officer.go(f"/desk/cases/{case.pk}/")
    officer.press("容缺材料合格", tag="BUTTON")
    assert officer.says("已履行")

    draft = kitchen.draft()
    promise(client, draft, "告知承诺", "我已阅读", "同意公开")
    kitchen.upload(draft)
    case = hand_in(client, draft)
    officer.go(f"/desk/cases/{case.pk}/")
    officer.press("告知承诺，当场决定", tag="BUTTON")
    assert Licence.objects.get(case=case).state == "valid"
    officer.go("/desk/afterchecks/")
    officer.press("潭核")
    officer.choose("核查方式", "在线核查")
    officer.press("开始核查", tag="BUTTON")
    officer.is_accessible()
    officer.choose("核查结论", "虚假")
    officer.type("核查记录", "现场没有所承诺的设施（示例）")
    officer.press("记录结论", tag="BUTTON")
    officer.type("理由", "承诺虚假（示例）")
    officer.type("法律依据", "示例依据")
    officer.press("认定虚假，撤销", tag="BUTTON")
    assert officer.says("虚假承诺，已撤销")
    assert Licence.objects.get(case=case).state == "revoked"
    client.go("/my/credit/")
    client.is_accessible()
    client.type("已经怎样改正", "已按承诺配齐（示例）")
    client.press("申请信用修复")
    assert BadCredit.objects.get().repair_asked_at is not None
    client.go("/undertakings/")
    assert client.says("已撤销")
    client.is_accessible()
