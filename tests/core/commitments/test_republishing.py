"""When a year's calendar is published, running promises are computed anew, with an entry."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cast import PLACE, Cast
from tests.core.cases.factory import opening
from yingshang.core.cases.opening import open_cases
from yingshang.core.catalogue.models import Edition, Item
from yingshang.core.commitments.models import Commitment
from yingshang.core.commitments.republishing import recompute_under_new_calendar
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.queries import entries_of
from yingshang.worktime import Budget, Unit

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 30, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def publish_2027() -> None:
    """As if the State Council's list had come: 1 January is a holiday (an invented list)."""
    year = Item.objects.get(place=PLACE, kind="calendar", code="2027", is_current=True)
    body = year.body | {
        "status": "published",
        "source": "illustrative",
        "holidays": [
            {"zh": "元旦", "en": "New Year", "from": "2027-01-01", "to": "2027-01-01"},
        ],
    }
    Item.objects.filter(pk=year.pk).update(body=body)
    Edition.objects.create(
        id=new_id(), place=PLACE, content_hash="f" * 64, rows=1, loaded_at=DECEMBER
    )


def test_a_promise_into_an_unpublished_year_is_provisional_and_moves_when_it_is_published():
    row = opening(
        Cast(), at=DECEMBER, starts=(("promised", Budget(3, Unit.WORKING_DAY)),)
    )  # fmt: skip
    open_cases([row])
    promise = Commitment.objects.get(case_id=row.case_id)
    assert promise.is_provisional
    was = promise.due_at
    publish_2027()
    assert recompute_under_new_calendar(PLACE, actor=CLOCK, at=DECEMBER) == 1
    promise.refresh_from_db()
    assert not promise.is_provisional
    assert promise.due_at > was
    assert promise.original_due_at == was
    entry = entries_of([row.case_id])[-1]
    assert entry.action == "commitment.recompute"
    assert entry.data["clock"] == "promised"
    assert recompute_under_new_calendar(PLACE, actor=CLOCK, at=DECEMBER) == 0
