"""A woman opens a company by keyboard: she, her partner, the clerk and two approvers."""

import pytest

from tests.journeys.keyboard import Person
from yingshang.core.models import Case
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.browser
COMPANY = "湘潭键盘示例科技有限公司"
OWNER = ("李示例", illustrative_id_number(1), "13800000001")
PARTNER = ("王示例", illustrative_id_number(2), "13800000002")
NEXT = "保存并继续"


def give_person(who: Person, group: str, person: tuple[str, str, str]) -> None:
    for label, text in zip(("姓名", "身份证号", "手机号"), person, strict=True):
        who.type(label, text, group=group)


def answer(owner: Person) -> None:
    owner.go("/services/company_opening/")
    owner.press("开始申请")
    owner.press("开始申请", tag="BUTTON")
    owner.choose("公司有几位股东", "两位以上")
    owner.choose("经营场所是自有还是租用", "租用")
    owner.press(NEXT)


def fill_in(owner: Person) -> None:
    owner.type("企业名称", COMPANY)
    owner.type("注册资本", "1000000")
    owner.type("经营范围", "食品销售（示例）")
    owner.press(NEXT)
    owner.type("住所", "湘潭市岳塘区示例路 1 号")
    owner.type("房屋产权人", "示例物业有限公司")
    owner.press(NEXT)
    give_person(owner, "法定代表人", OWNER)
    give_person(owner, "股东：第 1 位", OWNER)
    owner.press("再加一位（股东）")
    give_person(owner, "股东：第 2 位", PARTNER)
    give_person(owner, "董事、监事、经理：第 1 位", OWNER)
    give_person(owner, "联络员", OWNER)
    owner.type("联系电话", "13800000001")
    owner.press(NEXT)
    owner.choose("刻制哪些印章", "公章、财务章")
    owner.press(NEXT)
    give_person(owner, "财务负责人", PARTNER)
    give_person(owner, "办税人员", PARTNER)
    owner.choose("发票种类", "增值税普通发票")
    owner.type("每月最多份数", "25")
    owner.press(NEXT)
    give_person(owner, "录用人员：第 1 位", PARTNER)
    owner.fill_date("参保起始月份", "2026-12-01")
    owner.press(NEXT)
    owner.type("职工人数", "1")
    owner.type("公积金缴存比例", "8")
    owner.fill_date("公积金起缴月份", "2026-12-01")
    owner.press(NEXT)
    owner.type("开户网点", "示例支行")
    owner.fill_date("预约日期", "2026-12-02")
    owner.press(NEXT)


def hand_in(owner: Person, tmp_path) -> None:
    for name in ("公司章程", "股东会决议", "相关人员身份证件", "房屋租赁合同", "录用人员名册"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(illustrative_pdf(name))
        owner.attach(name, path)
    owner.press(NEXT)
    owner.is_accessible()
    owner.tick("以上内容真实")
    owner.press("提交申请")


def decide(officer: Person, service: str, steps: tuple[tuple[str, str], ...]) -> None:
    """Take each step on the officer's case page; an opinion is typed where one is asked."""
    for label, opinion in steps:
        officer.go("/desk/")
        officer.press(service)
        officer.is_accessible()
        if opinion:
            officer.type("意见", opinion)
        officer.press(label, tag="BUTTON")


def test_from_the_form_to_the_licence_by_keyboard_alone(person, site, tmp_path):
    owner = person("owner")
    answer(owner)
    fill_in(owner)
    hand_in(owner, tmp_path)
    assert owner.says("签名")

    partner = person("partner")
    partner.go("/signatures/")
    partner.press("企业开办")
    partner.is_accessible()
    partner.press("同意并签名")

    decide(person("clerk"), "企业设立登记", (("受理", ""),))
    decide(
        person("approver"), "企业设立登记",
        (("承办", "材料齐全，符合法定形式。"), ("准予", "同意。")),
    )  # fmt: skip
    site.exchange()

    decide(
        person("tax"), "申领发票",
        (("受理", ""), ("承办", "符合条件。"), ("准予", "同意。")),
    )  # fmt: skip
    site.exchange(3)

    bundle = Case.objects.get(kind="bundle")
    assert bundle.state == "done"
    owner.go(f"/cases/{bundle.pk}/")
    assert owner.says("已办结 6/6"), owner.page.inner_text("main")[:300]
    owner.is_accessible()
    owner.go(f"/rate/{bundle.pk}/")
    owner.is_accessible()
    owner.choose("", "非常满意")
    owner.press("提交评价")
    assert owner.says("已收到评价"), owner.page.inner_text("main")
