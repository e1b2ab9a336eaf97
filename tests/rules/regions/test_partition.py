"""A region's sample speaks for every value of the region."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingshang.rules import ir
from yingshang.rules.backends.reference.run import Run
from yingshang.rules.backends.reference.testing import passes
from yingshang.rules.regions import Partition, Uncuttable, cuts_of_tests
from yingshang.rules.syntax.feel import Scope, parse_tests
from yingshang.rules.types import ANY, BOOLEAN, DATE, NUMBER, STRING, TIME, Type
from yingshang.rules.values import Date, Offset, Time, Value
from yingshang.rules.values.date import date_at

VALUE = ir.Binding("?")
CELLS = {
    NUMBER: ["< 3", "[1..5)", "1, 2, 3.5", "not(2)", "? > 1 and ? <= 3", "-1", "null", ">= 0.01"],
    STRING: ['"a"', '"a", "b"', 'not("c")', '< "b"', '? = "a" or ? > "bb"', '["a".."c"]'],
    BOOLEAN: ["true", "false", "not(true)", "?", "? = false", "null", "not(?)"],
    DATE: ['@"2024-01-01"', '> @"2024-02-29"', '[@"2024-01-01"..@"2024-12-31"]', "not(null)"],
    ANY: ["1", '"a"', "true", "[1, 2]", "not(1)", '< "b"', "[[1, 2], 3]", "null", "> 2"],
}
VALUES: dict[Type, st.SearchStrategy[Value]] = {
    NUMBER: st.one_of(
        st.integers(-2, 6).map(Decimal), st.decimals(-2, 6, places=3, allow_nan=False)
    ),
    STRING: st.text("abc~ \0", max_size=3),
    BOOLEAN: st.booleans(),
    DATE: st.integers(19_700, 20_200).map(date_at),
}
VALUES[ANY] = st.one_of(
    *VALUES.values(), st.just(None), st.just((Decimal(1), Decimal(2))), st.just({"a": Decimal(1)})
)


def cell_of(text: str) -> ir.Tests:
    parsed = parse_tests(text, Scope(), VALUE)
    assert not parsed.problems
    return parsed.tests


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_value_passes_what_the_sample_of_its_region_passes(data: st.DataObject) -> None:
    type_ = data.draw(st.sampled_from(list(CELLS)))
    cells = [cell_of(t) for t in data.draw(st.lists(st.sampled_from(CELLS[type_]), min_size=1))]
    value = data.draw(st.one_of(st.none(), VALUES[type_]))
    cuts = [cut for cell in cells for cut in cuts_of_tests(cell) or ()]
    partition = Partition(cuts, type_)
    region = partition.locate(value)
    for cell in cells:
        passed = passes(cell, value, Run(None), {}) is True
        if region >= 0:
            assert bool(partition.passing(cell) >> region & 1) is passed
        elif passed:
            kinds = [atom.kind for atom in partition.atoms]
            assert partition.passing(cell) & partition.kinds(*set(kinds))


@pytest.mark.parametrize("text", ["< ? + 1", "string length(?) > 3", "? in [? .. 5]"])
def test_a_cell_that_does_more_than_compare_has_no_cuts(text: str) -> None:
    assert cuts_of_tests(cell_of(text)) is None


def test_a_time_with_a_zone_divides_times_in_no_order() -> None:
    with pytest.raises(Uncuttable):
        Partition([Time(1, 0, 0, 0, Offset(0))], TIME)


def test_no_region_lies_between_two_days_that_follow_each_other() -> None:
    partition = Partition([Date(2024, 1, 1), Date(2024, 1, 2)], DATE)
    samples = [atom.sample for atom in partition.atoms]
    assert samples == [
        Date(2023, 12, 31), Date(2024, 1, 1), Date(2024, 1, 2), Date(2024, 1, 3), None
    ]  # fmt: skip


def test_numbers_that_differ_in_their_last_digit_have_a_sample_between() -> None:
    low, high = Decimal("1." + "0" * 33), Decimal("1." + "0" * 32 + "1")
    sample = Partition([low, high], NUMBER).atoms[2].sample
    assert isinstance(sample, Decimal)
    assert low < sample < high
