"""Hostile, mistyped, huge and empty files get one clear sentence each."""

import pytest

from yingshang.core.catalogue.documents import UnreadableListError
from yingshang.core.catalogue.parsing import LARGEST_BYTES, parse_document
from yingshang.core.catalogue.tree import DEEPEST, MOST_VALUES


def refusal(content: str | bytes) -> tuple[str, int]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(UnreadableListError) as refused:
        parse_document("x.yaml", raw)
    return refused.value.error.code, refused.value.error.line


def test_plain_data_has_a_line_for_every_value():
    document = parse_document("x.yaml", b"a: 1\nb:\n  - c: x\n  - [y,\n     z]\n")
    assert document.data == {"a": 1, "b": [{"c": "x"}, ["y", "z"]]}
    assert document.lines[("b", 0, "c")] == 3
    assert document.lines[("b", 1, 1)] == 5
    assert document.line(("b", 1, 7, "nowhere")) == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ('"12"', "12"),
        ("012", "012"),
        ("1.5", "1.5"),
        ("2024-01-31", "2024-01-31"),
        ("yes", "yes"),
        ("no", "no"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
    ],
)
def test_a_scalar_means_what_it_looks_like(text, value):
    found = parse_document("x.yaml", f"k: {text}\n".encode()).data["k"]
    assert found == value
    assert type(found) is type(value)


def test_a_repeated_key_is_refused_at_its_second_line():
    assert refusal("a: 1\nb: 2\na: 3\n") == ("catalogue.yaml_repeated_key", 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *x\n", "catalogue.yaml_anchor"),
        ("b: *x\n", "catalogue.yaml_anchor"),
        ("a: !!python/object/apply:os.system ['true']\n", "catalogue.yaml_tag"),
        ("a: !!str 1\n", "catalogue.yaml_tag"),
        ("{a: b}: c\n", "catalogue.yaml_key"),
        ("[a]: c\n", "catalogue.yaml_key"),
    ],
)
def test_the_dangerous_part_of_yaml_is_not_read(text, code):
    assert refusal(text) == (code, 1)


def test_a_second_document_is_refused():
    assert refusal("a: 1\n---\nb: 2\n") == ("catalogue.yaml_documents", 2)


def test_a_billion_laughs_stop_at_the_first_anchor():
    lines = ["a0: &a0 [lol]"] + [
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)
    ]
    assert refusal("\n".join(lines)) == ("catalogue.yaml_anchor", 1)


def test_bottomless_nesting_is_refused_without_exhausting_the_stack():
    assert refusal("[" * 900)[0] == "catalogue.yaml_depth"
    assert parse_document("x.yaml", ("[" * DEEPEST + "]" * DEEPEST).encode()).data is not None


def test_bytes_that_are_not_utf8_are_told_with_their_line():
    assert refusal("a: 1\nb: 湘潭\n".encode("gb18030")) == ("catalogue.not_utf8", 2)
    assert refusal("a: 1\n".encode("utf-16"))[0] == "catalogue.not_utf8"


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert parse_document("x.yaml", b"\xef\xbb\xbfa: 1\n").data == {"a": 1}


@pytest.mark.parametrize("text", ['a: "x\\0"\n', 'a: "\\x07"\n', '"\\0": a\n', 'a: "\\uD800"\n'])
def test_characters_that_no_database_text_can_hold_are_refused(text):
    assert refusal(text)[0] in ("catalogue.yaml_character", "catalogue.not_yaml")


def test_a_huge_file_is_refused_before_it_is_parsed():
    assert refusal(b"a" * (LARGEST_BYTES + 1)) == ("catalogue.too_large", 1)


def test_too_many_values_are_refused():
    assert refusal("[" + "1," * (MOST_VALUES + 1) + "]")[0] == "catalogue.yaml_size"


def test_broken_yaml_is_told_with_its_line():
    assert refusal("a: 1\nb: [1, 2\nc: 3\n")[0] == "catalogue.not_yaml"
    assert refusal("a: 1\n\tb: 2\n") == ("catalogue.not_yaml", 2)
    assert refusal(b"a: \x00\n")[0] == "catalogue.not_yaml"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "just text\n", "- 1\n- 2\n"])
def test_a_file_without_keys_is_told_as_such(offices, text):
    assert [code for _, _, code in offices(text)] == ["catalogue.not_a_mapping"]


@pytest.mark.parametrize(
    "text", ["source: x\n", "source: x\noffices:\n", "source: x\noffices: {}\n"]
)
def test_a_file_without_its_list_is_told_as_such(offices, text):
    assert [code for _, _, code in offices(text)] == ["catalogue.not_a_list"]


def test_an_unknown_key_beside_the_list_is_told(offices):
    found = offices("source: x\nvalid_form: 2024-01-01\noffices:\n  - 3\n")
    assert found == [
        ("town/offices.yaml", 2, "catalogue.extra_forbidden"),
        ("town/offices.yaml", 4, "catalogue.not_a_mapping"),
    ]
