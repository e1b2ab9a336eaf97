"""A firm sees what it is due, supplies what is missing, applies; an officer decides."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import PLACE
from yingshang.simulation.due import ensure_benefits

pytestmark = pytest.mark.browser


def test_a_firm_states_what_is_missing_sees_it_change_applies_and_is_granted(person, site):
    ensure_benefits(PLACE, at=datetime.now(UTC) - timedelta(hours=1))
    firm = person("client", viewport={"width": 360, "height": 740})
    firm.go("/my/")
    firm.press("我的惠企政策", tag="A")
    for words in ("可以享受", "还不能确定", "不能享受", "已到期或者还没有开始", "38,000.00 元"):
        assert firm.says(words)
    firm.fits()
    firm.is_accessible()
    firm.press("园区房租减免", tag="A")
    assert firm.says("“拖欠租金”")
    firm.choose("拖欠租金", "否")
    firm.press("试算", tag="BUTTON")
    assert firm.says("36,001.50 元")
    assert firm.says("按贵企业自己的声明")
    firm.fits()
    firm.is_accessible()
    firm.press("按声明提出申请", tag="BUTTON")
    assert firm.says("已申请，待决定")
    firm.is_accessible()
    mine = firm.page.url
    officer = person("industry", scripts=False)
    officer.go("/desk/benefits/applications/")
    officer.page.locator("tbody a").click()
    assert officer.says("没有部门数据证明")
    officer.page.get_by_role("button", name="同意", exact=True).click()
    assert officer.says("同意享受")
    firm.page.goto(mine)
    assert firm.says("同意享受")
