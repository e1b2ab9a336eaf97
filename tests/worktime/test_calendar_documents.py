"""Mistakes in a year document are all found, each with its path."""

from datetime import date, datetime
from typing import Any

import pytest

from yingshang.worktime import Calendar, CalendarInvalid


def a_year(**changes: Any) -> dict[str, Any]:
    spring = {"zh": "春节", "en": "Spring Festival", "from": "2026-02-15", "to": "2026-02-23"}
    year = {
        "year": 2026,
        "status": "published",
        "source": "示例通知",
        "holidays": [spring],
        "makeup_workdays": [date(2026, 2, 14)],
    }
    return year | changes


def holiday(first: Any, last: Any, **changes: Any) -> dict[str, Any]:
    return {"zh": "节", "en": "Feast", "from": first, "to": last} | changes


def test_a_sound_document_has_no_problems() -> None:
    assert Calendar.problems([a_year()]) == []


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"year": 1999}, ("year",), "whole number"),
        ({"year": "2026"}, ("year",), "whole number"),
        ({"status": "final"}, ("status",), "published / provisional"),
        ({"source": " "}, ("source",), "must not be empty"),
        ({"holidays": []}, ("holidays",), "lists its holidays"),
        ({"holidays": "none"}, ("holidays",), "expected a list"),
        ({"holidays": ["春节"]}, ("holidays", 0), "expected the keys"),
        ({"makeup": []}, ("makeup",), "unknown key"),
        ({"holidays": [holiday("2026-10-01", "2026-10-07", za="x")]}, ("holidays", 0, "za"), "key"),
        ({"holidays": [holiday("2026-10-07", "2026-10-01")]}, ("holidays", 0, "to"), "before"),
        ({"holidays": [holiday("2026-12-31", "2027-01-02")]}, ("holidays", 0, "to"), "outside"),
        ({"holidays": [holiday("1 October", "2026-10-02")]}, ("holidays", 0, "from"), "not a date"),
        (
            {"holidays": [holiday(datetime(2026, 10, 1), "2026-10-02")]},  # noqa: DTZ001 - a wrong value
            ("holidays", 0, "from"),
            "not a date",
        ),
        (
            {"holidays": [holiday("2026-10-01", "2026-10-02", zh="")]},
            ("holidays", 0, "zh"),
            "empty",
        ),
        ({"makeup_workdays": ["2026-02-13"]}, ("makeup_workdays", 0), "not at a weekend"),
        ({"makeup_workdays": ["2026-02-15"]}, ("makeup_workdays", 0), "also a holiday"),
        ({"makeup_workdays": ["2027-02-14"]}, ("makeup_workdays", 0), "outside 2026"),
        ({"makeup_workdays": ["2026-02-14"] * 2}, ("makeup_workdays", 1), "twice"),
    ],
)
def test_each_mistake_is_told_with_its_path(
    changes: dict[str, Any], path: tuple[object, ...], words: str
) -> None:
    problems = Calendar.problems([a_year(**changes)])
    assert [problem.path for problem in problems] == [(0, *path)]
    assert words in problems[0].message.text("en")
    assert str(problems[0].message).endswith("。")


def test_overlapping_holidays_are_told_even_when_a_short_one_lies_between() -> None:
    rows = [
        holiday("2026-10-01", "2026-10-07"),
        holiday("2026-10-02", "2026-10-02"),
        holiday("2026-10-05", "2026-10-08"),
    ]
    problems = Calendar.problems([a_year(holidays=rows)])
    assert [problem.path for problem in problems] == [
        (0, "holidays", 1, "from"),
        (0, "holidays", 2, "from"),
    ]


def test_all_problems_of_all_documents_come_at_once() -> None:
    with pytest.raises(CalendarInvalid) as caught:
        Calendar.from_mappings([a_year(), a_year(source=""), {"year": 2025}])
    paths = [problem.path for problem in caught.value.problems]
    assert paths == [
        (1, "source"),
        (1, "year"),
        (2, "source"),
        (2, "status"),
    ]
    assert caught.value.code == "worktime.calendar_invalid"


def test_a_document_that_is_no_mapping_is_told() -> None:
    wrong: Any = ["2026"]
    assert [problem.path for problem in Calendar.problems([wrong])] == [(0,)]
