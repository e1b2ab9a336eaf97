"""A citizen could not get something done: the desk takes it, the office answers, somebody calls."""

import pytest

from yingshang.city.requests.lifecycle import TASK, UNRESOLVED
from yingshang.city.requests.unresolved.models import CallBack, Unresolved
from yingshang.core.models import Case

pytestmark = pytest.mark.browser
WHAT = "材料齐了三次都没有收件"


def test_what_could_not_be_done_is_answered_called_back_and_its_cause_is_kept(person):
    citizen = person("citizen")
    citizen.go("/my/")
    citizen.press("反映办不成的事", tag="A")
    citizen.type("什么事没有办成", WHAT)
    citizen.press("提交反映", tag="BUTTON")
    case = Case.objects.get(kind=UNRESOLVED.kind)
    clerk = person("clerk", scripts=False, viewport={"width": 360, "height": 740})
    desk = clerk.page
    clerk.go("/desk/unresolved/")
    desk.get_by_role("link", name=case.number).click()
    for question, answer in (("条件已经具备", "是"), ("涉法涉诉", "否"), ("违反法律", "否")):
        desk.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    desk.get_by_label("转办", exact=True).check()
    with desk.expect_navigation():
        desk.get_by_role("button", name="受理", exact=True).click()
    desk.get_by_label("湘潭市市场监督管理局").check()
    with desk.expect_navigation():
        desk.get_by_role("button", name="转办").click()
    clerk.fits()
    office = person("approver")
    office.go(f"/desk/tasks/{Case.objects.get(kind=TASK.kind).pk}/")
    office.press("签收", tag="BUTTON")
    office.page.get_by_role("textbox", name="答复").fill("场所信息已补录，今天收件。")
    office.page.get_by_label("没有办成的原因").select_option("extra_demand")
    office.press("答复", tag="BUTTON")
    caller = person("callback")
    caller.go(f"/desk/unresolved/{case.pk}/")
    caller.choose("回访结果", "满意")
    caller.type("本人怎么说", "办成了")
    caller.press("记下这次回访", tag="BUTTON")
    citizen.go(f"/unresolved/{case.pk}/")
    assert citizen.says("场所信息已补录，今天收件。")
    assert citizen.says("满意，归档")
    citizen.is_accessible()
    assert Unresolved.objects.get(pk=case.pk).cause == "extra_demand"
    assert CallBack.objects.get().outcome == "satisfied"
