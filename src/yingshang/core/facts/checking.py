"""Every row of a delivery against the dictionary, in columns: one pass, however many rows.

A value is tried as its element's type; what fails is a fault with its line, heading and reason.
The statement is made of the dictionary's codes, which are plain words, and of numbers.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa

from yingshang.core.facts.listing import Column, Element
from yingshang.core.facts.reading import LINE
from yingshang.core.facts.types import BadRow, Checked, Shape

SHOWN = 1000
"""Faults that are listed one by one; the rest is counted."""
VALUE, MASKED = 80, "•••"
KEPT = "kept "
"""What a column's typed value is called beside its text."""
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""*Source*: GB 32100-2015, 5.3."""
YES, NO = ("true", "1", "是", "y", "yes"), ("false", "0", "否", "n", "no")


def check(
    connection: duckdb.DuckDBPyConnection,
    given: pa.Table,
    shape: Shape,
    misfits: Sequence[BadRow],
    *,
    as_of: date,
) -> Checked:
    """Judge all rows; leaves the good ones, typed, in the table `good` of `connection`."""
    connection.register("given", given)
    keys = ", ".join(f'"{code}"' for code in shape.dataset.key)
    plain = ", ".join(f'nullif(trim("{e.code}"), \'\') AS "{e.code}"' for _, e in shape.columns)
    typed = ", ".join(f'{_typed(e)} AS "{KEPT}{e.code}"' for _, e in shape.columns)
    reasons = [_fault(column, element, shape, as_of) for column, element in shape.columns]
    kept = ", ".join(f'"{KEPT}{e.code}" AS "{e.code}"' for _, e in shape.columns)
    faults = " UNION ALL ".join(
        f'SELECT {LINE}, {nth} AS nth, {why} AS why, "{element.code}" AS value FROM bad'  # noqa: S608 - codes of the dictionary and numbers
        for nth, ((_, element), why) in enumerate(zip(shape.columns, reasons, strict=True))
    )
    judged = f"SELECT *, ({keys}) IN (FROM twice) AS is_twice FROM tried"  # noqa: S608
    wrong = " OR ".join(f"({why}) IS NOT NULL" for why in reasons)
    for statement in (
        f"tried AS SELECT *, {typed} FROM (SELECT {LINE}, {plain} FROM given)",  # noqa: S608
        f"twice AS SELECT {keys} FROM tried GROUP BY ALL HAVING count(*) > 1",  # noqa: S608
        f"bad AS SELECT * FROM ({judged}) WHERE {wrong}",  # noqa: S608
        f"faults AS SELECT * FROM ({faults}) WHERE why IS NOT NULL",  # noqa: S608
        f"good AS SELECT {kept} FROM tried ANTI JOIN bad USING ({LINE}) ORDER BY {keys}",  # noqa: S608
    ):
        connection.execute(f"CREATE TEMP TABLE {statement}")
    return _found(connection, given.num_rows, shape, misfits)


def _found(
    connection: duckdb.DuckDBPyConnection, rows: int, shape: Shape, misfits: Sequence[BadRow]
) -> Checked:
    (wrong,), (good,) = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)  # noqa: S608
        for table in ("faults", "good")
    )
    listed = connection.execute(
        f"SELECT {LINE}, nth, why, value FROM faults ORDER BY {LINE}, nth LIMIT {SHOWN}"  # noqa: S608
    ).fetchall()
    shown = [_bad(shape, *fault) for fault in listed]
    if any(element.sensitivity == "sensitive" for _, element in shape.columns):
        misfits = [replace(row, value=MASKED) for row in misfits]
    shown = sorted([*misfits, *shown], key=lambda row: row.line)[:SHOWN]
    return Checked(rows + len(misfits), good, wrong + len(misfits), tuple(shown))


def _bad(shape: Shape, line: int, at: int, why: str, value: str | None) -> BadRow:
    """A fault as it is reported; sensitive values do not leave the file by a report."""
    column, element = shape.columns[at]
    shown = MASKED if value and element.sensitivity == "sensitive" else str(value or "")[:VALUE]
    return BadRow(line, column.heading, why, shown)


def _fault(column: Column, element: Element, shape: Shape, as_of: date) -> str:
    """SQL over `tried`: the code of what is wrong with the value, or null."""
    value, kept = f'"{element.code}"', f'"{KEPT}{element.code}"'
    bounds = {"low": ("<", element.minimum), "high": (">", element.maximum)}
    tests = [(f"{kept} IS NULL", _reason(element))]
    tests += [
        (f"{kept} {sign} {_kept_amount(element, bound)}", code)
        for code, (sign, bound) in bounds.items()
        if bound is not None
    ]
    if element.not_after_as_of:
        tests.append((f"{kept} > DATE '{as_of.isoformat()}'", "future"))
    is_key = element.code in shape.dataset.key
    if is_key:
        tests.append(("is_twice", "twice"))
    whens = " ".join(f"WHEN {test} THEN '{code}'" for test, code in tests)
    empty = "'empty'" if column.is_required or is_key else "NULL"
    return f"CASE WHEN {value} IS NULL THEN {empty} {whens} END"


def _kept_amount(element: Element, bound: Decimal) -> Decimal:
    """A bound in the unit in which the value is kept."""
    return bound * 100 if element.type == "money" else bound


def _reason(element: Element) -> str:
    return element.type if element.type in ("credit_code", "choice") else "type"


def _typed(element: Element) -> str:
    """SQL: the value as it is kept, or null where it cannot be read."""
    value = f'"{element.code}"'
    match element.type:
        case "integer":
            return _if(value, r"[-+]?\d{1,18}", f"try_cast({value} AS BIGINT)")
        case "decimal":
            digits = (
                rf"[-+]?\d{{1,18}}(\.\d{{1,{element.decimals}}})?"
                if element.decimals
                else r"[-+]?\d{1,18}"
            )
            return _if(value, digits, f"try_cast({value} AS DECIMAL(28, {element.decimals}))")
        case "money":
            fen = f"try_cast(try_cast({value} AS DECIMAL(18, 2)) * 100 AS BIGINT)"
            return _if(value, r"[-+]?\d{1,15}(\.\d{1,2})?", fen)
        case "date":
            return _date(value)
        case "boolean":
            yes, no = (", ".join(f"'{word}'" for word in words) for words in (YES, NO))
            word = f"lower({value})"
            return f"CASE WHEN {word} IN ({yes}) THEN true WHEN {word} IN ({no}) THEN false END"
        case "credit_code":
            return _credit_code(value)
        case "choice":
            choices = ", ".join("'" + choice.replace("'", "''") + "'" for choice in element.choices)
            return f"CASE WHEN {value} IN ({choices}) THEN {value} END"
        case "text":
            return value


def _if(value: str, pattern: str, then: str) -> str:
    return f"CASE WHEN regexp_full_match({value}, '{pattern}') THEN {then} END"


def _date(value: str) -> str:
    """2022-07-31, 2022/7/31, 20220731, or 2022-07-31 00:00:00 as spreadsheets write it."""
    plain = f"regexp_replace({value}, '[ T]00:00:00(\\.0+)?$', '')"
    together = f"try_strptime({plain}, '%Y%m%d')::DATE"
    apart = f"try_cast(replace({plain}, '/', '-') AS DATE)"
    return (
        f"CASE WHEN regexp_full_match({plain}, '\\d{{8}}') THEN {together}"
        f" WHEN regexp_full_match({plain}, '\\d{{4}}[-/]\\d{{1,2}}[-/]\\d{{1,2}}') THEN {apart}"
        " END"
    )


def _credit_code(value: str) -> str:
    """The 18 characters, where the last is what GB 32100-2015 reckons from the others."""
    code = f"upper({value})"
    total = " + ".join(
        f"{weight} * (instr('{LETTERS}', substr({code}, {n}, 1)) - 1)"
        for n, weight in enumerate(WEIGHTS, start=1)
    )
    check = f"substr('{LETTERS}', (31 - ({total}) % 31) % 31 + 1, 1)"
    shape = f"regexp_full_match({code}, '[{LETTERS}]{{2}}\\d{{6}}[{LETTERS}]{{10}}')"
    return f"CASE WHEN {shape} AND substr({code}, 18, 1) = {check} THEN {code} END"
