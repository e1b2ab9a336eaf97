"""What a file is, its content says; its name says nothing."""

import io
import os
import random

import pytest
import typst

from tests.core.documents import papers
from yingshang.core.documents.checking.findings import Damaged, Foreign, Found
from yingshang.core.documents.checking.identify import identify
from yingshang.core.documents.formats import Format

CHANCE = random.Random(11)  # noqa: S311 - noise for tests, no secret


def look(content):
    return identify(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (papers.pdf(), Format.PDF),
        (papers.png(), Format.PNG),
        (papers.jpeg(), Format.JPEG),
        (papers.jpeg(notes=b"SEFT" * 100), Format.JPEG),
        (papers.ofd(), Format.OFD),
        (papers.docx(), Format.DOCX),
        (papers.xlsx(), Format.XLSX),
        ("公司章程\r\n第一条\t总则".encode(), Format.TEXT),
        ("公司章程".encode("gb18030"), Format.TEXT),
        (b"\xef\xbb\xbf" + "带标记".encode(), Format.TEXT),
        (b"BM, then a text that begins like a bitmap", Format.TEXT),
    ],
)
def test_sound_files_are_known_by_their_content(content, found):
    assert look(content).format is found


def test_a_paper_that_typst_makes_is_a_pdf():
    assert look(typst.compile("= 示例".encode())) == Found(Format.PDF)


def test_a_text_says_how_it_is_encoded():
    assert look("章程".encode()).media_type == "text/plain; charset=utf-8"
    assert look("章程".encode("gb18030")).media_type == "text/plain; charset=gb18030"


def test_a_character_cut_by_a_piece_of_reading_is_no_error():
    long = "章程" * 50_000
    assert look(b"a" + long.encode()).charset == "utf-8"
    assert look(b"a" + long.encode("gb18030")).charset == "gb18030"


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (b"MZ\x90\x00" + b"\x00" * 300, "application/x-msdownload"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 300, "application/x-executable"),
        (b"GIF89a" + b"\x01\x00\x01\x00\x00\x00\x00", "image/gif"),
        (b"{\\rtf1\\ansi hello}", "application/rtf"),
        (papers.archive({"a.txt": b"a"}), "ZIP 压缩包"),
        (CHANCE.randbytes(4000), "无法识别的内容"),
        (b"text with \x00 in it", "无法识别的内容"),
        ("章程".encode("utf-16"), "无法识别的内容"),
    ],
)
def test_foreign_content_is_named(content, label):
    finding = look(content)
    assert isinstance(finding, Foreign)
    assert finding.label.text() == label


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (papers.pdf()[:-20], "不完整"),
        (papers.png()[:-1], "不完整"),
        (papers.png()[:20], "没有写明尺寸"),
        (papers.jpeg()[:-2], "不完整"),
        (b"\xff\xd8\xff\xe0\x00", "没有写明尺寸"),
        (b"\xff\xd8\xff\xe0\x00\x00" + b"\xff\xd9", "没有写明尺寸"),
        (papers.png(0, 5), "没有写明尺寸"),
    ],
)
def test_files_that_are_cut_off_or_empty_within_are_damaged(content, reason):
    finding = look(content)
    assert isinstance(finding, Damaged)
    assert reason in finding.reason.text()


@pytest.mark.parametrize("make", [papers.png, papers.jpeg])
@pytest.mark.parametrize("size", [(60_000, 60_000), (1, 30_001), (20_000, 20_000)])
def test_pictures_that_would_burst_when_decoded_are_refused_by_their_header(make, size):
    finding = look(make(*size))
    assert isinstance(finding, Damaged)
    assert f"{size[0]} × {size[1]}" in finding.reason.text("en")


def test_a_zip_that_would_unpack_to_too_much_is_refused_and_not_unpacked(monkeypatch):
    def unpack(*_):
        raise AssertionError("it was unpacked")

    bomb = papers.ofd(**{"Doc_0/big.xml": b"\x00" * 40_000_000})
    assert len(bomb) < 50_000
    monkeypatch.setattr("zipfile.ZipFile.open", unpack)
    finding = look(bomb)
    assert isinstance(finding, Damaged)
    assert "未展开" in finding.reason.text()


def test_a_zip_of_many_entries_is_refused():
    finding = look(papers.ofd(**{f"{n}.xml": b"" for n in range(5_001)}))
    assert isinstance(finding, Damaged)


def test_a_zip_with_a_huge_directory_is_not_even_read():
    with_long_names = papers.ofd(**{f"{n:05d}" + "x" * 5_000: b"" for n in range(250)})
    assert isinstance(look(with_long_names), Foreign)


def test_a_zip_cut_off_or_scrambled_is_no_document():
    whole = papers.ofd()
    assert isinstance(look(whole[:-30]), Foreign)
    scrambled = bytearray(whole)
    scrambled[whole.rfind(b"PK\x01\x02") : whole.rfind(b"PK\x05\x06")] = os.urandom(
        whole.rfind(b"PK\x05\x06") - whole.rfind(b"PK\x01\x02")
    )
    assert isinstance(look(bytes(scrambled)), Foreign)


def test_any_bytes_get_an_answer():
    heads = (b"%PDF-", papers.PNG_HEAD, b"\xff\xd8\xff", b"PK\x03\x04", b"")
    for n in range(500):
        content = heads[n % 5] + CHANCE.randbytes(CHANCE.randrange(200))
        assert isinstance(look(content), Found | Damaged | Foreign)
