"""The sums a day follow what happens, and equal those counted from scratch."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, PLACE, Cast
from tests.city.matters.desk.making import received, step
from tests.city.matters.services.story import Town
from tests.core.search.placing import place_all
from yingshang.city.matters.statistics.keeping import keep, rebuild
from yingshang.city.matters.statistics.models import COUNTS, CaseFact, DayCount, StatisticsCursor
from yingshang.core.audit.registry import audit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAW = "中华人民共和国市场主体登记管理条例（国务院令第746号）"


@pytest.fixture
def cast() -> Cast:
    with time_machine.travel(NOW, tick=False):
        yield Cast()


def kept(*, chunk: int = 50_000) -> int:
    place_all()
    return keep(PLACE, chunk=chunk)


def sums(**where) -> dict[str, int]:
    rows = DayCount.objects.filter(place=PLACE, **where).values(*COUNTS)
    return {name: total for name in COUNTS if (total := sum(row[name] for row in rows))}


def everything() -> list[tuple]:
    facts = [tuple(row) for row in CaseFact.objects.order_by("pk").values_list()]
    fields = ("place", "kind", "office_id", "item_code", "day", *COUNTS)
    return facts + [tuple(row) for row in DayCount.objects.order_by(*fields).values_list(*fields)]


def test_a_case_counts_on_the_days_of_receipt_acceptance_and_decision(cast):
    (case,) = received(cast, at=NOW - DAY)
    step(case, "accept", cast.clerk)
    for name in ("handle", "grant"):
        step(case, name, cast.approver, at=NOW + timedelta(minutes=10))
    assert kept() == 1
    assert sums(day=(NOW - DAY).date()) == {"received": 1, "visits": 1}
    today = sums(day=NOW.date())
    ones = ("accepted", "decided", "granted", "timed", "at_once")
    assert [today[name] for name in ones] == [1] * len(ones)
    assert today["statutory_hours"] > today["promised_hours"] > 0


def test_early_on_time_and_overdue_are_told_apart_by_the_promise(cast):
    early, late, just = received(cast, count=3)
    for case in (early, late, just):
        step(case, "accept", cast.clerk)
    late.commitments.filter(clock="promised").update(due_at=NOW - DAY)
    early.commitments.filter(clock="promised").update(due_at=NOW + 3 * DAY)
    just.commitments.filter(clock="promised").update(due_at=NOW + timedelta(hours=2))
    for case in (early, late, just):
        step(case, "handle", cast.approver)
        step(case, "refuse", cast.approver, reason="不符合条件", legal_basis=LAW)
    kept()
    timings = dict(CaseFact.objects.values_list("pk", "timing"))
    assert (timings[early.pk], timings[late.pk], timings[just.pk]) == (
        "early",
        "overdue",
        "on_time",
    )
    found = sums()
    assert [found.get(name, 0) for name in ("timed", "early", "overdue", "granted")] == [3, 1, 1, 0]


def test_a_day_counts_as_the_places_day(cast):
    late_evening = NOW.replace(hour=15, minute=59)  # 23:59 in Shanghai
    received(cast, at=late_evening)
    received(cast, at=late_evening + timedelta(minutes=2))
    kept()
    assert sums(day=NOW.date())["received"] == 1
    assert sums(day=(NOW + DAY).date())["received"] == 1


def test_what_is_withdrawn_or_not_accepted_is_never_decided(cast):
    (case,) = received(cast)
    step(
        case,
        "refuse_acceptance",
        cast.clerk,
        reason="不予受理",
        legal_basis=LAW,
    )
    kept()
    assert set(sums()) == {"received", "visits"}


def test_a_bundle_counts_what_it_saves_and_whether_it_came_online(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    with time_machine.travel(NOW, tick=False):
        town = Town()
        bundle = town.signed()
    kept()
    fact = CaseFact.objects.get(pk=bundle.pk)
    assert (fact.is_online, fact.visits_before, fact.materials_before) == (True, 6, 18)
    assert fact.materials == bundle.application.materials.values("material").distinct().count() > 0
    found = sums(kind="bundle")
    assert (found["received"], found["online"], found["visits_before"]) == (1, 1, 6)
    assert sums(kind="matter")["received"] == CaseFact.objects.filter(kind="matter").count() > 1


def test_what_is_kept_turn_by_turn_equals_what_is_counted_from_scratch(cast):
    cases = received(cast, count=4, at=NOW - 2 * DAY)
    kept(chunk=1)
    for number, case in enumerate(cases[:3]):
        step(case, "accept", cast.clerk, at=NOW - DAY)
        kept(chunk=2)
        if number:
            step(case, "handle", cast.approver)
            step(case, "grant", cast.approver, at=NOW + number * DAY)
            kept()
    before = everything()
    assert StatisticsCursor.objects.get().position > 10
    assert rebuild(PLACE) == 4
    assert everything() == before
    assert kept() == 0


def test_the_audit_finds_a_sum_that_somebody_changed(cast):
    received(cast, count=2)
    kept()
    ((_, clean),) = audit(PLACE, ["matters.sums_are_of_the_facts"])
    assert (clean.checked, clean.broken) == (2, 0)
    DayCount.objects.update(received=3)
    ((_, wrong),) = audit(PLACE, ["matters.sums_are_of_the_facts"])
    assert wrong.broken == 2  # what stands there, and what should


def test_a_case_that_moves_to_another_office_leaves_no_trace_at_the_first(cast):
    (case,) = received(cast)
    kept()
    first = case.office_id
    type(case).objects.filter(pk=case.pk).update(office=cast.office("tax"))
    step(case, "accept", cast.clerk)
    kept()
    assert sums(office_id=first) == {}
    assert sums(office_id=cast.office("tax").pk)["received"] == 1


def test_a_turn_takes_the_same_statements_for_one_case_and_for_many(cast):
    received(cast)
    kept()
    counts = []
    for count in (1, 30):
        received(cast, count=count)
        place_all()
        with CaptureQueriesContext(connection) as captured:
            assert keep(PLACE) == count
        counts.append(len(captured))
    assert counts[0] == counts[1] < 12
