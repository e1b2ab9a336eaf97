"""The clock on the wall goes back: what is done later still stands later, and no time is negative.

What an act says of its moment stays as it was given; the order is the log's.
"""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tests.core.cases.factory import move, opening
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Pause
from yingshang.core.commitments.models import Commitment, Suspension
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case

pytestmark = pytest.mark.django_db
BACK = NOW - timedelta(hours=1)
LATER = NOW + timedelta(minutes=10)


def test_acts_keep_their_order_and_no_time_is_negative_when_the_clock_goes_back():
    cast = Cast()
    row = opening(cast, code="food_business_licence")
    open_cases([row])
    pause = Pause("现场检验", "第四十五条", "示例 1 号", NOW + timedelta(days=3))
    steps = [
        ("accept", cast.clerk, {"at": BACK}),
        ("suspend", cast.approver, {"at": LATER, "pause": pause, "reason": "现场检验"}),
        ("resume", cast.approver, {"at": BACK}),
        ("withdraw", cast.owner, {"at": BACK, "reason": "示例", "on_behalf_of": cast.company.id}),
    ]
    for step, user, more in steps:
        advance([move(row.case_id, step, user, **more)])
    acts = [entry for entry in entries_of([row.case_id]) if "version" in entry.data]
    assert [entry.data["version"] for entry in acts] == [2, 3, 4, 5]
    assert [entry.at for entry in acts] == [BACK, LATER, BACK, BACK]
    case = Case.objects.get(pk=row.case_id)
    assert case.closed_at == case.opened_at == NOW
    for promise in Commitment.objects.filter(case=case):
        assert (promise.met_at or promise.cancelled_at) >= promise.started_at
    stopped = Suspension.objects.get(case=case)
    assert stopped.ends_at == stopped.starts_at == LATER
