"""A document comes in whole, checked and recorded, or not at all."""

import io
import tracemalloc

import pytest
from django.db import transaction

from tests.cast import NOW, PLACE
from tests.core.documents import papers
from tests.core.documents.conftest import MEGABYTE, files_in
from yingshang.core.documents import errors
from yingshang.core.documents.formats import Format
from yingshang.core.documents.models import Blob, Document
from yingshang.core.documents.scanning.default import EICAR
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_a_stored_document_lies_under_its_hash_and_says_what_it_is(hand_in, folder, cast):
    document = hand_in(papers.pdf(), name="C:\\章程.PDF")
    sha256 = document.blob.sha256
    assert (folder / sha256[:2] / sha256[2:4] / sha256).read_bytes() == papers.pdf()
    assert (document.name, document.blob.media_type) == ("章程.pdf", "application/pdf")
    assert (document.owner, document.scan) == (cast.company, "clean")
    assert files_in(folder) == [sha256]


def test_an_entry_says_who_gave_it(hand_in, cast):
    document = hand_in(papers.pdf())
    (entry,) = entries_of([document.id])
    assert (entry.action, entry.actor_id, entry.at) == ("document.store", cast.owner.id, NOW)
    assert entry.data["sha256"] == document.blob_id
    assert entry.data["size_bytes"] == len(papers.pdf())


def test_the_same_bytes_twice_are_two_documents_and_one_file(hand_in, folder):
    first, second = hand_in(papers.pdf()), hand_in(papers.pdf(), kind="lease_contract")
    assert first.id != second.id
    assert first.blob_id == second.blob_id
    assert files_in(folder) == [first.blob_id]
    assert Blob.objects.count() == 1


def test_sending_again_under_the_same_id_answers_the_document_that_stands(hand_in):
    one = new_id()
    first = hand_in(papers.pdf(), document_id=one)
    assert hand_in(papers.pdf(), document_id=one) == first
    assert len(entries_of([one])) == 1
    with pytest.raises(errors.OtherDocument):
        hand_in(papers.png(), document_id=one)


def refused(hand_in, folder, error, content, **more):
    with pytest.raises(error) as caught:
        hand_in(content, **more)
    assert files_in(folder) == []
    assert Document.objects.count() == Blob.objects.count() == 0
    assert caught.value.field == "file"
    texts = [caught.value.text(language) for language in ("zh-hans", "en")]
    assert all("章程" in text and "{" not in text for text in texts)
    return texts


def test_an_empty_file_is_refused(hand_in, folder):
    refused(hand_in, folder, errors.EmptyFile, b"")


def test_one_byte_too_many_is_refused(hand_in, folder):
    size = len(papers.pdf())
    zh, _ = refused(hand_in, folder, errors.FileTooLarge, papers.pdf(), max_size_bytes=size - 1)
    assert "KiB" in zh
    assert hand_in(papers.pdf(), max_size_bytes=size)


def test_a_format_that_the_material_does_not_take_is_named_with_those_it_takes(hand_in, folder):
    allowed = {Format.PDF, Format.OFD}
    zh, en = refused(hand_in, folder, errors.FormatNotAllowed, papers.png(), allowed=allowed)
    assert "章程.pdf" in zh
    assert "PNG 图片" in zh
    assert "PDF 文档、OFD 版式文档" in zh
    assert "a PNG picture" in en
    assert "a PDF document, an OFD document" in en


def test_a_program_that_calls_itself_a_pdf_is_refused(hand_in, folder):
    program = b"MZ\x90\x00" + b"\x00" * 200
    zh, _ = refused(hand_in, folder, errors.FormatNotAllowed, program)
    assert "application/x-msdownload" in zh


def test_a_damaged_file_is_refused_with_its_reason(hand_in, folder):
    zh, en = refused(hand_in, folder, errors.DamagedFile, papers.pdf()[:-30])
    assert "没有结尾" in zh
    assert "cut off" in en


@pytest.mark.parametrize("content", [EICAR, papers.pdf(b"<< /S /JavaScript >>")])
def test_what_the_scan_finds_is_not_kept(hand_in, folder, content):
    refused(hand_in, folder, errors.RefusedByScan, content)


class Endless(io.RawIOBase):
    """An upload that never ends, and counts what was read of it."""

    def __init__(self):
        self.taken = 0

    def seekable(self):
        return False

    def read(self, size=-1):
        assert size > 0, "a whole upload was asked for at once"
        self.taken += size
        return b"a" * size


def test_a_huge_upload_is_cut_at_the_cap_and_never_whole_in_memory(hand_in, folder):
    upload = Endless()
    tracemalloc.start()
    try:
        refused(hand_in, folder, errors.FileTooLarge, upload, max_size_bytes=10**12)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 50 * MEGABYTE <= upload.taken <= 51 * MEGABYTE
    assert peak < 5 * MEGABYTE


def test_a_failed_transaction_leaves_the_file_for_the_next_attempt(hand_in, folder, cast):
    assert cast.company  # made before what is rolled back
    with transaction.atomic():
        lost = hand_in(papers.pdf())
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    assert files_in(folder) == [lost.blob_id]
    again = hand_in(papers.pdf())
    assert again.blob_id == lost.blob_id
    assert files_in(folder) == [lost.blob_id]


def test_a_damaged_stored_file_is_mended_by_the_next_upload(hand_in, folder):
    sha256 = hand_in(papers.pdf()).blob_id
    path = folder / sha256[:2] / sha256[2:4] / sha256
    path.write_bytes(b"rot")
    hand_in(papers.pdf())
    assert path.read_bytes() == papers.pdf()


def test_files_and_folders_are_for_the_platforms_account_only(hand_in, folder):
    sha256 = hand_in(papers.pdf()).blob_id
    assert (folder / sha256[:2] / sha256[2:4] / sha256).stat().st_mode & 0o777 == 0o600
    assert (folder / sha256[:2]).stat().st_mode & 0o077 == 0


def test_the_place_and_validity_are_kept(hand_in):
    document = hand_in(papers.pdf(), valid_until=NOW.date())
    document.refresh_from_db()
    assert (document.place, document.valid_until) == (PLACE, NOW.date())
