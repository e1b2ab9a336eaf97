"""Each list at the desk asks the database the same number of questions, however long it is."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.city.matters.desk.making import received
from yingshang.core.access.held import posts_held, reading_once

LISTS = {
    "": 21,
    "?state=all&sort=-number": 21,
    "?state=mine": 21,
    "?state=overdue": 21,
    "?state=yellow": 21,
    "?search=示例&state=all": 24,
    "?matter=company_registration&state=all": 22,
}


def _asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_fifty_rows_ask_no_more_than_one(cast, enter):
    client = enter(cast.clerk)
    received(cast)
    one = {query: _asked(client, f"/desk/{query}") for query in LISTS}
    received(cast, count=49)
    fifty = {query: _asked(client, f"/desk/{query}") for query in LISTS}
    assert fifty == one
    assert all(asked <= LISTS[query] for query, asked in fifty.items()), fifty


def test_a_case_among_fifty_asks_as_much_as_one_alone(cast, enter):
    client = enter(cast.approver)
    (case,) = received(cast)
    alone = _asked(client, f"/desk/cases/{case.pk}/")
    received(cast, count=49)
    assert _asked(client, f"/desk/cases/{case.pk}/") == alone
    assert alone <= 35


def test_a_request_reads_the_posts_of_its_reader_once(cast, enter):
    client = enter(cast.approver)
    with CaptureQueriesContext(connection) as seen:
        client.get("/desk/")
    assert sum('FROM "core_post" INNER JOIN "core_office"' in q["sql"] for q in seen) == 1


def test_posts_are_read_anew_outside_a_request_that_reads(cast, django_assert_num_queries):
    at = timezone.now()
    cast.approver  # noqa: B018 - made before the count
    with django_assert_num_queries(2):
        posts_held(cast.approver, at=at)
        posts_held(cast.approver, at=at)
    with reading_once(), django_assert_num_queries(1):
        posts_held(cast.approver, at=at)
        posts_held(cast.approver, at=at)


def test_a_part_of_a_matters_name_narrows_the_queue(cast, enter):
    (case,) = received(cast)
    client = enter(cast.clerk)
    assert case.number in client.get("/desk/?state=all&matter=设立登记").content.decode()
    assert case.number not in client.get("/desk/?state=all&matter=注销").content.decode()
