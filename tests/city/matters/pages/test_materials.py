"""Materials: each file apart, refused by its content, removed, used again by consent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application, ApplicationMaterial


@pytest.fixture
def owner(cast, browse):
    return browse(cast["owner"])


@pytest.fixture
def begun(owner, cast):
    pk = page.start(owner, cast["owner"].person)
    page.send(owner, "apply_questions", pk, data=page.ANSWERS)
    return pk


def given(pk):
    return ApplicationMaterial.objects.filter(application=pk)


def test_formats_and_size_are_said_before_anything_is_chosen(owner, begun):
    shown = page.text(owner.get(page.address("apply_materials", begun)))
    assert "可传 PDF 文档，每个不超过 10 MB" in shown
    assert 'accept=".pdf,.jpg,.jpeg,.png"' in shown


def test_several_files_may_be_one_material(owner, begun):
    data = {"material.id_copies": [page.pdf("甲.pdf"), page.pdf("乙.pdf")], "action": "upload"}
    assert page.send(owner, "apply_materials", begun, data=data).status_code == 302
    assert given(begun).filter(material="id_copies").count() == 2
    shown = page.text(owner.get(page.address("apply_materials", begun)))
    assert "甲.pdf" in shown
    assert "乙.pdf" in shown


def test_a_file_that_is_not_what_its_name_says_is_refused_beside_its_material(owner, begun):
    fake = SimpleUploadedFile("章程.pdf", b"MZ\x90\x00 not a pdf", content_type="application/pdf")
    data = {"material.charter": fake, "material.lease_contract": page.pdf("租赁.pdf")}
    answer = page.send(owner, "apply_materials", begun, data={**data, "action": "upload"})
    assert answer.status_code == 422
    assert 'href="#material.charter"' in page.text(answer)
    assert list(given(begun).values_list("material", flat=True)) == ["lease_contract"]


def test_an_empty_file_is_refused(owner, begun):
    data = {"material.charter": SimpleUploadedFile("空.pdf", b""), "action": "upload"}
    answer = page.send(owner, "apply_materials", begun, data=data)
    assert answer.status_code == 422
    assert any("空的" in text for text in page.errors(answer))
    assert not given(begun).exists()


def test_what_is_missing_is_named_all_at_once(owner, begun):
    answer = page.send(owner, "apply_materials", begun)
    assert answer.status_code == 422
    assert len(page.errors(answer)) == 4


def test_a_document_can_be_taken_out_again(owner, begun):
    page.send(
        owner, "apply_materials", begun, data={"material.charter": page.pdf(), "action": "upload"}
    )
    row = given(begun).get()
    page.send(owner, "apply_materials", begun, data={"remove": f"charter:{row.document_id}"})
    assert not given(begun).exists()


def test_what_was_given_before_is_used_again_only_by_consent(draft, owner, cast):
    second = page.start(owner, cast["owner"].person)
    page.send(owner, "apply_questions", second, data=page.ANSWERS)
    shown = page.text(owner.get(page.address("apply_materials", second)))
    assert "我同意在这件事里再次使用" in shown
    held = given(draft).get(material="charter").document_id
    data = {"reuse": f"charter:{held}", "action": "upload"}
    page.send(owner, "apply_materials", second, data=data)
    row = given(second).get()
    assert row.is_reuse
    assert row.consented_at is not None


def test_somebody_elses_document_cannot_be_used(draft, cast, browse):
    citizen = browse(cast["citizen"])
    own = page.start(citizen, cast["citizen"].person)
    page.send(citizen, "apply_questions", own, data=page.ANSWERS)
    held = given(draft).get(material="charter").document_id
    data = {"reuse": f"charter:{held}", "action": "upload"}
    assert page.send(citizen, "apply_materials", own, data=data).status_code == 422
    assert not given(own).exists()


def test_an_old_page_uploads_nothing(owner, begun):
    data = {"material.charter": page.pdf(), "version": 1, "action": "upload"}
    answer = page.send(owner, "apply_materials", begun, data=data)
    assert answer.status_code == 409
    assert not given(begun).exists()


def test_the_owner_opens_her_document_and_a_stranger_does_not(draft, cast, browse):
    document = given(draft).get(material="charter").document_id
    url = page.address("document", document)
    answer = browse(cast["owner"]).get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert browse(cast["citizen"]).get(url).status_code == 404
    assert Application.objects.get(pk=draft).state == "draft"
