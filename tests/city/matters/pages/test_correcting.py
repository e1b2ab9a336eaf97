"""Correcting: everything that is missing is shown, only what is changed goes back, whole or not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.city.matters.pages import applicant as page
from tests.city.matters.pages.test_filling import inputs_of
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Application
from yingshang.core.models import Case, Document, DocumentUse

POINTS = ("公司章程第二页缺签名", "住所与租赁合同不一致")


@pytest.fixture
def wrong(bundle, cast):
    """The registration, sent back with two points."""
    case = Case.objects.get(parent=bundle, item__code="company_registration")
    step = DeskStep(case.pk, "ask_correction", points=POINTS)
    take_step(step, user=cast["clerk"], at=timezone.now())
    case.refresh_from_db()
    return case


def url_of(case):
    return page.address("case_correct", case.pk)


def untouched(client, case):
    """The form as the page shows it."""
    return inputs_of(page.text(client.get(url_of(case)))) | {"business_scope": "软件开发（示例）"}


def test_every_point_of_the_notice_is_shown(wrong, cast, browse):
    owner = browse(cast["owner"])
    shown = page.text(owner.get(url_of(wrong)))
    assert all(point in shown for point in POINTS)
    assert "补正告知书" in shown
    bundle = page.text(owner.get(page.address("case_page", wrong.parent_id)))
    assert url_of(wrong) in bundle


def test_a_changed_field_and_a_new_file_go_back_and_the_case_is_received_anew(wrong, cast, browse):
    owner = browse(cast["owner"])
    before = Application.objects.get(case=wrong.parent).fields
    data = {
        **untouched(owner, wrong),
        "company_address": "湘潭市岳塘区示例路 2 号",
        "material.charter": page.pdf("章程（已签名）.pdf"),
    }
    answer = owner.post(url_of(wrong), data)
    assert answer.status_code == 302, page.errors(answer)
    wrong.refresh_from_db()
    assert wrong.state == "received"
    after = Application.objects.get(case=wrong.parent).fields
    assert after["company_address"] == "湘潭市岳塘区示例路 2 号"
    assert after["shareholders"] == before["shareholders"]
    used = DocumentUse.objects.filter(case=wrong, material="charter")
    assert used.filter(document__name="章程（已签名）.pdf").exists()


def test_nothing_changed_is_no_correction(wrong, cast, browse):
    owner = browse(cast["owner"])
    answer = owner.post(url_of(wrong), untouched(owner, wrong))
    assert answer.status_code == 422
    assert page.errors(answer) == ["请至少改一处，或补传一份材料，再提交。"]
    wrong.refresh_from_db()
    assert wrong.state == "correction"


def test_a_refused_file_leaves_nothing_behind(wrong, cast, browse):
    owner = browse(cast["owner"])
    count = Document.objects.count()
    fake = SimpleUploadedFile("章程.pdf", b"<html>not a pdf</html>")
    data = {
        **untouched(owner, wrong),
        "company_address": "湘潭市岳塘区示例路 3 号",
        "material.lease_contract": page.pdf("租赁.pdf"),
        "material.charter": fake,
    }
    answer = owner.post(url_of(wrong), data)
    assert answer.status_code == 422
    assert 'href="#material.charter"' in page.text(answer)
    assert Document.objects.count() == count
    fields = Application.objects.get(case=wrong.parent).fields
    assert fields["company_address"] == "湘潭市岳塘区示例路 1 号"


def test_a_stale_page_corrects_nothing(wrong, cast, browse):
    owner = browse(cast["owner"])
    data = {**untouched(owner, wrong), "company_address": "新地址", "version": "1"}
    answer = owner.post(url_of(wrong), data)
    assert answer.status_code == 409
    wrong.refresh_from_db()
    assert wrong.state == "correction"


def test_a_wrong_value_is_told_beside_its_field(wrong, cast, browse):
    owner = browse(cast["owner"])
    data = {**untouched(owner, wrong), "registered_capital_fen": "很多"}
    answer = owner.post(url_of(wrong), data)
    assert answer.status_code == 422
    assert 'href="#id_registered_capital_fen"' in page.text(answer)


def test_what_needs_no_correction_says_so(bundle, cast, browse):
    case = Case.objects.get(parent=bundle, item__code="company_registration")
    answer = browse(cast["owner"]).get(url_of(case))
    assert answer.url == page.address("case_page", case.pk)


def test_the_name_under_which_the_firm_was_entered_is_not_offered_for_change(wrong, cast, browse):
    shown = page.text(browse(cast["owner"]).get(url_of(wrong)))
    assert 'name="company_address"' in shown
    assert 'name="company_name"' not in shown
