"""Generated expressions, tables and populations: by type, so that most of them mean something."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
from hypothesis import strategies as st

from tests.rules.columns.models import table

TYPES = {
    "a": "number", "b": "number", "i": "number", "s": "string", "t": "string",
    "p": "boolean", "q": "boolean", "d": "date", "e": "date",
}  # fmt: skip

CENTS = st.one_of(
    st.none(),
    st.sampled_from([Decimal(x) for x in ("0", "0.01", "-0.01", "0.05", "2.50", "-99999999.99")]),
    st.decimals(places=2, min_value=-1000, max_value=1000),
)
WHOLE = st.one_of(st.none(), st.integers(-12, 12), st.sampled_from([2**31 - 1, -(2**31), 1000000]))
TEXTS = st.one_of(
    st.none(), st.sampled_from(["", "a", "ab", "ba", "aba", "稳岗", "岗", "𠮷a", "ä"])
)
TRUTHS = st.sampled_from([None, True, False])
DAYS = st.one_of(
    st.none(),
    st.sampled_from([date(2020, 2, 29), date(2021, 2, 28), date(1999, 12, 31), date(2024, 1, 31)]),
    st.dates(date(900, 1, 1), date(9000, 1, 1)),
)
COLUMNS = {
    "a": (CENTS, pa.decimal128(10, 2)), "b": (CENTS, pa.decimal128(10, 2)),
    "i": (WHOLE, pa.int32()),
    "s": (TEXTS, pa.string()), "t": (TEXTS, pa.string()), "p": (TRUTHS, pa.bool_()),
    "q": (TRUTHS, pa.bool_()), "d": (DAYS, pa.date32()), "e": (DAYS, pa.date32()),
}  # fmt: skip


@st.composite
def populations(draw: st.DrawFn, *, most: int = 25) -> pa.Table:
    """Some rows, each column drawn on its own."""
    size = draw(st.integers(3, most))
    return pa.table(
        {
            name: pa.array(draw(st.lists(values, min_size=size, max_size=size)), type_)
            for name, (values, type_) in COLUMNS.items()
        }
    )


FIGURES = st.sampled_from(["0", "1", "-1", "3", "0.5", "2.505", "-0.055", "100", "12"])
PLACES = st.integers(0, 3).map(str)
ROUNDINGS = st.sampled_from(
    ["decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down"]
)
DURATIONS = st.sampled_from(['"P1M"', '"-P1Y1M"', '"P10D"', '"PT36H"', '"-PT1H"', '"P0D"'])


def filled(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The pattern with its gaps filled."""
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


def numbers(depth: int) -> st.SearchStrategy[str]:
    """Numeric expressions."""
    leaf = st.one_of(st.sampled_from(["a", "b", "i"]), FIGURES)
    if depth == 0:
        return leaf
    n, c, s, d = numbers(depth - 1), conditions(depth - 1), texts(depth - 1), days(depth - 1)
    return st.one_of(
        leaf,
        filled("({} + {})", n, n),
        filled("({} - {})", n, n),
        filled("({} * {})", n, leaf),
        filled("-({})", n),
        filled("abs({})", n),
        filled("{}({}, {})", ROUNDINGS, n, PLACES),
        filled("{}(({}) / ({}), {})", ROUNDINGS, n, n, PLACES),
        filled("min({}, {})", n, n),
        filled("max({}, {}, {})", n, n, leaf),
        filled("modulo({}, {})", n, st.sampled_from(["3", "-0.7", "10"])),
        filled("(if {} then {} else {})", c, n, n),
        filled("string length({})", s),
        filled("({}).{}", d, st.sampled_from(["year", "month", "day", "weekday"])),
        filled("years and months duration({}, {}).{}", d, d, st.sampled_from(["years", "months"])),
        filled("({} - {}).days", d, d),
    )


def texts(depth: int) -> st.SearchStrategy[str]:
    """Expressions of strings."""
    leaf = st.sampled_from(["s", "t", '"a"', '"岗"', '""'])
    if depth == 0:
        return leaf
    s, n, c = texts(depth - 1), st.sampled_from(["i", "1", "-1", "2"]), conditions(depth - 1)
    return st.one_of(
        leaf,
        filled("({} + {})", s, s),
        filled("substring({}, {})", s, n),
        filled("substring({}, {}, {})", s, n, n),
        filled("substring before({}, {})", s, s),
        filled("substring after({}, {})", s, s),
        filled("(if {} then {} else {})", c, s, s),
    )


def days(depth: int) -> st.SearchStrategy[str]:
    """Expressions of dates."""
    leaf = st.sampled_from(["d", "e", 'date("2020-02-29")'])
    if depth == 0:
        return leaf
    return st.one_of(
        leaf,
        filled("({} + duration({}))", leaf, DURATIONS),
        filled("({} - duration({}))", leaf, DURATIONS),
        filled("(if {} then {} else {})", conditions(depth - 1), leaf, leaf),
    )


def conditions(depth: int) -> st.SearchStrategy[str]:
    """Conditions."""
    leaf = st.sampled_from(["p", "q", "true", "null", "a > b", 's = "a"', "p = q"])
    if depth == 0:
        return leaf
    n, s, d, c = numbers(depth - 1), texts(depth - 1), days(depth - 1), conditions(depth - 1)
    sign = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
    return st.one_of(
        leaf,
        filled("({} {} {})", n, sign, n),
        filled("(({}) / ({}) {} {})", n, n, sign, n),
        filled("({} {} {})", s, sign, s),
        filled("({} {} {})", d, sign, d),
        filled("({} and {})", c, c),
        filled("({} or {})", c, c),
        filled("not({})", c),
        filled("({} = null)", st.one_of(n, s, d)),
        filled("({} between {} and {})", n, n, n),
        filled("({} in [{}..{}])", n, n, n),
        filled("({} in ({}, < {}, null))", n, n, n),
        filled("list contains([{}, {}], {})", s, s, s),
        filled("{}({}, {})", st.sampled_from(["contains", "starts with", "ends with"]), s, s),
        filled("all([{}, {}])", c, c),
        filled("(some x in [1, 2, a] satisfies x > {})", n),
    )


EXPRESSIONS = st.one_of(numbers(3), texts(2), conditions(3), days(2))

NUMBER_CELLS = st.sampled_from(
    ["-", "< 5", ">= 5", "[0..10)", "0.05", "null", "not(1)", "1, 2, > 100", "? > b", "> b", "a"]
)
TEXT_CELLS = st.sampled_from(["-", '"a"', '"a","ab"', 'not("a")', "null", "t", 'contains(?, "a")'])
POLICIES = st.sampled_from(
    [("UNIQUE", ""), ("FIRST", ""), ("ANY", "")]
    + [("COLLECT", sign) for sign in ("SUM", "COUNT", "MIN", "MAX")]
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Decision tables over a number, a string and an expression."""
    policy, aggregation = draw(POLICIES)
    outputs = st.one_of(FIGURES, st.sampled_from(["a", "a * 2", "i"]))
    rules = draw(
        st.lists(
            st.tuples(NUMBER_CELLS, TEXT_CELLS, st.sampled_from(["-", "false", "null"]), outputs),
            min_size=1, max_size=5,
        )
    )  # fmt: skip
    inputs = [draw(numbers(1)), "s", draw(conditions(1))]
    return table(inputs, ["o"], rules, policy=policy, aggregation=aggregation)
