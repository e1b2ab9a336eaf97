"""A licence's PDF: what stands on it, made once, kept as the holder's document, behind its door."""

import io
import uuid

import pytest
from pypdf import PdfReader

from tests.cast import NOW
from tests.city.matters.papers.reading import text_of
from yingshang.city.matters.licences.codes import check_code, check_url
from yingshang.city.matters.licences.doors import LicenceMissing, licence_pdf_for
from yingshang.city.matters.licences.rendering import licence_pdf
from yingshang.core.documents.models import Blob, Document
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_number_names_code_and_sample_stand_on_the_licence(licence):
    text = text_of(licence_pdf(licence).content)
    wanted = [
        "营业执照", "潭证2026-11-000001", "示例食品有限公司", "示例联系人", "2031年11月23日",
        "印章处", "SAMPLE", check_code(licence.token), check_url(licence.token),
    ]  # fmt: skip
    assert [words for words in wanted if words not in text] == []


def test_the_qr_code_links_to_the_check(licence, settings):
    settings.BASE_URL = "https://example.test/"
    page = PdfReader(io.BytesIO(licence_pdf(licence).content)).pages[0]
    links = {annotation.get_object()["/A"]["/URI"] for annotation in page["/Annots"]}
    assert links == {f"https://example.test/check/{licence.token}"}


def test_a_hostile_company_name_is_printed_literally(make_licence):
    name = '示例#sys.inputs["data"]*x*"q"“引”<a>@b$c$'
    hostile = make_licence(name=name + "\u202egnp")
    assert f"{name}〔U+202E〕gnp" in text_of(licence_pdf(hostile).content)


def test_the_same_licence_gives_the_same_bytes(licence):
    assert licence_pdf(licence) == licence_pdf(licence)


def test_the_first_demand_keeps_the_pdf_as_the_holders_document(cast, licence):
    first = licence_pdf_for(cast.owner, licence.pk, at=NOW)
    licence.refresh_from_db()
    document = licence.document
    assert (document.owner, document.kind) == (cast.company, "business_licence")
    assert (document.origin, document.valid_until) == ("output", licence.valid_until)
    assert document.blob.size_bytes == len(first.content)
    assert licence_pdf_for(cast.approver, licence.pk, at=NOW).content == first.content
    assert (Document.objects.count(), Blob.objects.count()) == (1, 1)


def test_the_ledger_keeps_the_hash(cast, licence):
    licence_pdf_for(cast.owner, licence.pk, at=NOW)
    licence.refresh_from_db()
    entries = [e for e in entries_of([licence.case_id]) if e.action == "matter.licence_pdf"]
    assert [entry.data["sha256"] for entry in entries] == [licence.document.blob_id]


def test_the_kept_pdf_stays_when_the_row_changes_later(cast, licence):
    first = licence_pdf_for(cast.owner, licence.pk, at=NOW)
    licence.refresh_from_db()
    licence.state = "revoked"
    licence.body = licence.body | {"holder": "另一家有限公司"}
    licence.save()
    assert licence_pdf_for(cast.owner, licence.pk, at=NOW).content == first.content


@pytest.mark.parametrize("who", ["stranger", "tax_approver"])
def test_a_hidden_licence_answers_as_a_missing_one(cast, licence, who):
    user = getattr(cast, who)
    for licence_id in (licence.pk, uuid.uuid4()):
        with pytest.raises(LicenceMissing):
            licence_pdf_for(user, licence_id, at=NOW)
    assert not Document.objects.exists()
