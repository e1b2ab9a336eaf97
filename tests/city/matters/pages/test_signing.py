"""Signatures: exactly what is signed is shown, with its hash; yes, no, and too late."""

from django.urls import reverse

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application, ApplicationMaterial, Signature


def test_the_signer_finds_it_and_sees_everything(waiting, cast, browse):
    partner = browse(cast["partner"])
    assert page.COMPANY in page.text(partner.get(reverse("to_sign")))
    shown = page.text(partner.get(page.address("sign_application", waiting)))
    signature = Signature.objects.get(application=waiting, signer=cast["partner"].person)
    assert signature.content_hash in shown
    assert "软件开发（示例）" in shown
    assert "您的身份：股东" in shown


def test_the_signer_may_open_what_she_signs(waiting, cast, browse):
    given = ApplicationMaterial.objects.get(application=waiting, material="charter")
    url = reverse("sign_document", args=[waiting, given.document_id])
    answer = browse(cast["partner"]).get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert browse(cast["citizen"]).get(url).status_code == 404


def test_a_refusal_is_seen_by_the_applicant(waiting, cast, browse):
    page.sign(browse(cast["partner"]), waiting, decision="refuse")
    assert Signature.objects.get(signer=cast["partner"].person).state == "refused"
    shown = page.text(browse(cast["owner"]).get(page.address("apply_done", waiting)))
    assert "拒绝签名" in shown
    assert Application.objects.get(pk=waiting).state == "signing"


def test_what_changed_since_the_page_was_opened_is_not_signed(waiting, cast, browse):
    partner = browse(cast["partner"])
    data = {"content": "0" * 64, "decision": "agree"}
    answer = partner.post(page.address("sign_application", waiting), data)
    assert answer.status_code == 409
    assert "请重新查看后再签名" in page.text(answer)
    assert Signature.objects.get(signer=cast["partner"].person).state == "pending"


def test_neither_yes_nor_no_is_told(waiting, cast, browse):
    partner = browse(cast["partner"])
    answer = partner.post(page.address("sign_application", waiting), {"content": "x"})
    assert answer.status_code == 422
    assert Signature.objects.get(signer=cast["partner"].person).state == "pending"


def test_who_has_signed_sees_what_she_signed_and_no_button(waiting, cast, browse):
    partner = browse(cast["partner"])
    page.sign(partner, waiting)
    shown = page.text(partner.get(page.address("sign_application", waiting)))
    assert "您已签名" in shown
    assert 'name="decision"' not in shown
    assert page.COMPANY in shown
