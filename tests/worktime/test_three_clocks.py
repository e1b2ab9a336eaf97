"""The statutory, the promised and the elapsed clock stand side by side."""

from datetime import timedelta

from tests.worktime.cast import at, clock, days, pause
from yingshang.worktime import Extension, Term

STARTED = at("2026-11-18 15:20")
REVIEW = pause("2026-11-23 09:00", "2026-11-23 16:00")


def test_three_clocks_are_read_at_one_moment() -> None:
    clocks = clock().clocks(
        Term(STARTED, days(20), [REVIEW]),
        Term(STARTED, days(5), [REVIEW]),
        until=at("2026-11-24 15:20"),
    )
    assert clocks.statutory is not None
    assert clocks.promised is not None
    assert clocks.statutory.due.at == at("2026-12-17 17:00")
    assert (clocks.statutory.used, clocks.statutory.remaining) == (3, 17)
    assert clocks.promised.due.at == at("2026-11-26 17:00")
    assert (clocks.promised.used, clocks.promised.remaining) == (3, 2)
    assert (clocks.elapsed, clocks.paused) == (timedelta(days=6), timedelta(hours=7))


def test_a_broken_promise_is_overdue_while_the_law_is_kept() -> None:
    clocks = clock().clocks(
        Term(STARTED, days(20)), Term(STARTED, days(5)), until=at("2026-11-25 17:01")
    )
    assert clocks.statutory is not None
    assert clocks.promised is not None
    assert (clocks.statutory.overdue, clocks.promised.overdue) == (False, True)


def test_an_extension_of_the_statutory_limit_leaves_the_promise_alone() -> None:
    more = Extension(days(10), "情况复杂", "示例〔2026〕2号", STARTED)
    clocks = clock().clocks(
        Term(STARTED, days(20), extensions=[more]), Term(STARTED, days(5)), until=STARTED
    )
    assert clocks.statutory is not None
    assert clocks.promised is not None
    assert (clocks.statutory.budget, clocks.promised.budget) == (days(30), days(5))


def test_a_matter_without_limits_still_has_no_clock_but_no_error() -> None:
    clocks = clock().clocks(None, None, until=STARTED)
    assert (clocks.statutory, clocks.promised, clocks.elapsed) == (None, None, timedelta())


def test_elapsed_time_is_wall_clock_time_less_the_pauses_given() -> None:
    until = at("2026-11-24 15:20")
    assert clock().elapsed(STARTED, until) == timedelta(days=6)
    assert clock().elapsed(STARTED, until, [REVIEW]) == timedelta(days=6) - timedelta(hours=7)
    assert clock().elapsed(until, STARTED) == timedelta()
