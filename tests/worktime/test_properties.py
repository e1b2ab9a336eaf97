"""What holds for every event, budget and set of pauses."""

from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worktime.cast import clock
from yingshang.worktime import SHANGHAI, Budget, Pause, Unit

moments = st.datetimes(datetime(2019, 1, 1), datetime(2027, 6, 30)).map(  # noqa: DTZ001 - given its zone here
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
)
units = st.sampled_from(list(Unit))
amounts = st.integers(0, 90)


@st.composite
def events_with_pauses(draw: st.DrawFn) -> tuple[datetime, list[Pause]]:
    start = draw(moments)
    offsets = st.integers(-2_000, 60_000)
    lengths = st.integers(0, 15_000)
    pauses = []
    for offset, length in draw(st.lists(st.tuples(offsets, lengths), max_size=4)):
        begin = start + timedelta(minutes=offset)
        pauses.append(Pause(begin, begin + timedelta(minutes=length), "检验", "示例1号"))
    return start, pauses


@settings(max_examples=300, deadline=None)
@given(events_with_pauses(), units, st.integers(1, 90))
def test_adding_then_counting_gives_back(
    event: tuple[datetime, list[Pause]], unit: Unit, amount: int
) -> None:
    start, pauses = event
    due = clock().due(start, Budget(amount, unit), pauses=pauses)
    used = clock().used(start, due.at, unit, pauses=pauses)
    if unit is Unit.CALENDAR_DAY:  # a last day at rest moves, and the days of rest pass
        assert used >= amount
    else:
        assert used == amount
    assert clock().remaining(start, due.at, Budget(amount, unit), pauses=pauses) == 0


@settings(max_examples=300, deadline=None)
@given(events_with_pauses(), units, amounts)
def test_suspending_never_shortens(
    event: tuple[datetime, list[Pause]], unit: Unit, amount: int
) -> None:
    start, pauses = event
    dues = [
        clock().due(start, Budget(amount, unit), pauses=pauses[:number]).at
        for number in range(len(pauses) + 1)
    ]
    assert dues == sorted(dues)
    assert dues[0] >= start


@settings(max_examples=200, deadline=None)
@given(events_with_pauses(), units, amounts, st.randoms(use_true_random=False))
def test_the_order_of_suspensions_does_not_matter(
    event: tuple[datetime, list[Pause]], unit: Unit, amount: int, dice: object
) -> None:
    start, pauses = event
    shuffled = pauses.copy()
    dice.shuffle(shuffled)
    one = clock().due(start, Budget(amount, unit), pauses=pauses)
    two = clock().due(start, Budget(amount, unit), pauses=[*shuffled, *pauses])
    assert one == two


@settings(max_examples=200, deadline=None)
@given(moments, units, amounts)
def test_a_longer_budget_is_never_due_earlier(start: datetime, unit: Unit, amount: int) -> None:
    one = clock().due(start, Budget(amount, unit))
    two = clock().due(start, Budget(amount + 1, unit))
    assert one.at <= two.at


@settings(max_examples=200, deadline=None)
@given(events_with_pauses(), units, amounts, st.sampled_from(["zh-hans", "en"]))
def test_every_deadline_has_a_short_trace_and_a_line_of_its_days(
    event: tuple[datetime, list[Pause]], unit: Unit, amount: int, language: str
) -> None:
    start, pauses = event
    due = clock().due(start, Budget(amount, unit), pauses=pauses)
    lines = due.trace.lines(language)
    assert 2 <= len(lines) <= 11 + len(pauses)
    cells = due.trace.cells(start.date())
    assert len(cells) == (due.at.date() - start.date()).days + 1
    assert [cell.today for cell in cells].index(True) == 0


@settings(max_examples=200, deadline=None)
@given(events_with_pauses(), st.integers(1, 60))
def test_the_counted_cells_of_a_line_are_the_working_days_of_the_budget(
    event: tuple[datetime, list[Pause]], amount: int
) -> None:
    start, pauses = event
    due = clock().due(start, Budget(amount, Unit.WORKING_DAY), pauses=pauses)
    cells = due.trace.cells(due.at.date())
    assert Fraction(sum(cell.used for cell in cells)) == amount
