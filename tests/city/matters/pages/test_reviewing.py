"""The check before submitting: everything in words, all that is missing with its link."""

from uuid import uuid4

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application


def test_everything_that_is_missing_is_linked_to_where_it_is_mended(cast, browse):
    owner = browse(cast["owner"])
    pk = page.start(owner, cast["owner"].person)
    page.send(owner, "apply_questions", pk, data=page.ANSWERS)
    shown = page.text(owner.get(page.address("apply_review", pk)))
    assert page.address("apply_page", pk, "company") + "?from=review#id_company_name" in shown
    assert "#id_shareholders-0-name" in shown
    assert page.address("apply_materials", pk) + "?from=review#material.charter" in shown
    answer = page.submit(owner, pk)
    assert answer.status_code == 422
    assert Application.objects.get(pk=pk).state == "draft"


def test_a_change_from_the_check_leads_back_to_it(draft, cast, browse):
    owner = browse(cast["owner"])
    data = {**page.pages_of("湘潭改名示例科技有限公司")["company"], "back_to_review": "1"}
    answer = page.send(owner, "apply_page", draft, "company", data=data)
    assert answer.url == page.address("apply_review", draft)
    assert "湘潭改名示例科技有限公司" in page.text(owner.get(answer.url))


def test_nothing_is_submitted_without_the_word_that_it_is_true(draft, cast, browse):
    owner = browse(cast["owner"])
    answer = page.send(owner, "apply_review", draft, data={"submission_key": str(uuid4())})
    assert answer.status_code == 422
    assert page.errors(answer) == ["请先勾选确认，再提交。"]
    assert Application.objects.get(pk=draft).state == "draft"


def test_an_old_page_submits_nothing(draft, cast, browse):
    owner = browse(cast["owner"])
    data = {"submission_key": str(uuid4()), "is_true": "on", "version": 1}
    answer = page.send(owner, "apply_review", draft, data=data)
    assert answer.status_code == 409
    assert Application.objects.get(pk=draft).state == "draft"


def test_a_name_without_its_form_of_organisation_is_told(draft, cast, browse):
    owner = browse(cast["owner"])
    page.send(owner, "apply_page", draft, "company", data=page.pages_of("湘潭某某")["company"])
    answer = page.submit(owner, draft)
    assert answer.status_code == 422
    assert any("组织形式" in text for text in page.errors(answer))


def test_a_name_that_others_apply_for_is_told(waiting, cast, browse):
    owner = browse(cast["owner"])
    second = page.start(owner, cast["owner"].person)
    page.fill(owner, second)
    page.upload_all(owner, second)
    answer = page.submit(owner, second)
    assert answer.status_code == 422
    assert any("已被使用或正在申请" in text for text in page.errors(answer))


def test_a_real_name_that_does_not_fit_the_number_is_refused_whole(cast, browse):
    owner = browse(cast["owner"])
    pk = page.start(owner, cast["owner"].person)
    page.fill(owner, pk, page.pages_of(partner="别人的名字"))
    page.upload_all(owner, pk)
    answer = page.submit(owner, pk)
    assert answer.status_code == 422
    assert page.errors(answer)
    assert Application.objects.get(pk=pk).state == "draft"


def test_what_waits_for_signatures_can_be_taken_back_and_changed(waiting, cast, browse):
    owner = browse(cast["owner"])
    assert owner.get(page.address("apply_review", waiting)).url == page.address(
        "apply_done", waiting
    )
    owner.post(page.address("apply_take_back", waiting))
    application = Application.objects.get(pk=waiting)
    assert application.state == "draft"
    assert not application.signatures.exists()
    assert page.submit(owner, waiting).status_code == 302
