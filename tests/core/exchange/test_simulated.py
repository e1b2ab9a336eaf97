"""The simulated systems answer like the real ones would, and say that they are not."""

import pytest
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from tests.core.exchange.cast import NOON, PLACE, inbox, outgoing, pushed, tax_message
from yingshang.core.exchange.contrib.simulated.results import result
from yingshang.core.exchange.queries import messages_of
from yingshang.core.exchange.services import register_handler, turn
from yingshang.core.ids import new_id

SYSTEMS = ("registry", "tax", "social_insurance", "housing_fund", "seal_maker", "bank")


def test_the_registry_gives_a_credit_code_with_a_valid_check_digit():
    body = result(outgoing(system="registry"))
    assert uscc.is_valid(body["credit_code"])
    assert body["credit_code"][2:9] == f"{PLACE}X"
    assert mod_11_10.is_valid(body["registration_number"])


def test_a_thousand_enterprises_get_a_thousand_codes():
    codes = {result(outgoing(f"k{n}", "registry"))["credit_code"] for n in range(1000)}
    assert len(codes) == 1000


@pytest.mark.parametrize(
    ("system", "field"),
    [
        ("registry", "registration_number"),
        ("tax", "ukey"),
        ("tax", "invoice_quota"),
        ("social_insurance", "account_number"),
        ("housing_fund", "account_number"),
        ("seal_maker", "seal_filing_numbers"),
        ("bank", "appointment_number"),
    ],
)
def test_each_system_answers_what_it_is_there_for(system, field):
    body = result(outgoing(system=system))
    assert body[field]
    assert (body["simulated"], body["outcome"]) == ("yes", "done")


def test_the_same_message_gets_the_same_answer():
    assert result(outgoing()) == result(outgoing())


def test_a_refusal_can_be_asked_for():
    body = result(outgoing(body={"simulate": "refuse"}))
    assert body["outcome"] == "refused"
    assert body["reason"]


@pytest.mark.django_db
def test_all_six_systems_answer_a_case_in_one_turn():
    case_id = new_id()
    for system in SYSTEMS:
        register_handler(system, "tax.register", lambda _incoming: None)
    pushed(*(tax_message(system=system, case_id=case_id) for system in SYSTEMS))
    assert turn(NOON) == (6, 0, 0)
    assert {m.system for m in inbox()} == set(SYSTEMS)
    assert sum(view.is_simulated for view in messages_of(case_id)) == 6
