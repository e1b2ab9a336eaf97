"""The writes of parties, in one place for callers."""

from yingshang.core.parties.enterprises import fill_credit_code, register_enterprise
from yingshang.core.parties.mandates import give_mandate, revoke_mandate
from yingshang.core.parties.persons import PersonDetails, register_person, register_persons

__all__ = [
    "PersonDetails",
    "fill_credit_code",
    "give_mandate",
    "register_enterprise",
    "register_person",
    "register_persons",
    "revoke_mandate",
]
