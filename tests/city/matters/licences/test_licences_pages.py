"""The public check pages: form, result, unknown, compared, and too many attempts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from yingshang.city.matters.licences.codes import check_code, check_url
from yingshang.city.matters.licences.doors import keep_pdf
from yingshang.city.matters.licences.limiting import ATTEMPTS
from yingshang.core.documents.stores import chosen_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(licence):
    document = keep_pdf(licence.pk, at=timezone.now())
    with chosen_store().open(document.blob_id) as file:
        return file.read()


def send(client, content, name="示例.pdf"):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return client.post("/check/", {"way": "file", "file": file})


def test_the_printed_link_is_the_path_of_the_result(licence, settings):
    path = reverse("check_result", args=[licence.token])
    assert check_url(licence.token) == settings.BASE_URL + path


def test_the_form_needs_no_log_in(client):
    page = client.get("/check/")
    assert page.status_code == 200
    assert "查验证照" in page.content.decode()


def test_a_genuine_token_shows_the_licence_its_state_and_that_it_is_a_sample(client, licence):
    page = client.get(f"/check/{licence.token}")
    text = page.content.decode()
    wanted = ["营业执照", licence.number, "示例食品有限公司", "示例业主", "有效", "模拟的样本"]
    assert page.status_code == 200
    assert [words for words in wanted if words not in text] == []
    assert "示例联系人" not in text


def test_a_result_is_neither_cached_nor_indexed(client, licence):
    page = client.get(f"/check/{licence.token}")
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("token", ["x" * 32, "<script>alert(1)</script>", "示例", "x" * 2000])
def test_an_unknown_token_says_so_and_what_to_do(client, licence, token):
    page = client.get(f"/check/{token}".replace("</", "<"))
    text = page.content.decode()
    assert page.status_code == 404
    assert "本平台没有核发过这份证照" in text
    assert "现在怎么办" in text
    assert "<script>alert" not in text


def test_the_result_reads_english(client, licence):
    client.cookies["django_language"] = "en"
    text = client.get(f"/check/{licence.token}").content.decode()
    wanted = ["Business licence", "Legal representative", "Valid", "24 November 2026"]
    assert [words for words in wanted if words not in text] == []


def test_number_and_code_lead_to_the_result(client, licence):
    typed = {"way": "number", "number": licence.number, "code": check_code(licence.token)}
    page = client.post("/check/", typed)
    assert (page.status_code, page["Location"]) == (302, f"/check/{licence.token}")


def test_a_pasted_link_leads_to_the_result_without_a_number(client, licence):
    page = client.post("/check/", {"way": "number", "code": check_url(licence.token)})
    assert page["Location"] == f"/check/{licence.token}"


def test_a_wrong_code_is_not_told_from_a_wrong_number(client, licence):
    wrong = {"way": "number", "number": licence.number, "code": "AAAA-AAAA"}
    page = client.post("/check/", wrong)
    other = client.post("/check/", wrong | {"number": "潭证 2026-11-999999"})
    assert page.status_code == other.status_code == 404
    assert "编号和校验码对不上" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "潭证 2026-11-000001"}, "请填写二维码旁边的校验码。"),
        ({"code": "AAAA-AAAA"}, "请填写证照编号。"),
    ],
)
def test_an_empty_field_is_named(client, typed, sentence):
    page = client.post("/check/", {"way": "number", **typed})
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_file_without_content_or_too_large_is_refused(client, db):
    assert "请上传“PDF 文件”。" in client.post("/check/", {"way": "file"}).content.decode()
    assert send(client, b"").status_code == 422
    page = send(client, b"%PDF" + b"0" * (5 * 1024 * 1024))
    assert page.status_code == 422
    assert "超过 5 MiB" in page.content.decode()


def test_the_original_is_identical(client, licence, original):
    text = send(client, original).content.decode()
    assert "逐字节一致" in text
    assert "改动过" not in text


def test_a_file_with_one_byte_changed_is_not_to_be_trusted(client, licence, original):
    page = send(client, original.replace(b"/Title", b"/Titlf", 1))
    text = page.content.decode()
    assert page.status_code == 200
    assert "这个文件被改动过，不要采信。" in text
    assert licence.number in text


def test_a_foreign_file_is_unknown(client, licence, original):
    page = send(client, b"%PDF-1.7 example")
    assert page.status_code == 404
    assert "本平台没有核发过这个文件" in page.content.decode()


def test_who_guesses_is_stopped_but_a_genuine_link_still_answers(client, licence):
    for _ in range(ATTEMPTS):
        assert client.get("/check/" + "x" * 32).status_code == 404
    page = client.get("/check/" + "x" * 32)
    assert page.status_code == 429
    assert page["Retry-After"] == "600"
    typed = {"way": "number", "number": "x", "code": "y"}
    assert client.post("/check/", typed).status_code == 429
    assert client.get(f"/check/{licence.token}").status_code == 200
    assert client.get("/check/" + "x" * 32, REMOTE_ADDR="192.0.2.1").status_code == 404
