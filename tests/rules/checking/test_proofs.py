"""What is proved of rules holds of every case."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.checking.checked import box, problems, table_of
from tests.rules.random_tables import Random, cases, models
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.checking import disjoint
from yingshang.rules.checking.covering import Coverage, meeting
from yingshang.rules.values import Value

SIZE = 4
BOXES = st.lists(
    st.tuples(*[st.integers(0, (1 << SIZE) - 1)] * 3), min_size=1, max_size=6
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(BOXES, st.tuples(*[st.integers(0, (1 << SIZE) - 1)] * 3))
def test_a_box_is_covered_when_each_of_its_points_is(
    rules: list[tuple[int, int, int]], wanted: tuple[int, int, int]
) -> None:
    columns = list(zip(*rules, strict=True))
    found = Coverage(columns, [SIZE] * 3).uncovered(wanted, (1 << len(rules)) - 1)
    points = product(*[[1 << i for i in range(SIZE) if w >> i & 1] for w in wanted])
    open_points = [
        point for point in points
        if not any(all(p & r for p, r in zip(point, rule, strict=True)) for rule in rules)
    ]  # fmt: skip
    assert (found is None) is (not open_points)
    assert found is None or tuple(found) in open_points


@settings(max_examples=50)
@given(BOXES)
def test_rules_meet_when_they_share_a_point(rules: list[tuple[int, int, int]]) -> None:
    found = meeting(list(zip(*rules, strict=True)), len(rules))
    for i, one in enumerate(rules):
        for j, other in enumerate(rules):
            shares = all(a & b for a, b in zip(one, other, strict=True))
            assert bool(found[i] >> j & 1) is shares


@settings(max_examples=40, deadline=None)
@given(models(policies=("UNIQUE",)), st.lists(cases(), min_size=10, max_size=20))
def test_disjoint_rules_never_match_together(
    made: Random, given_: list[dict[str, Value]]
) -> None:  # fmt: skip
    found = [Evaluator(made.program).decide("t", case).warnings for case in given_]
    several = any(w.code == "several_rules_match" for warnings in found for w in warnings)
    assert not (disjoint(made.table) and several)


def test_the_usual_tables_are_proved_disjoint() -> None:
    rules = ("< 1 | - | 1", "[1..3) | true | 2", "[1..3) | false | 3", ">= 3 | - | 4")
    assert disjoint(table_of(["n", "b"], *rules))
    assert disjoint(table_of(["n + m"], "< 1 | 1", ">= 1 | 2"))
    assert not disjoint(table_of(["n"], "<= 1 | 1", ">= 1 | 2"))
    assert not disjoint(table_of(["n"], "> m | 1", "<= m | 2"))


def test_a_table_of_hundreds_of_rules_is_judged() -> None:
    columns = ["n", "m", "size", "b", "s", "d", "any", "n + 1", "m + 1", "n + m"]
    sizes = ('"large"', "-", "-")
    rules = [
        f"[{i}..{i + 1}) | > {i % 7} | {sizes[i % 3]} | - | - | - | - | - | - | - | 1"
        for i in range(200)
    ]
    codes = [p.code for p in problems(box(columns, *rules, policy="FIRST"))]
    assert codes == ["possible_gap"]
