"""Whoever serves the owner office is warned once before a policy withdraws itself."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import PLACE, Cast, login, serve
from yingshang.city.benefits.policies.models import ReviewWarning
from yingshang.city.benefits.policies.warning import warn_owners
from yingshang.core.access.models import Role
from yingshang.core.notices.queries import inbox_for

pytestmark = pytest.mark.django_db
WARNED = datetime(2028, 5, 1, 0, 30, tzinfo=UTC)
"""The first day of warning of the policies that are to be reviewed by 30 June 2028."""


def _letters(user, at) -> list[str]:
    return [letter.title for letter in inbox_for(user.pk, at=at, language="en")]


def test_an_owner_is_warned_once_and_others_are_not() -> None:
    cast = Cast()
    reviewer = serve(login("science", "科技审核员"), cast.office("science"), Role.REVIEWER)
    stranger = serve(login("finance", "财政付款员"), cast.office("finance"), Role.PAYER)
    assert warn_owners(at=WARNED - timedelta(days=1)) == 0
    assert warn_owners(at=WARNED) == 1
    assert warn_owners(at=WARNED + timedelta(days=1)) == 0
    assert _letters(reviewer, WARNED) == [
        "To be reviewed: Loan interest subsidy of technology firms"
    ]
    assert _letters(stranger, WARNED) == []


def test_an_office_that_nobody_serves_is_told_when_somebody_does() -> None:
    assert warn_owners(at=WARNED) == 0
    assert not ReviewWarning.objects.exists()
    office = Cast().office("industry")
    head = serve(login("industry", "工信负责人"), office, Role.HEAD)
    assert warn_owners(at=WARNED + timedelta(days=9)) == 3
    assert len(_letters(head, WARNED + timedelta(days=9))) == 3
    told = ReviewWarning.objects.filter(place=PLACE).values_list("policy", flat=True)
    assert set(told) == {
        "industrial_inclusion_award", "first_loan_award", "park_rent_relief",
    }  # fmt: skip


def test_nobody_is_warned_of_what_has_withdrawn_itself() -> None:
    serve(login("science", "科技审核员"), Cast().office("science"), Role.REVIEWER)
    assert warn_owners(at=datetime(2028, 7, 1, 0, 30, tzinfo=UTC)) == 0
