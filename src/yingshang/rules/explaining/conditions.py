"""What a cell asks for, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass

from yingshang.rules.ir import CompareTest, Comparison, ExpressionTest, Test, Tests
from yingshang.rules.messages import sentence
from yingshang.rules.regions import constant_of
from yingshang.rules.values import Range, Value, text_of


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
    """A value as people write it: a text without quotes, true and false as yes and no."""
    if value is None or isinstance(value, bool):
        code = {None: "value_null", True: "value_true", False: "value_false"}[value]
        return sentence(code, {}, language)
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
    if isinstance(test, CompareTest):
        found = constant_of(test.operand)
        if found is not None:
            data = {"value": plainly(found.value, language)}
            return sentence(_COMPARED[test.operator], data, language)
    elif isinstance(test, ExpressionTest) and not test.uses_value:
        found = constant_of(test.expression)
        if found is not None and isinstance(found.value, Range):
            return _within(found.value, language)
        if found is not None:
            data = {"values": plainly(found.value, language)}
            return sentence("wanted_one_of", data, language)
    return sentence("wanted_as_written", {"text": tests.text}, language)


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


_COMPARED = {
    Comparison.EQUAL: "wanted_equal",
    Comparison.NOT_EQUAL: "wanted_unequal",
    Comparison.LESS: "wanted_less",
    Comparison.LESS_EQUAL: "wanted_at_most",
    Comparison.GREATER: "wanted_greater",
    Comparison.GREATER_EQUAL: "wanted_at_least",
}
