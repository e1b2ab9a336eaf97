"""A file that somebody holds: identical, changed, or unknown."""

import zlib

import pytest

from tests.cast import NOW
from yingshang.city.matters.licences.comparing import Verdict, compare
from yingshang.city.matters.licences.doors import keep_pdf, licence_pdf_for
from yingshang.city.matters.licences.traces import tokens_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(cast, licence):
    return licence_pdf_for(cast.owner, licence.pk, at=NOW).content


def test_the_issued_file_is_identical(original, licence):
    comparison = compare(original, at=NOW)
    assert comparison.verdict is Verdict.IDENTICAL
    assert comparison.licence.number == licence.number


def test_one_changed_byte_anywhere_shows_as_changed(original, licence):
    for place in range(0, len(original), 97):
        changed = bytearray(original)
        changed[place] ^= 0x20
        comparison = compare(bytes(changed), at=NOW)
        assert comparison.verdict is Verdict.CHANGED, place
        assert comparison.licence.number == licence.number


CHANGES = [lambda b: b + b"\n", lambda b: b[:-1], lambda b: b[1:], lambda b: b + b]


@pytest.mark.parametrize("change", CHANGES)
def test_an_added_or_cut_file_shows_as_changed(original, change):
    assert compare(change(original), at=NOW).verdict is Verdict.CHANGED


def test_a_copy_whose_streams_were_packed_still_shows_as_changed(licence):
    packed = zlib.compress(b"<< /URI (http://x/check/" + licence.token.encode() + b") >>")
    assert compare(b"%PDF-1.7 stream\r\n" + packed, at=NOW).verdict is Verdict.CHANGED


def test_a_forged_token_is_unknown(original, licence):
    forged = original.replace(licence.token.encode(), b"x" * 32)
    assert compare(forged, at=NOW).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 10_000, "示例".encode() * 999])
def test_other_files_are_unknown(licence, content):
    keep_pdf(licence.pk, at=NOW)
    assert compare(content, at=NOW).verdict is Verdict.UNKNOWN


def test_a_licence_that_was_never_printed_has_no_identical_file(licence):
    link = b"/check/" + licence.token.encode()
    assert compare(link, at=NOW).verdict is Verdict.CHANGED


def test_a_file_that_unpacks_without_end_is_read_within_bounds():
    bomb = zlib.compress(b"\x00" * 50_000_000)
    assert tokens_in((b"stream\n" + bomb) * 60) == []
