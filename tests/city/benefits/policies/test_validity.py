"""A policy begins, must be reviewed, withdraws itself and ends by its own dates."""

from datetime import date

import pytest

from tests.city.benefits.policies.listed import all_policies
from yingshang.city.benefits.policies.validity import State, state_of

LOAN, REFUND = "technology_loan_interest", "job_retention_refund_2022"


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 12, 31), State.NOT_YET),
        (date(2026, 1, 1), State.IN_FORCE),
        (date(2028, 4, 30), State.IN_FORCE),
        (date(2028, 5, 1), State.REVIEW_DUE),
        (date(2028, 6, 30), State.REVIEW_DUE),
        (date(2028, 7, 1), State.WITHDRAWN),
        (date(2028, 12, 31), State.WITHDRAWN),
        (date(2029, 1, 1), State.EXPIRED),
    ],
)
def test_a_policy_that_nobody_reviews_withdraws_itself(on: date, state: State) -> None:
    assert state_of(all_policies()[LOAN].model, on) is state
    assert state.holds is (state in {State.IN_FORCE, State.REVIEW_DUE})


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2022, 4, 24), State.NOT_YET),
        (date(2022, 12, 31), State.IN_FORCE),
        (date(2023, 1, 1), State.EXPIRED),
    ],
)
def test_what_ends_with_its_day_of_review_needs_no_review(on: date, state: State) -> None:
    assert state_of(all_policies()[REFUND].model, on) is state


def test_a_policy_ends_on_the_earliest_of_its_ends() -> None:
    model = all_policies()[LOAN].model.model_copy(update={"expires_on": date(2026, 3, 31)})
    assert state_of(model, date(2026, 3, 31)) is State.IN_FORCE
    assert state_of(model, date(2026, 4, 1)) is State.EXPIRED
