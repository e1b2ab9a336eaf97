"""Files of which nothing can be kept are refused with one clear sentence, and do no harm."""

from pathlib import Path

import pytest

from tests.rules.models import dmn
from yingshang.rules.syntax.dmn import DoctypeRefused, ModelTooLarge, NotDmn, NotReadable, read
from yingshang.rules.syntax.dmn import document as documents


def test_a_file_that_is_not_xml_names_the_line() -> None:
    with pytest.raises(NotReadable) as refusal:
        read(b"<definitions>\n<a></b>\n</definitions>", file="m.dmn")
    assert refusal.value.data["line"] == 2
    assert "m.dmn" in refusal.value.text("zh")


@pytest.mark.parametrize("data", [b"", b"   ", b"\x00\xff\xfe", b"no xml"])
def test_bytes_that_hold_no_element_are_refused(data: bytes) -> None:
    with pytest.raises(NotReadable):
        read(data, file="m.dmn")


def test_a_document_type_is_refused_before_an_entity_is_looked_at(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("salt")
    text = f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>' + dmn(
        "<description>&s;</description>"
    )
    with pytest.raises(DoctypeRefused):
        read(text.encode(), file="m.dmn")


def test_entities_that_multiply_are_refused() -> None:
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE d [<!ENTITY e0 "ha">{bombs}]>' + dmn("<description>&e11;</description>")
    with pytest.raises((DoctypeRefused, NotReadable)):
        read(text.encode(), file="m.dmn")


@pytest.mark.parametrize(
    "version",
    ["http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/BPMN/20100524/MODEL"],
)
def test_other_versions_and_other_languages_are_named(version: str) -> None:
    with pytest.raises(NotDmn) as refusal:
        read(dmn("", version=version).encode(), file="m.dmn")
    assert version in refusal.value.text("en")


def test_a_model_that_is_too_deep_is_refused() -> None:
    depth = documents.MOST_DEEP + 1
    text = dmn("<list>" * depth + "</list>" * depth)
    with pytest.raises(ModelTooLarge) as refusal:
        read(text.encode(), file="m.dmn")
    assert refusal.value.data["what"] == "depth"


def test_a_model_with_too_many_elements_or_bytes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "MOST_ELEMENTS", 10)
    with pytest.raises(ModelTooLarge) as refusal:
        read(dmn("<list/>" * 10).encode(), file="m.dmn")
    assert refusal.value.data["what"] == "elements"
    monkeypatch.setattr(documents, "MOST_BYTES", 10)
    with pytest.raises(ModelTooLarge) as refusal:
        read(dmn("").encode(), file="m.dmn")
    assert refusal.value.data["what"] == "bytes"
