"""An agent with several clients applies for one of them, without JavaScript and on a phone."""

import pytest

from yingshang.city.matters.models import Application

pytestmark = pytest.mark.browser


def test_an_agent_chooses_the_client_and_sees_each_apart(person, site):
    agent = person("agent")
    agent.go("/services/staff_hiring/apply/")
    assert agent.says("湘潭示例机电有限公司")
    agent.go("/services/company_opening/apply/")
    assert agent.says("周示例")
    agent.is_accessible()
    agent.choose("为谁办理", "周示例")
    agent.press("开始申请", tag="BUTTON")
    application = Application.objects.get()
    assert application.applicant.name == "周示例"
    assert application.started_by.username == "agent"
    agent.go("/my/")
    agent.press("周示例")
    assert agent.says("企业开办")
    agent.go("/my/")
    agent.press("湘潭示例机电有限公司")
    assert not agent.says("继续填写")
    stranger = person("citizen")
    assert stranger.go(f"/applications/{application.pk}/questions/") == 404


def test_the_form_works_without_javascript_on_a_phone(person, site):
    owner = person("owner", scripts=False, viewport={"width": 360, "height": 740})
    page = owner.page
    page.goto(site.url + "/services/company_opening/apply/")
    page.get_by_role("button", name="开始申请").click()
    page.get_by_label("两位以上").check()
    page.get_by_role("button", name="保存并继续").first.click()
    page.get_by_label("企业名称").fill("湘潭示例乙有限公司")
    page.get_by_label("经营范围").fill("示例")
    page.get_by_label("注册资本（元）").fill("一百万")
    page.get_by_role("button", name="保存并继续").last.click()
    assert "应为金额" in page.inner_text("main")
    assert page.get_by_label("注册资本（元）").input_value() == "一百万"
    assert Application.objects.get().fields == {}
