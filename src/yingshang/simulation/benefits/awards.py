"""Some awards of 2026, so that their way is seen: a few invented firms, far from any published sum.

The policies that they rest on are illustrative and say so. The 985,000,000 yuan of awards that the
place reported for January to July 2022 are an input that nothing here imitates: which policies paid
them was not published.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5

from yingshang.city.benefits.matching.applying import Ask, apply
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.payments.bank.csv_bank import plain
from yingshang.city.benefits.payments.services import open_budget
from yingshang.core.access.models import User
from yingshang.core.access.users import create_user
from yingshang.core.models import Mandate, Party
from yingshang.core.parties.enterprises import register_enterprise
from yingshang.core.parties.illustrative import illustrative_credit_code, illustrative_id_number
from yingshang.core.parties.mandates import enter_mandate
from yingshang.core.parties.persons import register_person
from yingshang.simulation.benefits.delivering import ACTOR, Paper, hand_in
from yingshang.simulation.benefits.firms import NAMED
from yingshang.worktime.zone import SHANGHAI

FIRST_CODE = 79_000_000
COUNTED, BORROWING, LISTED = 28, 12, 2
"""Firms first counted as industrial this year, firms with a first loan, of these discredited."""
AS_OF, APPLIED_ON = date(2026, 6, 30), date(2026, 7, 6)
LOAN = "first_loan_award"
AGENT, AGENT_NUMBER = "simulated_agent", 7_901
FUND, PERIOD, BUDGET_FEN = "industry_budget", "2026-2028", 500_000_000
STATISTICS = ("credit_code", "is_above_scale", "is_industrial", "first_counted_on", "size_class")
LOANS = ("credit_code", "is_first_borrower", "first_loan_on", "first_loan")
ACCOUNTS = ("credit_code", "payee_holder", "payee_bank", "payee_account")


@dataclass(frozen=True, slots=True)
class Awarded:
    """What was drawn, handed in and applied for."""

    firms: int
    files: int
    applications: int


def deliver_awards(place: str, *, seed: int) -> Awarded:
    """Hand in what is said of the firms, open the budget, and apply for those that borrowed.

    Again, it finds all of it done. Errors: those of the services.
    """
    codes = [illustrative_credit_code(FIRST_CODE + n) for n in range(COUNTED + BORROWING)]
    files = hand_in(place, _papers(codes, random.Random(seed)), at=_on(AS_OF))  # noqa: S311 - a seeded draw, no secret
    open_budget(place, FUND, PERIOD, BUDGET_FEN, ACTOR, _on(AS_OF), key="simulated-awards")
    user, at = _agent(place), _on(APPLIED_ON)
    borrowers = list(enumerate(codes))[COUNTED + LISTED :]
    made = [_applied(place, code, _name(n), user=user, at=at) for n, code in borrowers]
    return Awarded(len(codes), files, sum(made))


def _papers(codes: Sequence[str], draw: random.Random) -> list[Paper]:
    borrowers, listed = codes[COUNTED:], codes[COUNTED : COUNTED + LISTED]
    counted = [
        (code, "是", "是", f"{date(2026, draw.randint(1, 5), draw.randint(1, 28))}", "小型")
        for code in codes[:COUNTED]
    ]
    small = [(code, "否", "否", "", draw.choice(("小型", "微型"))) for code in borrowers]
    loans = [
        (code, "是", f"{date(2026, draw.randint(1, 6), 15)}",
         plain(draw.randint(30, 250) * 1_000_000))
        for code in borrowers
    ]  # fmt: skip
    return [
        Paper("industrial_statistics", AS_OF, STATISTICS, counted + small),
        Paper("first_loans", AS_OF, LOANS, loans),
        Paper("credit_lists", AS_OF, ("credit_code", "is_zombie", "is_discredited"),
              [(code, "否", "是" if code in listed else "否") for code in codes]),
        Paper("payee_accounts", AS_OF, ACCOUNTS,
              [(code, _name(n), "模拟银行", f"9998{n:012d}") for n, code in enumerate(codes)]),
    ]  # fmt: skip


def _applied(place: str, code: str, name: str, *, user: User, at: datetime) -> bool:
    """Apply for one firm, once."""
    key = _key(code)
    if Application.objects.filter(key=key).exists():
        return False
    firm = register_enterprise(name, code, place=place, actor=ACTOR, at=at)
    _represent(place, firm, user, at)
    apply(place, firm, Ask(key, LOAN, {}), user=user, at=at)
    return True


def _represent(place: str, firm: Party, user: User, at: datetime) -> None:
    """Let the user act for the firm, unless somebody does already."""
    if user.person is None or Mandate.objects.filter(principal=firm).exists():
        return
    mandate = Mandate(
        kind=Mandate.Kind.LEGAL_REPRESENTATIVE, principal=firm, holder=user.person,
        valid_from=_on(AS_OF),
    )  # fmt: skip
    enter_mandate(mandate, place=place, actor=ACTOR, at=at)


def _agent(place: str) -> User:
    """The one invented person who acts for all of them."""
    known = User.objects.filter(username=AGENT).select_related("person").first()
    if known is not None:
        return known
    at, name = _on(AS_OF), "模拟经办人"
    number = illustrative_id_number(AGENT_NUMBER)
    person = register_person(name, number, place=place, actor=ACTOR, at=at)
    return create_user(AGENT, display_name=name, person=person, is_demo=True, place=place,
                       actor=ACTOR, at=at)  # fmt: skip


def _name(number: int) -> str:
    return f"{NAMED}奖补{number:03d}"


def _key(code: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:yingshang:simulated-award:{code}")


def _on(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), SHANGHAI)
