"""The drawn firms: as many and as much as was published, by the city's own rule."""

from datetime import UTC, date, datetime

import pytest

from tests.cast import PLACE
from yingshang.city.benefits.policies.reading import policy
from yingshang.core.facts.models import Snapshot
from yingshang.simulation.benefits.drawing import Wanted
from yingshang.simulation.benefits.firms import firm
from yingshang.simulation.benefits.judging import judged
from yingshang.simulation.benefits.refund import (
    POLICY,
    PUBLISHED,
    RAISED_ON,
    deliver_refund,
    drawn,
)

pytestmark = pytest.mark.django_db
AT = datetime(2022, 5, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def listed():
    return policy(PLACE, POLICY, on=RAISED_ON)


def test_the_real_rule_finds_as_many_firms_and_as_much_as_was_published(listed):
    firms = drawn(PLACE, PUBLISHED)
    found = judged(listed, firms, on=RAISED_ON, covers_reserve=True)
    due = [v for v in found if v.is_due]
    assert len(due) == 3313
    assert sum(v.fen for v in due) == 5_679_160_000
    assert 4500 < len(firms) < 6500  # most of the others laid off too many, or paid too short
    early = judged(listed, firms, on=date(2022, 5, 5), covers_reserve=True)
    assert 0 < sum(v.fen for v in early) < sum(v.fen for v in found)
    large = [(e, f) for e, f, one in zip(early, found, firms, strict=True) if one.size == "大型"]
    assert all(abs(e.fen * 5 - f.fen * 3) <= 5 for e, f in large)


def test_nobody_is_due_anything_while_the_fund_is_short(listed):
    firms = [firm(1, n) for n in range(200)]
    found = judged(listed, firms, on=RAISED_ON, covers_reserve=False)
    assert not any(v.is_due for v in found)


def test_the_same_seed_draws_the_same_firms():
    wanted = Wanted(firms=40, total_fen=60_000_000)
    assert drawn(PLACE, wanted, seed=7) == drawn(PLACE, wanted, seed=7)
    assert drawn(PLACE, wanted, seed=7) != drawn(PLACE, wanted, seed=8)


def test_what_is_delivered_says_that_it_is_simulated_and_is_delivered_once(monkeypatch):
    import yingshang.simulation.benefits.refund as refund

    monkeypatch.setattr(refund, "PUBLISHED", Wanted(firms=40, total_fen=60_000_000))
    first = deliver_refund(PLACE, at=AT)
    assert first.files == 5
    assert deliver_refund(PLACE, at=AT).files == 0
    names = list(Snapshot.objects.values_list("file_name", flat=True))
    assert len(names) == 5
    assert all(name.startswith("simulated-") for name in names)
