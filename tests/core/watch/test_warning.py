"""Warnings rise with the light, once a level: handler, head, supervisor; each with its entry."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, PLACE, Cast, login
from tests.city.matters.desk.making import in_days, received, step
from yingshang.core.access.models import Role, Substitution, User
from yingshang.core.catalogue.rules import rule
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Alert, Item, Notice
from yingshang.core.watch.lights import horizons_of
from yingshang.core.watch.limits import limits_of
from yingshang.core.watch.recipients import RULE
from yingshang.core.watch.warning import warn
from yingshang.worktime import Budget, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def accepted(cast: Cast, *, days: int = 10, **more):
    """A registration under way whose promise runs for ten working days."""
    (case,) = received(cast, **more)
    step(case, "accept", cast.clerk)
    case.commitments.exclude(clock="promised").update(cancelled_at=NOW)
    due = work_clock(PLACE).due(NOW, Budget(days, Unit.WORKING_DAY)).at
    case.commitments.filter(clock="promised").update(
        budget=days, unit="working_day", due_at=due, original_due_at=due
    )
    return case, due


def told(case) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(subject_id=case.pk).order_by("created_at")
    names = dict(User.objects.values_list("pk", "username"))
    return [(n.template, names[n.recipient_id]) for n in rows if n.recipient_id in names]


def test_yellow_goes_to_the_handler_red_to_the_head_and_a_breach_to_oversight(cast):
    head, supervisor = cast.head, cast.supervisor
    case, due = accepted(cast)
    step(case, "claim", cast.approver)
    assert warn(at=due - timedelta(days=3)) == 0
    hours = {level: due - timedelta(hours=more) for level, more in ((1, 7), (2, 2))}
    for at in (hours[1], hours[1], hours[2], hours[2], due + timedelta(minutes=1)):
        warn(at=at)
    assert told(case)[-3:] == [
        ("due_soon", cast.approver.username),
        ("red_light", head.username),
        ("overdue", supervisor.username),
    ]
    levels = Alert.objects.filter(case_id=case.pk).order_by("at").values_list("level", flat=True)
    assert list(levels) == [1, 2, 3]
    said = [e.data["level"] for e in entries_of([case.pk]) if e.action == "watch.warn"]
    assert said == ["yellow", "red", "breached"]


def test_what_is_found_late_is_told_at_its_own_level_alone(cast):
    case, due = accepted(cast)
    assert warn(at=due + timedelta(days=1)) == 1
    assert warn(at=due + timedelta(days=2)) == 0
    assert Alert.objects.get(case_id=case.pk).level == 3


def test_a_stopped_clock_and_a_closed_case_are_not_warned_of_and_a_later_date_is_anew(cast):
    case, due = accepted(cast)
    warn(at=due - timedelta(hours=2))
    step(case, "suspend", cast.approver, reason="检测", procedure="testing",
         expected_end=in_days(30))  # fmt: skip
    assert warn(at=due + timedelta(days=1)) == 0
    case.suspensions.update(ends_at=NOW)
    later = due + timedelta(days=7)
    case.commitments.filter(clock="promised").update(due_at=later)
    assert warn(at=later - timedelta(hours=2)) == 1
    assert Alert.objects.filter(case_id=case.pk).count() == 2


def test_without_a_head_the_approvers_are_told_and_who_stands_in_is_told_too(cast):
    stand_in = login("stand_in", "代岗人")
    case, due = accepted(cast)
    post = cast.approver.posts.get(role=Role.APPROVER)
    Substitution.objects.create(
        post=post, substitute=stand_in, valid_from=NOW, valid_until=in_days(90), reason="休假"
    )
    warn(at=due - timedelta(hours=2))
    both = {("red_light", cast.approver.username), ("red_light", stand_in.username)}
    assert set(told(case)[-2:]) == both


def test_an_office_has_numbers_of_its_own(cast):
    listed = Item.objects.get(place=PLACE, code="warning_red", is_current=True)
    Item.objects.create(
        place=PLACE, kind="parameter", code="warning_red_tax", content_hash="0" * 64,
        body={**listed.body, "value": 7}, source="illustrative", edition=listed.edition,
        is_current=True,
    )  # fmt: skip
    found = limits_of(PLACE, ["tax", "market_regulation"], on=NOW.date())
    assert (found["tax"].red_hours, found["market_regulation"].red_hours) == (7, 4)


@pytest.mark.parametrize(
    ("budget", "unit"),
    [(10, "working_day"), (1, "working_day"), (1, "half_day"), (5, "working_hour")],
)
def test_the_set_and_the_rule_show_the_same_light(cast, budget, unit):
    """The database's comparison of moments against the rule, hour by hour."""
    case, _ = accepted(cast)
    clock = work_clock(PLACE)
    due = clock.due(NOW, Budget(budget, Unit(unit))).at
    case.commitments.filter(clock="promised").update(budget=budget, unit=unit, due_at=due)
    day = horizons_of(clock, 1, at=NOW).day_hours
    whole = {"working_day": day, "half_day": day / 2, "working_hour": 1}[unit] * budget
    for hours_before in (12, 9, 5, 3, 2, 1, 0, -1):
        at = due - timedelta(hours=hours_before)
        left = Decimal(0)
        if at < due:
            used = clock.used(at, due, Unit.WORKING_HOUR)
            left = Decimal(used.numerator) / used.denominator
        given = {
            "剩余工作小时": left, "全部工作小时": Decimal(str(whole)), "已过期限": due < at,
            "计时暂停": False, "黄灯工作小时": 8, "红灯工作小时": 4, "黄灯占比": 50, "红灯占比": 25,
        }  # fmt: skip
        light = rule(RULE).decide("灯", given).value
        Alert.objects.all().delete()
        warn(at=at)
        levels = list(Alert.objects.filter(case_id=case.pk).values_list("level", flat=True))
        expected = {"无灯": [], "黄灯": [1], "红灯": [2], "超期": [3]}[str(light)]
        assert levels == expected, (hours_before, left, whole, light)


def test_the_number_of_sql_statements_does_not_grow_with_the_warnings(cast):
    assert cast.head
    _, due = [accepted(cast) for _ in range(8)][-1]
    few = _statements(due - timedelta(hours=2))
    for _ in range(12):
        accepted(cast)
    assert _statements(due - timedelta(hours=2)) == few


def _statements(at: datetime) -> int:
    warn(at=datetime(2026, 1, 1, tzinfo=UTC))
    with CaptureQueriesContext(connection) as found:
        assert warn(at=at) > 0
    return len(found)
