"""What acts by itself is not kept."""

import io
import os
import zlib

import pypdf
import pytest
import typst

from tests.core.documents import papers
from yingshang.core.documents.formats import Format
from yingshang.core.documents.scanning import DefaultScanner, chosen_scanner
from yingshang.core.documents.scanning.default import EICAR


@pytest.fixture
def scan(tmp_path):
    def scan(content, found=Format.PDF):
        path = tmp_path / "file"
        path.write_bytes(content)
        reason = DefaultScanner().scan(path, found)
        return reason and reason.text()

    return scan


SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (SCRIPT, "脚本"),
        (b"<< /S/J#61vaScript/JS(x) >>", "脚本"),
        (b"<< /S /#4a#41vaScript >>".replace(b"#41", b"#61"), "脚本"),
        (b"<< /S /Launch /F (calc.exe) >>", "启动"),
        (b"<< /Subtype /RichMedia >>", "多媒体"),
        (b"<< /XFA 7 0 R >>", "动态表单"),
    ],
)
def test_a_pdf_that_acts_is_refused(scan, thing, reason):
    assert reason in scan(papers.pdf(thing))


def test_a_script_packed_in_an_object_stream_is_seen(scan):
    assert "脚本" in scan(papers.pdf(papers.object_stream(b"9 0 " + SCRIPT)))


def test_a_script_that_falls_between_two_pieces_is_seen(scan):
    for shift in range(12):
        inner = b" " * (1024 * 1024 - shift) + SCRIPT
        assert "脚本" in scan(papers.pdf(papers.object_stream(inner)))


def test_an_object_stream_that_lies_open_is_seen(scan):
    stream = papers.object_stream(SCRIPT, dictionary=b"", pack=bytes)
    assert "脚本" in scan(papers.pdf(stream))


@pytest.mark.parametrize(
    "stream",
    [
        papers.object_stream(b"x", dictionary=b"/Filter /LZWDecode"),
        papers.object_stream(b"x", dictionary=b"/Filter [/ASCIIHexDecode /FlateDecode]"),
        papers.object_stream(b"x", dictionary=b"/Filter [/FlateDecode /FlateDecode]"),
        papers.object_stream(b"x", dictionary=b"/Filter /Fl#61teDecode"),
        papers.object_stream(b"x", dictionary=b"/Filter /FlateDecode /DecodeParms 9 0 R"),
        papers.object_stream(b"x", dictionary=b"/Filter 9 0 R"),
        papers.object_stream(b"x", pack=lambda _: b"no zlib at all"),
        papers.object_stream(b"x", dictionary=b"/Pad (" + b"x" * 3000 + b") /Filter /FlateDecode"),
        papers.object_stream(b"\x00" * 70_000_000),
    ],
)
def test_objects_that_cannot_be_seen_are_a_reason_to_refuse(scan, stream):
    assert "无法检查" in scan(papers.pdf(stream))


def test_an_encrypted_pdf_is_refused_with_a_remedy(scan):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.encrypt("secret")
    target = io.BytesIO()
    writer.write(target)
    assert "去掉密码" in scan(target.getvalue())


def test_still_documents_pass(scan):
    words = b"(JavaScript and Launch are words) /JavaScripts /LaunchPad /EncryptMetadata"
    assert scan(papers.pdf(b"<< %s >>" % words)) is None
    assert scan(papers.pdf(papers.object_stream(b"9 0 << /Type /Font >>"))) is None
    assert scan(typst.compile('= 示例\n#link("https://example.org")'.encode())) is None


def test_noise_within_a_picture_is_no_script(scan):
    noise = os.urandom(4_000_000)
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(noise), noise)
    assert scan(papers.pdf(stream)) is None


def test_the_test_string_of_virus_scanners_is_found_anywhere(scan):
    assert "测试串" in scan(b"x" * 5000 + EICAR, Format.TEXT)
    assert scan(EICAR[:-1], Format.TEXT) is None


def test_macros_are_refused(scan):
    assert "宏" in scan(papers.docx(**{"word/vbaProject.bin": b"x"}), Format.DOCX)
    assert "宏" in scan(papers.xlsx(**{"xl/VbaProject.bin": b"x"}), Format.XLSX)
    assert scan(papers.xlsx(), Format.XLSX) is None


class Strict:
    """A scanner of a city's own."""

    def scan(self, path, found):
        return None


def test_a_city_names_its_own_scanner(settings):
    assert isinstance(chosen_scanner(), DefaultScanner)
    settings.DOCUMENT_SCANNER = f"{__name__}.Strict"
    assert isinstance(chosen_scanner(), Strict)


def test_many_false_object_streams_do_not_keep_the_scanner_busy(scan):
    assert "无法检查" in scan(papers.pdf(b"/ObjStm " * 100_000))
    packed = zlib.compress(b"x")
    many = b"\n1 0 obj <</Type /ObjStm /Filter /FlateDecode>>stream\n%s\nendstream" % packed
    assert "无法检查" in scan(papers.pdf(many * 21_000))
