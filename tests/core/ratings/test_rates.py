"""The rates count valid ratings and never silence, and are told with what they are a part of."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.cast import NOW, PLACE
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import measure
from yingshang.core.ratings.followups import take_followup_step
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rates import (
    Rate,
    active_rate,
    callback_rate,
    good_rate,
    rectified_rate,
)
from yingshang.core.ratings.rating import rate, rate_window
from yingshang.core.ratings.tickets import ticket_code

pytestmark = pytest.mark.django_db
MONTH = Period.parse("2026-11")


def rated(town, grade, **where):
    return rate(town.case(**where).pk, Opinion(grade), user=town.owner, at=NOW).followup_case_id


def end(town, case_id, *steps):
    for name in steps:
        user = town.supervisor if name == "reject" else town.caller
        take_followup_step(case_id, name, user=user, at=NOW, reason="已核实")


def test_silence_is_not_praise(town):
    rated(town, 5)
    town.case()
    town.window()
    town.case(ended=None)
    assert active_rate(PLACE, MONTH) == Rate(1, 3)
    assert good_rate(PLACE, MONTH) == Rate(1, 1)


def test_without_ratings_there_is_no_rate(town):
    town.case()
    assert good_rate(PLACE, MONTH).ratio is None
    assert measure("ratings.good_rate").compute(PLACE, MONTH).value is None


def test_fair_is_good_and_dissatisfied_is_not(town):
    for grade in (1, 2, 3, 4, 5):
        rated(town, grade)
    assert good_rate(PLACE, MONTH) == Rate(3, 5)


def test_a_rejected_rating_is_not_valid_before_and_after_its_call(town):
    rated(town, 5)
    case = rated(town, 1)
    end(town, case, "verify", "ask_review", "reject")
    assert good_rate(PLACE, MONTH) == Rate(1, 1)
    assert rectified_rate(PLACE, MONTH) == Rate(0, 0)
    end(town, case, "call_back")
    assert good_rate(PLACE, MONTH) == Rate(1, 1)


def test_put_right_and_explained_count_an_open_one_does_not(town):
    end(town, rated(town, 1), "verify", "fix", "call_back")
    end(town, rated(town, 2), "verify", "explain")
    rated(town, 2)
    assert rectified_rate(PLACE, MONTH) == Rate(2, 3)


def test_who_was_not_reached_was_not_called_back_and_who_left_no_name_is_not_asked_for(town):
    end(town, rated(town, 1), "verify", "fix", "call_back")
    end(town, rated(town, 1), "verify", "fix", "unreached")
    service = town.window()
    rate_window(service.pk, Opinion(1), code=ticket_code(service.pk), at=NOW)
    assert callback_rate(PLACE, MONTH) == Rate(1, 2)


def test_another_month_and_another_office_do_not_count(town):
    rated(town, 5)
    rated(town, 1, office="tax", item="invoice_first_issue")
    assert good_rate(PLACE, Period.parse("2026-10")) == Rate(0, 0)
    assert good_rate(PLACE, MONTH, town.office("tax")) == Rate(0, 1)
    value = measure("ratings.good_rate").compute(PLACE, MONTH)
    assert (value.value, value.n) == (Fraction(1, 2), 2)
    assert {(part.en, part.value, part.n) for part in value.parts} == {
        ("Xiangtan Administration for Market Regulation", Fraction(1), 1),
        ("Xiangtan Tax Office", Fraction(0), 1),
    }


def test_the_way_down_leads_to_the_services_that_ended(town):
    case = town.case(ended=NOW - timedelta(hours=1))
    rated(town, 1)
    found = measure("ratings.active_rate").cases
    assert found is not None
    kinds = set(found(PLACE, MONTH).values_list("kind", flat=True))
    assert kinds == {"matter"}
    assert case in found(PLACE, MONTH)
