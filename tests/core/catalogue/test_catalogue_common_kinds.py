"""Regions, offices, places, calendars, and both languages."""

import pytest

from yingshang.core.catalogue.kinds import RowKind, RowKinds
from yingshang.core.catalogue.schemas import Office, Region

REGION = '"430300"'


def office(**changes: str) -> str:
    keys = {"code": "a", "name": "甲", "name_en": "A", "kind": "department", "region": REGION}
    body = ", ".join(f"{key}: {value}" for key, value in (keys | changes).items())
    return f"source: illustrative\noffices:\n  - {{{body}}}\n"


def test_an_office_in_an_unknown_region_is_told(offices):
    found = offices(office(region='"439999"'))
    assert found == [("town/offices.yaml", 3, "catalogue.missing_region")]


def test_an_office_supervised_by_nobody_known_is_told(offices):
    assert offices(office(supervised_by="ghost")) == [
        ("town/offices.yaml", 3, "catalogue.missing_office")
    ]


def test_an_external_executor_names_its_trade_and_an_office_does_not(offices):
    assert offices(office(kind="external")) == [
        ("town/offices.yaml", 3, "catalogue.external_trade")
    ]
    assert offices(office(trade="bank")) == [("town/offices.yaml", 3, "catalogue.external_trade")]
    assert offices(office(kind="external", trade="bank")) == []


def test_an_english_name_that_is_chinese_or_empty_is_told(offices):
    assert offices(office(name_en="甲局")) == [("town/offices.yaml", 3, "catalogue.one_language")]
    assert offices(office(name_en='""')) == [("town/offices.yaml", 3, "catalogue.string_too_short")]


def test_office_hours_run_forward(lists):
    text = (lists.root / "town/place.yaml").read_text()
    lists.write("town/place.yaml", text.replace("13:30", "11:30"))
    assert lists.places() == [("town/place.yaml", 6, "catalogue.office_hours")]
    lists.write("town/place.yaml", text.replace("13:30", "25:30"))
    assert lists.places() == [("town/place.yaml", 6, "catalogue.string_pattern_mismatch")]


def test_a_place_without_its_own_file_is_told(lists):
    (lists.root / "town/place.yaml").unlink()
    assert lists.places() == [("place.yaml", 1, "catalogue.no_place")]


def test_a_region_names_a_parent_that_is_listed(lists):
    lists.write(
        "common/regions.yaml",
        "source: GB/T 2260\nregions:\n"
        '  - {code: "430300", name: 湘潭市, name_en: Xiangtan, level: prefecture,\n'
        '     parent: "430000"}\n',
    )
    assert lists.places() == [("common/regions.yaml", 4, "catalogue.missing_region")]


def test_a_calendars_mistakes_are_told_with_file_and_line(lists):
    lists.write(
        "common/calendar/2030.yaml",
        "year: 2030\nstatus: provisional\nsource: illustrative\n"
        "holidays:\n  - {zh: 元旦, en: New Year, from: 2030-01-01, to: 2029-12-31}\n"
        "makeup_workdays:\n  - 2030-01-07\n",
    )
    found = lists.places()
    assert {(file, line) for file, line, _ in found} == {
        ("common/calendar/2030.yaml", 5),
        ("common/calendar/2030.yaml", 7),
    }
    assert {code for _, _, code in found} == {"catalogue.calendar"}


def test_the_same_kind_may_register_twice_but_not_differently():
    kinds = RowKinds()
    kinds.register(RowKind("office", "offices.yaml", Office, rows="offices"))
    kinds.register(RowKind("office", "offices.yaml", Office, rows="offices"))
    with pytest.raises(ValueError, match="already registered"):
        kinds.register(RowKind("office", "regions.yaml", Region))
