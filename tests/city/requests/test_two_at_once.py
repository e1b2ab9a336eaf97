"""Two at the same moment, with real transactions: one answer goes out, one report is made."""

from functools import partial
from uuid import uuid4

from tests.cast import PLACE
from tests.city.matters.services.test_at_once import at_once, errors
from tests.city.requests.hall import WHAT, Hall
from yingshang.city.requests.unresolved.intake import Report, report_online
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.city.requests.unresolved.offices import answer_task
from yingshang.core.models import Case, Commitment


def test_two_offices_that_answer_at_once_give_one_answer_and_one_key_makes_one_report(
    real_database: str,
) -> None:
    hall = Hall()
    case = hall.sent("market_regulation", "tax")
    acts = [
        partial(answer_task, hall.task(case, office).pk, f"{office} 已办", "rule_gap", user=user,
                at=hall.later())
        for office, user in (("market_regulation", hall.approver), ("tax", hall.tax_approver))
    ]  # fmt: skip
    assert errors(at_once(*acts)) == []
    case.refresh_from_db()
    assert case.state == "answered"
    answer = Unresolved.objects.get(pk=case.pk).answer
    assert "market_regulation 已办" in answer
    assert "tax 已办" in answer
    assert Commitment.objects.filter(case=case, clock="callback").count() == 1
    report = Report(uuid4(), WHAT)
    tell = partial(report_online, report, place=PLACE, user=hall.owner, at=hall.later())
    first, second = at_once(tell, tell)
    assert isinstance(first, Case)
    assert first == second
