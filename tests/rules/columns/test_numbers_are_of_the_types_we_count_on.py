"""DuckDB gives the types that the compiler reckons with, and the roundings are exact."""

from decimal import Context, Decimal
from random import Random

import ibis
import pytest

from tests.rules.columns.models import duckdb
from yingshang.rules.backends.columns.emitting import assembling, figures
from yingshang.rules.backends.columns.emitting.operations import exact
from yingshang.rules.backends.columns.kinds import Number

SHAPES = [(4, 2), (9, 0), (10, 4), (17, 2), (18, 2), (18, 6), (19, 3), (25, 8), (33, 2)]


def number(precision: int, scale: int, *, digits: int | None = None) -> Number:
    size = 10 ** (digits or precision) - 1
    return Number(-size, size, scale)


@pytest.mark.parametrize("left", SHAPES)
@pytest.mark.parametrize("sign", ["+", "-", "*"])
def test_sums_and_products_have_the_type_that_was_computed(
    left: tuple[int, int], sign: str
) -> None:
    assert assembling.WRITERS
    with duckdb() as connection:
        for right in SHAPES:
            one, other = number(*left), number(*right)
            kind = Number(
                -(10**15), 10**15, left[1] + right[1] if sign == "*" else max(left[1], right[1])
            )
            a, b = (ibis.literal(Decimal(1), type=f"decimal{shape}") for shape in (left, right))
            scale = max(left[1], right[1])
            whole = max(left[0] - left[1], right[0] - right[1])
            if (left[0] + right[0] if sign == "*" else whole + scale) > 36:
                continue  # refused, or narrowed first
            found = (
                figures.product(a, one, b, other, kind)
                if sign == "*"
                else figures.total(sign, a, one, b, other, kind)
            )
            told = connection.to_pyarrow(found.typeof()).as_py()
            assert told == f"DECIMAL({found.type().precision},{found.type().scale})", (left, right)


@pytest.mark.parametrize(
    ("name", "rounding"),
    [("half even", "ROUND_HALF_EVEN"), ("half up", "ROUND_HALF_UP"), ("down", "ROUND_DOWN")],
)
def test_duckdb_rounds_decimals_exactly(name: str, rounding: str) -> None:
    chance = Random(7)  # noqa: S311 - a repeatable population
    with duckdb() as connection:
        for width in (18, 37):
            values = [Decimal(chance.randrange(10 ** (width - 1))).scaleb(-4) for _ in range(200)]
            values += [Decimal(chance.randrange(10**9) * 100 + 50).scaleb(-4) for _ in range(200)]
            values += [-value for value in values]
            table = connection.create_table(
                f"t{width}", ibis.memtable({"x": values}, schema={"x": f"decimal({width}, 4)"})
            )
            rounded = exact(name, table.x, result=table.x.type(), places=2)
            answers = connection.to_pyarrow(table.select("x", y=rounded)).to_pylist()
            with_context = [
                (row["x"].quantize(Decimal("0.01"), rounding=rounding, context=_WIDE), row["y"])
                for row in answers
            ]
            assert all(wanted == given for wanted, given in with_context)


_WIDE = Context(prec=60)
