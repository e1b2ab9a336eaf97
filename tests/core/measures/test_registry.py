"""Measures have one name each, words in both languages, and values that say what they count."""

from fractions import Fraction

import pytest

from yingshang.core.measures.registry import MeasureMissing, all_measures, measure, register
from yingshang.core.measures.types import Measure, Value, shown


def test_every_measure_is_defined_in_both_languages():
    names = [found.id for found in all_measures()]
    assert names == sorted(set(names))
    assert {"ledger.entries", "matters.bundle_cases", "ratings.good_rate"} <= set(names)
    for found in all_measures():
        assert found.zh != found.en
        assert found.en.isascii()
        assert found.definition_zh.endswith("。")
        assert found.definition_en.endswith(".")


def test_an_unknown_measure_is_told():
    with pytest.raises(MeasureMissing):
        measure("matters.praise")


def test_a_second_measure_of_a_name_and_an_unknown_unit_are_mistakes():
    known = measure("ledger.entries")
    register(known)
    other = Measure(known.id, "别的", "another", "entry", "。", ".", known.compute)
    with pytest.raises(ValueError, match="twice"):
        register(other)
    with pytest.raises(ValueError, match="unit"):
        register(Measure("x.y", "某", "some", "furlong", "。", ".", known.compute))


def test_a_ratio_of_nothing_is_no_ratio():
    assert Value.ratio(0, 0).value is None
    assert Value.ratio(1, 4).value == Fraction(1, 4)
    assert Value.count(0).value == 0


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "ratio", "—"),
        (Fraction(992, 1000), "ratio", "99.2%"),
        (Fraction(2_071_000), "case", "2,071,000"),
        (Fraction(1, 2), "day", "0.5"),
        (Fraction(5, 4), "day", "1.25"),
    ],
)
def test_values_are_read_in_their_unit(value, unit, text):
    assert shown(value, unit) == text
