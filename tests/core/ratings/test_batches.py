"""A batch of ratings costs as many SQL statements as one; it is taken whole or not at all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, PLACE
from yingshang.core.cases.models import Case
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.core.ratings.errors import RatedBefore
from yingshang.core.ratings.giving import NewRating, give
from yingshang.core.ratings.identity import Rater
from yingshang.core.ratings.models import RaterIdentity, Rating
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import give_once

pytestmark = pytest.mark.django_db


def batch(town, n):
    party = town.company.pk
    return [
        NewRating(
            place=PLACE,
            subject_kind="case",
            subject_id=new_id(),
            office_id=town.office("tax").pk,
            item_code="invoice_first_issue",
            opinion=Opinion(1 + number % 5),
            channel="online",
            rater=Rater(party, party),
            at=NOW + timedelta(seconds=number),
        )
        for number in range(n)
    ]


def statements(rows):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        give(rows)
    return len(captured)


def test_the_number_of_statements_does_not_depend_on_the_number_of_ratings(town):
    give(batch(town, 5))
    some, few, many = (statements(batch(town, n)) for n in (30, 5, 100))
    assert few < some == many  # a few go without COPY


def test_every_rating_has_its_entry_its_sealed_rater_and_if_bad_its_follow_up(town):
    rows = give(batch(town, 10))
    assert len(entries_of([row.pk for row in rows])) == 10
    assert RaterIdentity.objects.count() == 10
    followed = {row.followup_case_id for row in rows if row.followup_case_id}
    assert {row.grade for row in rows if row.followup_case_id} == {1, 2}
    assert set(Case.objects.filter(kind="followup").values_list("pk", flat=True)) == followed
    assert len(followed) == 4


def test_one_service_twice_refuses_the_whole_batch(town):
    rows = batch(town, 3)
    with pytest.raises(RatedBefore):
        give_once([*rows, rows[0]])
    assert not Rating.objects.exists()
    assert not Case.objects.filter(kind="followup").exists()


def test_an_empty_batch_does_nothing(town):
    with CaptureQueriesContext(connection) as captured:
        assert give([]) == []
    assert len(captured) == 0
