"""Types as they are written."""

import pytest

from tests.rules.syntax_feel.sketch import meant, problems
from yingshang.rules.syntax.feel import Scope, parse_type
from yingshang.rules.types import (
    ANY,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    STRING,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
)  # fmt: skip

FIRM = Constrained("Firm data", ContextOf((("size", NUMBER),)))
TYPES: dict[str, Type] = {"Firm data": FIRM, "lib.Rate": NUMBER, "date of birth": DATE}

WRITTEN: list[tuple[str, Type | None]] = [
    ("number", NUMBER),
    ("Any", ANY),
    ("Null", NULL),
    ("date", DATE),
    ("date and time", DATE_TIME),
    ("date  and\ntime", DATE_TIME),
    ("days and time duration", DAYS),
    ("years and months duration", MONTHS),
    ("date of birth", DATE),
    ("Firm data", FIRM),
    ("lib.Rate", NUMBER),
    ("list<number>", ListOf(NUMBER)),
    ("list<list<Firm data>>", ListOf(ListOf(FIRM))),
    ("range<date and time>", RangeOf(DATE_TIME)),
    ("context<a b: number, c: list<string>>",
     ContextOf((("a b", NUMBER), ("c", ListOf(STRING))))),
    ("function<> -> Any", FunctionOf((), ANY)),
    ("function<number,string>->list<date>", FunctionOf((NUMBER, STRING), ListOf(DATE))),
    ("function<function<number>->number>->number",
     FunctionOf((FunctionOf((NUMBER,), NUMBER),), NUMBER)),
    ("numbre", None),
    ("list", None),
    ("list<", None),
    ("list<number", None),
    ("list<>", None),
    ("context<>", None),
    ("function<number>", None),
    ("number string", None),
    ("", None),
    ("1", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_a_written_type_is(text: str, expected: Type | None) -> None:
    assert parse_type(text, TYPES) == expected


INSTANCES = [
    ("1 instance of Firm data", "(is 1 Firm data)", []),
    ("1 instance of date and time and true", "(and (is 1 date and time) true)", []),
    ("1 instance of number = true", "(= (is 1 number) true)", []),
    ("1 instance of list<Any> or false", "(or (is 1 list<Any>) false)", []),
    ("1 instance of numbre", "<no_such_type_similar>", ["no_such_type_similar"]),
    ("1 instance of lib.Ration card", "<no_such_type>", ["no_such_type"]),
    ("[1 instance of list<xyzzy>, 2]", "[<no_such_type>, 2]", ["no_such_type"]),
    ("function(a: xyzzy) a", "<no_such_type>", ["no_such_type"]),
    ("1 instance of", "<type_missing_at_end>", ["type_missing_at_end"]),
    ("1 instance of 2", "<type_missing>", ["type_missing"]),
    ("1 instance number", "<token_missing>", ["token_missing"]),
]


@pytest.mark.parametrize(("text", "expected", "codes"), INSTANCES)
def test_instance_of_means(text: str, expected: str, codes: list[str]) -> None:
    scope = Scope(types=TYPES)
    assert meant(text, scope) == expected
    assert problems(text, scope) == codes
