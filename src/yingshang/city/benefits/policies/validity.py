"""Whether a policy holds on a day. Nobody has to press anything: the dates in its list say it.

A policy that was not reviewed in time withdraws itself; its owner is warned before.
"""

from datetime import date, timedelta
from enum import StrEnum

from yingshang.city.benefits.listing import Policy


class State(StrEnum):
    """How far a policy is on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    """In force, and to be reviewed within its days of warning."""
    WITHDRAWN = "withdrawn"
    """Not reviewed by its day of review."""
    EXPIRED = "expired"

    @property
    def holds(self) -> bool:
        """Whether something can be had under the policy."""
        return self in (State.IN_FORCE, State.REVIEW_DUE)


def state_of(policy: Policy, on: date) -> State:
    """The state on a day. What is over is over, whether or not it was reviewed."""
    if on > last_day(policy):
        return State.EXPIRED
    if on > policy.review_by:
        return State.WITHDRAWN
    if on < first_day(policy):
        return State.NOT_YET
    if is_review_due(policy, on):
        return State.REVIEW_DUE
    return State.IN_FORCE


def first_day(policy: Policy) -> date:
    """The first day on which it can be had."""
    return max(policy.period.begins_on, policy.valid_from or date.min)


def last_day(policy: Policy) -> date:
    """The last day on which it can be had, were it reviewed in time."""
    ends = (policy.period.ends_on, policy.expires_on, policy.valid_until)
    return min(day for day in ends if day is not None)


def is_review_due(policy: Policy, on: date) -> bool:
    """Whether its owner is to be warned: it would withdraw itself before its time."""
    return policy.review_by < last_day(policy) and warned_from(policy) <= on <= policy.review_by


def warned_from(policy: Policy) -> date:
    """The day from which its owner is warned that it must be reviewed."""
    return policy.review_by - timedelta(days=policy.warn_days)
