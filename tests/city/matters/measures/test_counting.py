"""What the capability counts: bundle cases, promises kept and broken, days to register."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from tests.cast import PLACE
from tests.core.ratings.town import Town
from yingshang.city.matters.models import Licence
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.services import record
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import measure
from yingshang.core.models import Commitment, Item, Suspension
from yingshang.worktime import SHANGHAI

pytestmark = pytest.mark.django_db
MONTH = Period.parse("2026-11")


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture
def town(db):
    return Town()


def value(name):
    return measure(name).compute(PLACE, MONTH)


def opened(town, moment, **more):
    case = town.case(**more)
    case.opened_at = moment
    case.save()
    return case


def promise(case, *, due, met=None, cancelled=None, clock="promised"):
    return Commitment.objects.create(
        place=PLACE, case=case, clock=clock, office=case.office, party=case.party, budget=1,
        unit="working_day", started_at=due - timedelta(days=1), due_at=due, original_due_at=due,
        calendar_version="0", met_at=met, cancelled_at=cancelled,
    )  # fmt: skip


def result(case, moment):
    number = str(new_id())
    return Licence.objects.create(
        place=PLACE, case=case, holder=case.party, kind="business_licence", number=number,
        token=number, body={}, issued_at=moment,
    )  # fmt: skip


def test_bundle_cases_are_counted_by_bundle_in_their_period(town):
    bundle = {"kind": "bundle", "item": "company_opening"}
    first = opened(town, at(2, 9), **bundle)
    opened(town, at(30, 23, 59), **bundle)
    opened(town, datetime(2026, 12, 1, tzinfo=SHANGHAI), **bundle)
    opened(town, at(3, 9), kind="bundle", item="company_registration")
    found = value("matters.bundle_cases")
    assert (found.value, found.n) == (2, 2)
    assert [(part.zh, part.n) for part in found.parts] == [("企业开办", 2)]
    cases = measure("matters.bundle_cases").cases
    assert cases is not None
    assert first in cases(PLACE, MONTH)


def test_a_promise_is_kept_until_its_due_moment_and_broken_after(town):
    due = at(10, 17)
    promise(town.case(), due=due, met=due)
    late = town.case()
    promise(late, due=due, met=due + timedelta(seconds=1))
    still_open = town.case(office="tax", item="invoice_first_issue", ended=None)
    promise(still_open, due=due)
    promise(town.case(), due=due, cancelled=at(9, 9))
    promise(town.case(), due=at(9, 9) - timedelta(days=30), met=at(9, 9))
    promise(town.case(), due=due, clock="statutory")
    promise(town.case(kind="bundle", item="company_opening"), due=due)
    kept, broken = value("matters.on_time_rate"), value("matters.overdue")
    assert (kept.value, kept.n) == (Fraction(1, 3), 3)
    assert (broken.value, broken.n) == (2, 3)
    assert {(part.en, part.n) for part in kept.parts} == {
        ("Xiangtan Administration for Market Regulation", 2),
        ("Xiangtan Tax Office", 1),
    }
    cases = measure("matters.overdue").cases
    assert cases is not None
    assert set(cases(PLACE, MONTH)) == {late, still_open}


def test_registration_is_half_a_day_when_it_is_done_within_the_next_half_day(town):
    case = opened(town, at(24, 10))
    result(case, at(24, 16))
    found = value("matters.registration_days")
    assert (found.value, found.n) == (Fraction(1, 2), 1)


def test_registration_counts_from_complete_material_without_special_procedures(town):
    case = opened(town, at(9, 10))
    record([Act(PLACE, "matter", case.pk, CLOCK, at(16, 10), "matter.resubmit")])
    result(case, at(19, 16))
    Suspension.objects.create(
        case=case, reason="检验", ground="第四十五条", notice_no="1", starts_at=at(17, 9),
        ends_at=at(18, 17),
    )  # fmt: skip
    # from Monday's noon: one half day that day, two on Thursday; Tuesday and Wednesday stand still
    assert value("matters.registration_days").value == Fraction(3, 2)


def test_the_median_registration_of_the_period_and_of_no_other_service(town):
    for day in (4, 5, 6):
        result(opened(town, at(2, 10)), at(day, 16))
    result(opened(town, at(2, 10), item="food_business_licence"), at(27, 16))
    result(opened(town, at(2, 10)), datetime(2026, 12, 1, 9, tzinfo=SHANGHAI))
    found = value("matters.registration_days")
    assert (found.value, found.n) == (Fraction(7, 2), 3)
    cases = measure("matters.registration_days").cases
    assert cases is not None
    assert cases(PLACE, MONTH).count() == 3


def test_with_nothing_to_count_there_is_no_median_and_no_rate(town):
    for name in ("matters.registration_days", "matters.on_time_rate"):
        assert (value(name).value, value(name).n) == (None, 0)


def test_entries_are_counted_where_and_when_they_happened(town):
    before = value("ledger.entries").n
    record([Act(PLACE, "matter", new_id(), CLOCK, at(day, 9), "x.y") for day in (1, 2)])
    record([Act("430302", "matter", new_id(), CLOCK, at(2, 9), "x.y")])
    assert value("ledger.entries").n == before + 2


def test_a_bundle_counts_while_it_is_on_offer_on_the_last_day(town):
    before = value("matters.bundles_enterprise").n
    assert before > 0
    bundle = Item.objects.get(kind="bundle", code="staff_hiring", is_current=True)
    for start, end, change in (
        (date(2026, 11, 30), None, 0),
        (date(2026, 12, 1), None, -1),
        (None, date(2026, 11, 30), 0),
        (None, date(2026, 11, 29), -1),
    ):
        Item.objects.filter(pk=bundle.pk).update(valid_from=start, valid_until=end)
        assert value("matters.bundles_enterprise").n == before + change
