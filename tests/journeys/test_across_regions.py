"""Received in Xiangtan, decided in Heihe: two windows, one log, two ledgers, by keyboard."""

from datetime import UTC, datetime, timedelta

import pytest

from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.core.catalogue.services import load_place
from yingshang.core.models import Entry
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.simulation.elsewhere import HEIHE, ensure_elsewhere

pytestmark = pytest.mark.browser
FORM = {
    "申请人姓名": "李示例", "公民身份号码": illustrative_id_number(1), "店铺招牌名称": "示例小店",
    "店铺地址": "黑河市示例路 1 号", "联系电话": "13800005678", "邮寄单号": "SF0001",
}  # fmt: skip


def test_what_one_place_receives_another_decides_and_both_ledgers_show_it(person, site):
    load_place("heihe")
    ensure_elsewhere(at=datetime.now(UTC) - timedelta(days=1))
    clerk = person("clerk")
    clerk.go("/desk/cross-region/")
    clerk.press("个体工商户登记（黑河）", tag="A")
    for name, text in FORM.items():
        clerk.type(name, text)
    clerk.press("收件", tag="BUTTON")
    clerk.tick("人证一致")
    clerk.tick("齐全、清晰")
    clerk.press("转递业务属地", tag="BUTTON")
    assert clerk.says("已转递业务属地")
    site.exchange(2)

    home = CrossFile.objects.get(place=HEIHE)
    officer = person("heihe_officer", viewport={"width": 360, "height": 740})
    officer.go(f"/desk/cross-region/cases/{home.case_id}/")
    assert officer.says("邮寄，单号 SF0001")
    officer.press("办理这个办件", tag="A")
    officer.press("受理", tag="BUTTON")
    officer.press("准予", tag="BUTTON")
    site.exchange(2)

    owner = person("owner")
    owner.go("/cross-region/")
    owner.press("个体工商户登记（黑河）", tag="A")
    for text in (
        "交件（不计入期限）",
        "业务属地受理",
        "承诺最迟",
        "业务属地的结果",
        "湘潭市政务服务中心",
    ):
        assert owner.says(text), text
    here = CrossFile.objects.select_related("case").get(role="receiver")
    assert here.case.state == "granted"
    clerk.go(f"/desk/cross-region/cases/{here.case_id}/")
    officer.go(f"/desk/cross-region/cases/{home.case_id}/")
    for visitor, words in ((clerk, ("立案", "发出函件")), (officer, ("立案", "发出函件"))):
        visitor.reach("本地账本", tag="SUMMARY")
        visitor.page.keyboard.press("Enter")
        assert all(visitor.says(word) for word in words)
    for file, letters in ((here, {"exchange.push", "exchange.answer"}), (home, {"exchange.push"})):
        actions = set(Entry.objects.filter(place=file.place).values_list("action", flat=True))
        assert {"case.open", *letters} <= actions
