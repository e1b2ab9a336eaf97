"""What is said to be known without the missing inputs holds for every completion."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.random_tables import TYPES, Random, cases, models
from yingshang.rules.backends.compiled import Compiled
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.explaining.unknown import is_same
from yingshang.rules.model import Model
from yingshang.rules.values import Value

SOME = st.sets(st.sampled_from(list(TYPES)))


@settings(max_examples=60, deadline=None)
@given(models(), cases(), SOME, st.lists(cases(), min_size=5, max_size=12), st.sampled_from("tf"))
def test_a_value_that_is_known_is_that_of_every_completion(
    made: Random, case: dict[str, Value], kept: set[str], others: list[dict[str, Value]], asked: str
) -> None:
    given_ = {name: value for name, value in case.items() if name in kept}
    decided = Model(made.program).decide(asked, given_)
    results = [Evaluator(made.program).decide(asked, {**other, **given_}).value
               for other in others]  # fmt: skip
    if decided.is_known:
        assert all(is_same(decided.value, result) for result in results)
        assert not decided.missing
    else:
        assert decided.missing
        assert not set(decided.missing) & kept


@settings(max_examples=60, deadline=None)
@given(models(), cases(), st.sampled_from("tf"))
def test_an_explained_decision_is_the_decision(
    made: Random, case: dict[str, Value], asked: str
) -> None:
    expected = Evaluator(made.program).decide(asked, case)
    plain = Compiled(made.program).decide(asked, case)
    decided = Model(made.program).decide(asked, case)
    assert decided.is_known
    assert is_same(expected.value, plain.value)
    assert is_same(expected.value, decided.value)
    if expected.value is None and expected.warnings:
        assert plain.warnings
        assert decided.warnings


@settings(max_examples=60, deadline=None)
@given(models(), cases(), SOME)
def test_what_was_decided_can_be_kept_and_read_back(
    made: Random, case: dict[str, Value], kept: set[str]
) -> None:
    given_ = {name: value for name, value in case.items() if name in kept}
    decided = Model(made.program).decide("f", given_)
    assert type(decided).from_json(decided.to_json()) == decided
    assert decided.text("zh") != decided.text("en")
