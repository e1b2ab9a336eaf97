"""An office delivers data with a mistake, mends it; a firm contests a value, and is put right."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.facts.delivering import code
from yingshang.core.models import Case, Mandate, Party, Snapshot, User

pytestmark = pytest.mark.browser
HEAD = "统一社会信用代码,僵尸企业,严重失信"
FIRM = code(7)


def the_owners_firm() -> None:
    firm = Party.objects.create(kind="enterprise", name="湘潭示例有限公司", credit_code=FIRM)
    Mandate.objects.create(
        kind="legal_representative", principal=firm, valid_until=None,
        holder=User.objects.get(username="owner").person,
        valid_from=datetime.now(UTC) - timedelta(hours=1),
    )  # fmt: skip


def deliver(officer, *lines: str, day: str) -> None:
    officer.page.get_by_label("数据日期").fill(day)
    content = "\n".join([HEAD, *lines]).encode()
    file = {"name": "信用名单.csv", "mimeType": "text/csv", "buffer": content}
    officer.page.get_by_label("文件", exact=True).set_input_files([file])
    officer.press("上报并校验", tag="BUTTON")


def test_data_are_delivered_with_a_mistake_mended_contested_and_put_right(person):
    the_owners_firm()
    officer = person("approver", viewport={"width": 360, "height": 740})
    officer.go("/desk/")
    officer.press("数据上报", tag="A")
    officer.press("信用名单", tag="A")
    officer.press("上报文件", tag="A")
    deliver(officer, f"{FIRM},否,是", f"{FIRM[:-1]},否,否", day="2026-11-01")
    assert officer.says("统一社会信用代码不对")
    officer.fits()
    officer.is_accessible()
    officer.press("改正后再次上报", tag="A")
    deliver(officer, f"{FIRM},否,是", day="2026-11-01")
    assert officer.says("已入库")
    owner = person("owner")
    owner.go("/my/")
    owner.press("我的数据", tag="A")
    assert owner.says("严重失信")
    owner.is_accessible()
    owner.press("对“严重失信”提出异议", tag="A")
    owner.type("您认为正确的值", "否")
    owner.type("理由", "已于六月移出名单")
    owner.press("提交异议", tag="BUTTON")
    assert owner.says("待核实")
    case = Case.objects.get(kind="fact_contested")
    plain = person("approver", scripts=False)
    plain.go(f"/desk/facts/contests/{case.pk}/")
    plain.page.locator("#id_answer-reason").fill("名单未及时更新")
    with plain.page.expect_navigation():
        plain.page.get_by_role("button", name="属实，下次上报更正").click()
    assert plain.says("属实，待更正")
    officer.go("/desk/facts/datasets/credit_lists/new/")
    deliver(officer, f"{FIRM},否,否", day="2026-11-02")
    assert Snapshot.objects.count() == 2
    owner.go(f"/my/facts/contests/{case.pk}/")
    assert owner.says("已更正")
    owner.is_accessible()
