"""A name is shown safely, and ends as its content does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingshang.core.documents.formats import Format
from yingshang.core.documents.names import LENGTH, display_name, shown


@pytest.mark.parametrize(
    ("given_name", "shown_name"),
    [
        ("公司章程.PDF", "公司章程.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\资料\\章程.pdf", "章程.pdf"),
        ("合同.exe", "合同.exe.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("a\x00b\r\nX: y.pdf", "abX_ y.pdf"),
        ("零\u200b宽\ufeff.pdf", "零宽.pdf"),
        ("\ud800坏.pdf", "坏.pdf"),
        ("", "未命名.pdf"),
        ("...", "未命名.pdf"),
        ("a/", "未命名.pdf"),
        ("很  长 .pdf", "很 长.pdf"),
    ],
)
def test_hostile_names_become_plain_ones(given_name, shown_name):
    assert display_name(given_name, Format.PDF) == shown_name


def test_both_endings_of_a_format_may_stand():
    assert display_name("a.jpeg", Format.JPEG) == "a.jpeg"
    assert display_name("a.png", Format.JPEG) == "a.png.jpg"
    assert display_name("a.csv", Format.TEXT) == "a.csv"


@given(st.text(max_size=400), st.sampled_from(Format))
def test_any_name_becomes_one_that_can_be_shown_and_stored(name, found):
    safe = display_name(name, found)
    assert 1 < len(safe) <= LENGTH
    assert safe.endswith(found.endings)
    assert safe.isprintable()
    assert not set('/\\<>:"|?*\r\n') & set(safe)
    safe.encode()
    assert display_name(safe, found) == safe
    assert len(shown(name)) <= LENGTH
