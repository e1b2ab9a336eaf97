"""What a cell asks for, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass

from yingshang.rules.ir import (
    Compare,
    CompareTest,
    Comparison,
    ExpressionTest,
    Local,
    Node,
    Test,
    Tests,
)
from yingshang.rules.messages import sentence
from yingshang.rules.regions import constant_of
from yingshang.rules.values import Range, Value, brief, text_of
from yingshang.rules.values.limits import is_larger

MOST_SHOWN = 1_000
"""Parts of a value that is written out in a sentence."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is wanted of a value: as it is written, and in words."""

    text: str
    zh: str
    en: str

    def words(self, language: str) -> str:
        """The words in one language."""
        return self.zh if language.startswith("zh") else self.en


def phrase(tests: Tests) -> Phrase:
    """What the tests ask for."""
    return Phrase(tests.text, _tests(tests, "zh"), _tests(tests, "en"))


def plainly(value: object, language: str) -> str:
    """A value as people write it: a text without quotes, true and false as yes and no.

    Of a list or context that nobody would read to its end only the beginning is written.
    """
    if value is None or isinstance(value, bool):
        code = {None: "value_null", True: "value_true", False: "value_false"}[value]
        return sentence(code, {}, language)
    if is_larger(value, MOST_SHOWN):
        return brief(value)
    if isinstance(value, tuple):
        return _joined([plainly(v, language) for v in value], "list_and", language)
    return text_of(value)


def _tests(tests: Tests, language: str) -> str:
    if tests.is_any:
        return sentence("wanted_anything", {}, language)
    listed = _listed(tests)
    if listed is not None:
        named = [plainly(value, language) for value in listed]
        code = "wanted_none_of" if tests.is_negated else "wanted_one_of"
        return sentence(code, {"values": _joined(named, "list_or", language)}, language)
    parts = [_test(test, tests, language) for test in tests.tests]
    said = _joined(parts, "list_or", language)
    return sentence("wanted_not", {"wanted": said}, language) if tests.is_negated else said


def _listed(tests: Tests) -> list[Value] | None:
    """The values, when the tests are nothing but values."""
    values: list[Value] = []
    for test in tests.tests:
        if not isinstance(test, ExpressionTest) or test.uses_value:
            return None
        found = constant_of(test.expression)
        if found is None or isinstance(found.value, Range):
            return None
        values += found.value if isinstance(found.value, tuple) else [found.value]
    return None if any(isinstance(v, Range | tuple) for v in values) else values


def _test(test: Test, tests: Tests, language: str) -> str:
    compared = _comparison(test, tests)
    if compared is not None:
        return _compared(*compared, language)
    if isinstance(test, ExpressionTest) and not test.uses_value:
        found = constant_of(test.expression)
        if found is not None and isinstance(found.value, Range):
            return _within(found.value, language)
        if found is not None:
            data = {"values": plainly(found.value, language)}
            return sentence("wanted_one_of", data, language)
    return sentence("wanted_as_written", {"text": tests.text}, language)


def _comparison(test: Test, tests: Tests) -> tuple[Comparison, Value] | None:
    """The operator and the constant with which the value is compared: `< 5`, `? = true`."""
    if isinstance(test, CompareTest):
        operator, operand = test.operator, test.operand
    else:
        written = test.expression if isinstance(test, ExpressionTest) else None
        if not isinstance(written, Compare) or not _stands_for(written.left, tests):
            return None
        operator, operand = written.operator, written.right
    found = constant_of(operand)
    return None if found is None else (operator, found.value)


def _stands_for(node: Node, tests: Tests) -> bool:
    """Whether the node is `?` itself."""
    return isinstance(node, Local) and node.binding == tests.value


def _compared(operator: Comparison, value: Value, language: str) -> str:
    """In words: of yes, no and nothing one says that it is, not that it equals."""
    said = plainly(value, language)
    if isinstance(value, bool | None) and operator in _IS:
        return sentence(_IS[operator], {"values": said}, language)
    return sentence(_COMPARED[operator], {"value": said}, language)


def _within(wanted: Range, language: str) -> str:
    ends: list[tuple[Value, Comparison, Comparison, bool]] = [
        (wanted.low, Comparison.GREATER_EQUAL, Comparison.GREATER, wanted.includes_low),
        (wanted.high, Comparison.LESS_EQUAL, Comparison.LESS, wanted.includes_high),
    ]
    said = [
        sentence(_COMPARED[closed if includes else strict],
                 {"value": plainly(end, language)}, language)
        for end, closed, strict, includes in ends
        if end is not None
    ]  # fmt: skip
    return _joined(said, "list_both", language)


def _joined(parts: list[str], code: str, language: str) -> str:
    join: Callable[[str, str], str] = lambda one, other: sentence(  # noqa: E731 - one use
        code, {"one": one, "other": other}, language
    )
    said = parts[0] if parts else ""
    for part in parts[1:]:
        said = join(said, part)
    return said


_IS = {Comparison.EQUAL: "wanted_one_of", Comparison.NOT_EQUAL: "wanted_none_of"}
_COMPARED = {
    Comparison.EQUAL: "wanted_equal",
    Comparison.NOT_EQUAL: "wanted_unequal",
    Comparison.LESS: "wanted_less",
    Comparison.LESS_EQUAL: "wanted_at_most",
    Comparison.GREATER: "wanted_greater",
    Comparison.GREATER_EQUAL: "wanted_at_least",
}
