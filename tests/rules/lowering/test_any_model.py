"""No file makes anything but a rules error or a program, and no program anything but an answer."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.models import dmn, escaped
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.errors import RulesError
from yingshang.rules.lowering import lower
from yingshang.rules.syntax.dmn import read
from yingshang.rules.syntax.dmn.grammar import EXPRESSIONS, SHAPES, child_of

TAGS = sorted({*EXPRESSIONS, *(name for shape in SHAPES.values() for name in shape.children)})
NAMES = ("a", "b", "a b", "", "number", "t")
TEXTS = ("1", "a", "a + b", "> 1", "-", "[1..2]", "t(1)", "", "if a", '"x"', "b.a", "item")
ATTRIBUTES = {
    "name": NAMES,
    "id": ("a", "b", "t"),
    "typeRef": (*NAMES, "list<t>", "feel:string"),
    "href": ("#a", "#b", "#t", "", "#", "urn:x#a", "https://example.org/rules#a"),
    "hitPolicy": ("UNIQUE", "PRIORITY", "COLLECT", "?"),
    "aggregation": ("SUM", "COUNT", ""),
    "isCollection": ("true", "false"),
    "iteratorVariable": NAMES,
    "namespace": ("https://example.org/rules", "urn:x"),
    "kind": ("FEEL", "Java"),
}


def element(tag: str, shape: str, choose: Random, depth: int) -> str:
    """An element with mostly the children that may stand in it, and some that may not."""
    written = "".join(
        f' {name}="{escaped(choose.choice(values))}"'
        for name, values in ATTRIBUTES.items()
        if choose.random() < 0.7
    )
    if shape == "text" or depth == 0:
        inside = escaped(choose.choice(TEXTS))
    else:
        inside = "".join(child(shape, choose, depth - 1) for _ in range(choose.randrange(5)))
    return f"<{tag}{written}>{inside}</{tag}>"


def child(shape: str, choose: Random, depth: int) -> str:
    known = [tag for tag in TAGS if child_of(shape, tag)]
    tag = choose.choice(known if known and choose.random() < 0.95 else TAGS)
    found = child_of(shape, tag)
    inner = found.shape if found and found.shape in SHAPES else "list"
    return element(tag, inner, choose, depth)


def decide_everything(data: bytes) -> None:
    try:
        definitions = read(data, file="m.dmn")
    except RulesError:
        return
    program = lower(definitions)
    for problem in program.problems:
        assert problem.text("zh")
        assert problem.text("en")
    for name in (*program.decisions, *program.services):
        outcome = Evaluator(program).decide(name, {})
        assert all(str(warning) for warning in outcome.warnings)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_any_arrangement_of_elements_is_answered(seed: int) -> None:
    choose = Random(seed)  # noqa: S311 - the arrangement is arbitrary, not secret
    body = "".join(child("definitions", choose, 6) for _ in range(choose.randrange(8)))
    decide_everything(dmn(body).encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 60))
def test_any_damage_to_a_file_is_answered(noise: bytes, at: int, gone: int) -> None:
    data = dmn(
        '<decision name="d"><variable name="d"/><literalExpression><text>1 + 1</text>'
        "</literalExpression></decision>"
    ).encode()
    decide_everything(data[:at] + noise + data[at + gone :])
