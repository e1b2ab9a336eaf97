"""Imported elements and types are seen under the import's name, or directly when it has none."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules.lowering.asking import ask, codes, program, value
from tests.rules.models import decision, dmn, input_data, knowledge, literal, model, needs_input
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.lowering import by_key, load
from yingshang.rules.syntax.dmn import NotReadable

BASE = "https://example.org/base"
MIDDLE = "https://example.org/middle"
KIND = "https://www.omg.org/spec/DMN/20230324/MODEL/"

BASE_BODY = (
    '<itemDefinition name="tAge"><typeRef>number</typeRef>'
    "<allowedValues><text>[0..150]</text></allowedValues></itemDefinition>"
    + input_data("the age", "tAge")
    + decision("next age", literal("the age + 1"), needs_input("the age"))
    + knowledge("twice", literal("n * 2"), "n:tAge")
)


def imports(name: str, namespace: str, location: str = "") -> str:
    at = f' locationURI="{location}"' if location else ""
    return f'<import name="{name}" namespace="{namespace}" importType="{KIND}"{at}/>'


def needs(kind: str, namespace: str, local_id: str) -> str:
    outer = "knowledgeRequirement" if kind == "requiredKnowledge" else "informationRequirement"
    return f'<{outer}><{kind} href="{namespace}#{local_id}"/></{outer}>'


AGE = needs("requiredInput", BASE, "the_age")
NEXT = needs("requiredDecision", BASE, "next_age")
TWICE = needs("requiredKnowledge", BASE, "twice")


@pytest.mark.parametrize("name", ["base", "the base", "base.v1", ""])
def test_everything_of_an_import_is_seen_under_its_name(name: str) -> None:
    dot = f"{name}." if name else ""
    text = f"{dot}the age + {dot}next age + {dot}twice(3)"
    asked = program(
        imports(name, BASE) + decision("d", literal(text, f"{dot}tAge"), AGE, NEXT, TWICE),
        model(BASE_BODY, namespace=BASE),
    )
    assert not codes(asked)
    assert value(asked, "d", {f"{dot}the age": Decimal(10)}) == "27"
    assert value(asked, "d", {f"{dot}the age": Decimal(100)}) == "null"
    assert value(asked, f"{dot}next age", {f"{dot}the age": Decimal(1)}) == "2"


def test_own_names_come_before_those_of_an_import_without_a_name() -> None:
    asked = program(
        imports("", BASE) + decision("next age", literal("1")), model(BASE_BODY, namespace=BASE)
    )
    assert value(asked, "next age") == "1"


def middle() -> str:
    text = literal("b.next age * 10")
    return imports("b", BASE) + decision("m", text, needs("requiredDecision", BASE, "next_age"))


@pytest.mark.parametrize(
    "given",
    [
        {"middle.b.the age": Decimal(1)},
        {"middle": {"b": {"the age": Decimal(1)}}},
        {f"{BASE}#the_age": Decimal(1)},
    ],
)
def test_inputs_of_imported_models_are_given_by_path_by_context_or_by_key(
    given: dict[str, object],
) -> None:
    text = decision("d", literal("middle.m"), needs("requiredDecision", MIDDLE, "m"))
    asked = program(
        imports("middle", MIDDLE) + text,
        model(middle(), namespace=MIDDLE),
        model(BASE_BODY, namespace=BASE),
    )
    assert not codes(asked)
    keyed = by_key(asked, given)  # type: ignore[arg-type]  # nested dicts are values
    assert Evaluator(asked).decide("d", keyed).value == 20


def test_an_import_that_is_not_there_is_reported_and_the_rest_works() -> None:
    asked = program(
        imports("base", BASE)
        + decision("d", literal("base.next age"), NEXT)
        + decision("e", literal("1"))
    )
    assert {"import_not_found", "dangling_reference"} <= set(codes(asked))
    assert ask(asked, "d").value is None
    assert value(asked, "e") == "1"


def test_a_model_that_is_not_imported_cannot_be_referred_to() -> None:
    asked = program(
        imports("m", MIDDLE) + decision("d", literal("1"), NEXT),
        model(imports("b", BASE), namespace=MIDDLE),
        model(BASE_BODY, namespace=BASE),
    )
    assert codes(asked) == ["not_imported"]


def test_models_may_import_each_other() -> None:
    back = imports("root", "https://example.org/rules") + BASE_BODY
    asked = program(
        imports("base", BASE) + decision("d", literal("base.twice(2)"), TWICE),
        model(back, namespace=BASE),
    )
    assert value(asked, "d") == "4"


def test_imports_are_found_by_location_or_by_namespace(tmp_path: Path) -> None:
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "base.dmn").write_text(dmn(BASE_BODY, namespace=BASE))
    (tmp_path / "middle of it.dmn").write_text(
        dmn(middle().replace("/>", ' locationURI="common/base.dmn"/>', 1), namespace=MIDDLE)
    )
    (tmp_path / "broken.dmn").write_text("<")
    text = decision("d", literal("middle.m"), needs("requiredDecision", MIDDLE, "m"))
    (tmp_path / "root.dmn").write_text(dmn(imports("middle", MIDDLE) + text))
    asked = load(tmp_path / "root.dmn")
    assert not codes(asked)
    assert value(asked, "d", {"middle.b.the age": Decimal(1)}) == "20"


@pytest.mark.parametrize(
    "location", ["http://example.org/base.dmn", "file:///base.dmn", "/base.dmn", "//host/base.dmn"]
)
def test_addresses_and_absolute_paths_are_not_followed(tmp_path: Path, location: str) -> None:
    (tmp_path / "root.dmn").write_text(dmn(imports("base", BASE, location)))
    assert codes(load(tmp_path / "root.dmn")) == ["import_not_found"]


def test_an_import_that_cannot_be_read_says_which_file(tmp_path: Path) -> None:
    (tmp_path / "base.xml").write_text("<")
    (tmp_path / "root.dmn").write_text(dmn(imports("base", BASE, "base.xml")))
    with pytest.raises(NotReadable, match=r"base\.xml"):
        load(tmp_path / "root.dmn")


def test_the_hash_covers_every_file_that_takes_part() -> None:
    root = imports("base", BASE)
    alone = program(root).hash
    one = program(root, model(BASE_BODY, namespace=BASE)).hash
    other = program(root, model(BASE_BODY.replace("150", "120"), namespace=BASE)).hash
    unused = program("", model(BASE_BODY, namespace=BASE)).hash
    assert len({alone, one, other}) == 3
    assert unused == program("").hash
    assert one == program(root, model(BASE_BODY, namespace=BASE)).hash
