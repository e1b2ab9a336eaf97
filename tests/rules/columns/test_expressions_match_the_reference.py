"""Each expression gives in columns what the reference gives, for every row, nulls and edges."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.rules.columns.models import assert_alike, one

TYPES = {
    "a": "number", "b": "number", "i": "number", "s": "string", "t": "string",
    "p": "boolean", "q": "boolean", "d": "date", "e": "date",
}  # fmt: skip

ROWS = [
    ("1.00", "0.50", 3, "abc", "b", True, False, date(2022, 1, 31), date(2022, 2, 28)),
    ("-1.25", "0.00", 0, "", "", False, None, date(2020, 2, 29), date(2021, 2, 28)),
    (None, "2.33", -7, None, "x", None, True, None, date(1999, 12, 31)),
    ("1234567.89", None, None, "稳岗返还", "返", True, True, date(5, 1, 1), date(9990, 12, 31)),
    ("100.05", "-3.01", 12, "abcabc", "abc", None, None, date(2024, 3, 31), date(2024, 2, 29)),
    ("5.00", "5.00", 5, "b", "b", False, False, date(2022, 5, 5), date(2022, 5, 5)),
    ("0.05", "-0.05", 1, "𠮷野", "野", True, None, date(1969, 12, 31), date(1970, 1, 1)),
]

EXPRESSIONS = """
a + b
a - b * 2
a * b + i
a * 0.055
decimal(a * 0.055, 2)
a / 100
a / b < 0.5
a / b = 1
a / b >= b / a
decimal(a / b, 2)
floor(a / b)
ceiling(a / b)
round up(a / b, 1)
round down(a/b, 3)
round half up(a/b, 1)
round half down(a/b, 1)
decimal(i / 7, 4)
floor(a)
ceiling(a, 1)
round up(a, 1)
round half down(a, 1)
round half up(a, 1)
a < b
a = b
a != b
a = null
null = a
a > null
p and q
p or q
not(p)
p = q
if p then a else b
if a > 1 then "big" else "small"
if a > b then 1 else null
a in [0..100]
a in (0..5]
a in (1, 5, null)
a in (<0, >100)
i in [b..a]
s + t
s = t
s < t
string length(s)
contains(s, t)
starts with(s, t)
ends with(s, t)
substring(s, 2)
substring(s, -1)
substring(s, 2, 2)
substring(s, i)
substring(s, i, 1)
substring before(s, t)
substring after(s, t)
s in ("abc", "b")
list contains(["abc", null], s)
d < e
d = e
d - e
(d - e).days
d + duration("P1M")
d - duration("P1Y1M")
d + duration("P10DT5H")
d - duration("PT1H")
d.year
d.month * 100 + d.day
d.weekday
years and months duration(d, e)
years and months duration(e, d).years
(years and months duration(d, e)).months
d > date("2022-01-31")
d in [date("2020-01-01")..date("2022-12-31")]
day of year(d)
week of year(d)
min(a, b)
max(a, b, i)
sum(a, b, i)
decimal(mean([a, b]), 2)
all([p, q])
any([p, q])
count([a, b])
abs(a)
modulo(a, 3)
modulo(a, -0.7)
even(i)
odd(i)
a between b and i
-a
i ** 3
some x in [1,2,3] satisfies x > a
every x in [1,2,3] satisfies x > a
sum(for x in [1,2,3] return x * a)
{x: a + b, y: x * 2}.y
(if p then {x: a} else null).x
a + s
a = s
a < s
d + duration("P1D") * 3
decimal(a, 0)
decimal(a, 1) = a
p in (true)
5 in (a..b)
a in (>= b)
not(a in (1,2))
a in (not(1))
decimal(a * b * 0.123456, 4)
(a + 1) * (a - 1)
""".strip().splitlines()


def population() -> pa.Table:
    a, b, i, s, t, p, q, d, e = zip(*ROWS, strict=True)
    return pa.table(
        {
            "a": pa.array([x and Decimal(x) for x in a], pa.decimal128(12, 2)),
            "b": pa.array([x and Decimal(x) for x in b], pa.decimal128(10, 2)),
            "i": pa.array(i, pa.int32()), "s": pa.array(s), "t": pa.array(t),
            "p": pa.array(p), "q": pa.array(q), "d": pa.array(d), "e": pa.array(e),
        }
    )  # fmt: skip


@pytest.mark.parametrize("start", range(0, len(EXPRESSIONS), 12))
def test_a_dozen_expressions_give_the_same_in_columns(start: int) -> None:
    dozen = EXPRESSIONS[start : start + 12]
    members = ", ".join(f"x{number}: {text}" for number, text in enumerate(dozen, start))
    assert_alike(one(TYPES, "{" + members + "}"), population(), TYPES)


def test_a_context_and_its_absence_are_told_apart() -> None:
    assert_alike(one(TYPES, "if p then {x: a, y: s} else null"), population(), TYPES)
