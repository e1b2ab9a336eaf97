"""The queue shows what an officer has to do, what is due first at the top."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city.matters.desk.making import in_days, received, step
from yingshang.city.matters.desk_pages import queue
from yingshang.core.models import Case

QUEUE = "/desk/"


def numbers(page) -> list[str]:
    return [row.case.number for row in page.context["rows"]]


def test_a_received_case_waits_for_the_clerk_and_the_handler(cast, enter):
    (case,) = received(cast)
    for user in (cast.clerk, cast.approver):
        page = enter(user).get(QUEUE)
        assert page.status_code == 200
        assert numbers(page) == [case.number]
        assert "受理" in page.content.decode()


def test_an_officer_of_another_office_has_an_empty_queue(cast, enter):
    received(cast)
    page = enter(cast.tax_approver).get(QUEUE + "?state=all")
    assert numbers(page) == []
    assert "没有符合条件的办件" in page.content.decode()


def test_a_stranger_is_denied_and_a_visitor_is_sent_to_log_in(cast, enter, client):
    assert enter(cast.stranger).get(QUEUE).status_code == 403
    assert client.get(QUEUE)["Location"] == "/login/?next=/desk/"


def test_an_accepted_case_leaves_the_clerks_queue_and_stays_in_the_handlers(cast, enter):
    (case,) = received(cast)
    step(case, "accept", cast.clerk)
    assert numbers(enter(cast.clerk).get(QUEUE)) == []
    assert numbers(enter(cast.approver).get(QUEUE)) == [case.number]
    assert numbers(enter(cast.clerk).get(QUEUE + "?state=all")) == [case.number]


def test_what_is_due_first_stands_first_and_what_has_no_promise_last(cast, enter):
    first, second, third = received(cast, count=3)
    step(second, "accept", cast.clerk)
    step(third, "accept", cast.clerk)
    step(second, "suspend", cast.approver, reason="现场核验", procedure="inspection",
         expected_end=in_days(3))  # fmt: skip
    assert numbers(enter(cast.approver).get(QUEUE)) == [third.number, second.number, first.number]
    back = numbers(enter(cast.approver).get(QUEUE + "?sort=-due"))
    assert back == [second.number, third.number, first.number]


def test_the_head_counts_overdue_today_and_not_counting(cast, enter):
    late, today, paused = received(cast, count=3)
    for case in (late, today, paused):
        step(case, "accept", cast.clerk)
    step(paused, "suspend", cast.approver, reason="检测", procedure="testing",
         expected_end=in_days(3))  # fmt: skip
    late.commitments.update(due_at=in_days(-2))
    page = enter(cast.approver).get(QUEUE)
    labels = [count.label for count in page.context["counts"]]
    assert labels == ["逾期 1", "今天到期 1", "不计时 1"]
    assert "逾期 2 个工作日" in page.content.decode()
    for state, case in (("overdue", late), ("today", today), ("suspended", paused)):
        assert numbers(enter(cast.approver).get(f"{QUEUE}?state={state}")) == [case.number]


def test_the_queue_is_searched_by_number_party_and_title(cast, enter):
    first, second = received(cast, count=2)
    client = enter(cast.clerk)
    assert numbers(client.get(QUEUE, {"search": second.number[-6:]})) == [second.number]
    assert numbers(client.get(QUEUE, {"search": "示例食品"})) == [first.number, second.number]
    assert numbers(client.get(QUEUE, {"search": "没有这家"})) == []
    assert numbers(client.get(QUEUE, {"matter": "seal_making"})) == []


@pytest.mark.parametrize(
    "query", ["state=nonsense", "page=abc", "sort=;drop", "matter=%00", "search=%00", "page=99999"]
)
def test_nonsense_in_the_address_is_taken_as_unset(cast, enter, query):
    received(cast)
    assert enter(cast.clerk).get(f"{QUEUE}?{query}").status_code == 200


def test_a_claimed_case_leaves_the_colleagues_queue(cast, enter):
    (case,) = received(cast)
    step(case, "claim", cast.approver)
    assert numbers(enter(cast.clerk).get(QUEUE)) == []
    assert numbers(enter(cast.approver).get(QUEUE + "?state=mine")) == [case.number]


def test_the_number_of_sql_statements_does_not_grow_with_the_rows(cast, enter):
    client = enter(cast.approver)
    received(cast)
    client.get(QUEUE)
    few = _statements(client)
    received(cast, count=30)
    assert _statements(client) == few
    assert few <= 24


def test_a_long_queue_reads_what_is_due_first_and_shows_the_same(cast, enter, monkeypatch):
    cases = received(cast, count=6)
    for days, case in zip((5, 1, 4, 2, 3), cases, strict=False):
        step(case, "accept", cast.clerk)
        case.commitments.update(due_at=in_days(days))
    client = enter(cast.approver)
    whole = numbers(client.get(QUEUE))
    assert whole == [cases[n].number for n in (1, 3, 4, 2, 0, 5)]
    monkeypatch.setattr(queue, "COUNT_CAP", 3)
    assert numbers(client.get(QUEUE)) == whole  # one has no promise: read whole
    Case.objects.filter(pk=cases[5].pk).update(handler=cast.clerk)
    assert numbers(client.get(QUEUE)) == whole[:5]


def test_a_long_queue_is_paged(cast, enter):
    received(cast, count=60)
    client = enter(cast.clerk)
    assert len(numbers(client.get(QUEUE))) == 50
    assert len(numbers(client.get(QUEUE + "?page=2"))) == 10


def test_a_count_beyond_a_thousand_says_so(cast, enter):
    received(cast, count=1001)
    page = enter(cast.clerk).get(QUEUE).content.decode()
    assert "1,000+ 条" in page


def test_the_queue_reads_in_english(cast, enter):
    received(cast)
    page = enter(cast.clerk).get(QUEUE, headers={"accept-language": "en"}).content.decode()
    assert "My queue" in page
    assert "Company registration" in page
    assert Case.objects.count() == 1


def _statements(client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(QUEUE).status_code == 200
    return len(found)
