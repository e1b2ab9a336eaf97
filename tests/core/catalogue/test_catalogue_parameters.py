"""Parameters: numbers that rules read, with unit, source and days of validity."""

from datetime import date, timedelta

import pytest
from tests.cast import NOW, PLACE

from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.parameters import ParameterMissing, parameter
from yingshang.worktime import Budget, Unit

TODAY = NOW.date()
ROW = """\
source: illustrative
parameters:
  - {code: days, name: 天数, name_en: Days, value: 5, unit: working_day}
"""


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("value: -1", "greater_than_equal"),
        ('value: "5"', "int_type"),
        ("unit: fortnight", "literal_error"),
        ("name_en: 天", "one_language"),
    ],
)
def test_a_wrong_parameter_is_told_at_its_line(lists, wrong, code):
    lists.write("town/parameters.yaml", ROW)
    assert lists.places() == []
    key = wrong.partition(":")[0]
    right = next(part for part in ROW[ROW.index("{") + 1 :].split(", ") if part.startswith(key))
    lists.write("town/parameters.yaml", ROW.replace(right.rstrip("}\n"), wrong))
    assert lists.places() == [("town/parameters.yaml", 3, f"catalogue.{code}")]


@pytest.mark.django_db
def test_a_parameter_is_read_with_its_version_and_as_a_time_limit():
    found = parameter(PLACE, "bad_rating_response", on=TODAY)
    assert found.budget == Budget(5, Unit.WORKING_DAY)
    assert found.is_unsure
    assert Item.objects.get(pk=found.item_id).code == "bad_rating_response"


@pytest.mark.django_db
def test_a_parameter_holds_on_its_days_both_included_and_on_no_other():
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    Item.objects.filter(kind="parameter", code="rating_window", is_current=True).update(
        valid_from=first, valid_until=last
    )
    for day in (first, last):
        assert parameter(PLACE, "rating_window", on=day).value == 30
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(ParameterMissing):
            parameter(PLACE, "rating_window", on=day)


@pytest.mark.django_db
def test_a_parameter_that_is_not_listed_is_told():
    with pytest.raises(ParameterMissing) as missing:
        parameter(PLACE, "nonsense", on=TODAY)
    assert "nonsense" in missing.value.text("en")
