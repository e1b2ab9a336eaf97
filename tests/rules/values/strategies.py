"""Values of every kind, edges included, for property tests."""

from decimal import Decimal

from hypothesis import strategies as st

from yingshang.rules.values import Date, DateTime, Days, Months, Offset, Range, Region, Time, Value
from yingshang.rules.values.calendar import MAX_YEAR, MIN_YEAR, days_in_month

ZONES = st.one_of(
    st.none(),
    st.integers(-18 * 3600, 18 * 3600).map(Offset),
    st.sampled_from(["Asia/Shanghai", "Europe/Paris", "Australia/Lord_Howe"]).map(Region),
)

NUMBERS = st.one_of(
    st.integers(-50, 50).map(Decimal),
    st.decimals(places=3, min_value=-(10**9), max_value=10**9),
    st.builds(
        lambda digits, scale: Decimal(digits).scaleb(scale),
        st.integers(-(10**34) + 1, 10**34 - 1),
        st.integers(-6143, 6110),
    ),
)  # fmt: skip

STRINGS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "a", "2024-02-29", "12:00:00Z", "P1D", "P1Y", "[1..2]", "(a+)+$", "1,5"]),
)


@st.composite
def dates(draw: st.DrawFn, *, least: int = MIN_YEAR, most: int = MAX_YEAR) -> Date:
    """Days of any year."""
    year = draw(st.one_of(st.integers(max(least, 1890), min(most, 2100)), st.integers(least, most)))
    month = draw(st.integers(1, 12))
    return Date(year, month, draw(st.integers(1, days_in_month(year, month))))


TIMES = st.builds(
    Time,
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.one_of(st.just(0), st.integers(0, 999_999_999)),
    ZONES,
)
DATE_TIMES = st.builds(DateTime, dates(), TIMES)
DAYS = st.one_of(st.integers(-5, 5).map(lambda d: Days(d * 86_400 * 10**9)),
                 st.integers(-(10**24), 10**24).map(Days))  # fmt: skip
MONTHS = st.one_of(st.integers(-30, 30), st.integers(-(10**12), 10**12)).map(Months)

SCALARS: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), NUMBERS, STRINGS, dates(), TIMES, DATE_TIMES, DAYS, MONTHS
)
RANGES = st.builds(Range, SCALARS, SCALARS, st.booleans(), st.booleans())
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.one_of(SCALARS, RANGES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.sampled_from(["a", "b", "key", "value"]), inner, max_size=3),
    ),
    max_leaves=5,
)
