"""Withdrawing: asked first, done once, refused when it is too late."""

from tests.city.matters.pages import applicant as page
from yingshang.core.models import Case


def test_a_page_asks_first_and_names_what_goes_with_it(bundle, cast, browse):
    shown = page.text(browse(cast["owner"]).get(page.address("case_withdraw", bundle.pk)))
    assert "确定撤回吗" in shown
    assert "申领发票" in shown
    assert Case.objects.get(pk=bundle.pk).state == "running"


def test_the_bundle_is_withdrawn_with_all_its_members(bundle, cast, browse):
    owner = browse(cast["owner"])
    data = {"version": bundle.version, "reason": "不办了"}
    answer = owner.post(page.address("case_withdraw", bundle.pk), data)
    assert answer.url == page.address("case_page", bundle.pk)
    assert Case.objects.get(pk=bundle.pk).state == "withdrawn"
    states = set(Case.objects.filter(parent=bundle).values_list("state", flat=True))
    assert states == {"withdrawn"}
    assert "不办了" in page.text(owner.get(answer.url))


def test_from_an_old_page_nothing_is_withdrawn(bundle, cast, browse):
    data = {"version": bundle.version + 5}
    answer = browse(cast["owner"]).post(page.address("case_withdraw", bundle.pk), data)
    assert answer.status_code == 409
    assert "请刷新后再办" in page.text(answer)
    assert Case.objects.get(pk=bundle.pk).state == "running"


def test_a_reason_that_is_too_long_is_told(bundle, cast, browse):
    data = {"version": bundle.version, "reason": "长" * 201}
    answer = browse(cast["owner"]).post(page.address("case_withdraw", bundle.pk), data)
    assert answer.status_code == 422
    assert page.errors(answer) == ["理由不超过 200 字，请写短一些。"]


def test_what_is_over_cannot_be_withdrawn(bundle, cast, browse):
    owner = browse(cast["owner"])
    url = page.address("case_withdraw", bundle.pk)
    owner.post(url, {"version": bundle.version})
    assert "现在不能撤回" in page.text(owner.get(url))
    again = owner.post(url, {"version": bundle.version + 1})
    assert again.status_code == 409
