"""The people, firms and officers of a simulated city, all invented, each log-in marked as demo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.access.duties import add_post
from yingshang.core.access.models import Role, User
from yingshang.core.access.users import LogIn, create_user, create_users
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Mandate, Office, Party
from yingshang.core.parties.enterprises import Listed, register_listed
from yingshang.core.parties.illustrative import illustrative_credit_code, illustrative_id_number
from yingshang.core.parties.persons import PersonDetails, register_persons
from yingshang.simulation.city.plan import OFFICERS_A_ROLE

SIMULATION = Actor.system("simulation")
FIRST = 1_000_000
"""Test ID numbers and credit codes below this are the demo cast's and the tests'."""

PARTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
BATCH = 5_000
DESK = (Role.CLERK, Role.DELIVERY)
STAGES = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)


@dataclass(frozen=True)
class Applicant:
    """Who applies: a log-in, her person, and the party it is for."""

    user_id: UUID
    person_id: UUID
    firm_id: UUID | None = None


def name_of(n: int) -> str:
    """The n-th invented name: 模拟 and heavenly stems and earthly branches."""
    letters = ""
    while True:
        n, digit = divmod(n, len(PARTS))
        letters += PARTS[digit]
        if n == 0:
            return f"模拟{letters}"


def register_people(place: str, first: int, last: int, *, at: datetime) -> None:
    """Register the persons from number `first` up to `last`, each with a log-in."""
    names = [name_of(n) for n in range(first, last)]
    details = [
        PersonDetails(name, illustrative_id_number(FIRST + n))
        for n, name in enumerate(names, start=first)
    ]
    with transaction.atomic():
        persons = register_persons(details, place=place, actor=SIMULATION, at=at)
        create_users(
            [
                LogIn(username_of(n), person.name, person.pk)
                for n, person in enumerate(persons, start=first)
            ],
            is_demo=True, place=place, actor=SIMULATION, at=at,
        )  # fmt: skip


def register_firms(place: str, first: int, last: int, *, at: datetime) -> None:
    """Register the firms from number `first` up to `last`; person n represents firm n."""
    heads = _persons(range(first, last))
    rows = [
        Listed(
            f"湘潭{name_of(n)}有限公司", illustrative_credit_code(FIRST + n), heads[username_of(n)]
        )
        for n in range(first, last)
    ]
    register_listed(rows, place=place, actor=SIMULATION, at=at)


def username_of(n: int) -> str:
    """The log-in of person n."""
    return f"sim-{n:07d}"


def _persons(numbers: Sequence[int]) -> dict[str, Party]:
    users = User.objects.filter(username__in=[username_of(n) for n in numbers])
    return {u.username: u.person for u in users.select_related("person") if u.person}


def applicants() -> list[Applicant]:
    """Every simulated applicant, by number."""
    users = User.objects.filter(username__startswith="sim-", is_demo=True).order_by("username")
    heads = Mandate.objects.filter(
        kind=Mandate.Kind.LEGAL_REPRESENTATIVE, holder__user__username__startswith="sim-"
    )
    firms = dict(heads.values_list("holder_id", "principal_id"))
    return [
        Applicant(user_id, person_id, firms.get(person_id))
        for user_id, person_id in users.values_list("pk", "person_id")
    ]


@dataclass(frozen=True)
class Staff:
    """The officers: clerks of the service centre, and by office those who handle and decide."""

    clerks: tuple[UUID, ...]
    officers: dict[UUID, tuple[UUID, ...]]


def ensure_staff(place: str, *, at: datetime, mark: str = "sim") -> Staff:
    """The officers of every open office, made on the first call and found on every other.

    Their log-ins begin with `mark`: of several places each has its own.
    """
    offices = {o.code: o for o in Office.objects.filter(place=place, kind=Office.Kind.OFFICE)}
    clerks = tuple(
        _officer(f"{mark}clerk-{n}", offices["service_centre"], DESK, place, at)
        for n in range(4 * OFFICERS_A_ROLE)
    )
    officers = {
        office.pk: tuple(_posts(office, place, at, mark))
        for office in offices.values()
        if office.is_open
    }
    return Staff(clerks, officers)


def _posts(office: Office, place: str, at: datetime, mark: str) -> Iterator[UUID]:
    for n in range(OFFICERS_A_ROLE):
        name = f"{mark}officer-{office.code.replace('_', '-')[:40]}-{n}"
        yield _officer(name, office, STAGES, place, at)


def _officer(
    username: str, office: Office, roles: Sequence[Role], place: str, at: datetime
) -> UUID:
    known = User.objects.filter(username=username).values_list("pk", flat=True).first()
    if known is not None:
        return known
    with transaction.atomic():
        user = create_user(
            username, display_name=f"模拟{office.name[-4:]}{username[-1]}", is_demo=True,
            place=place, actor=SIMULATION, at=at,
        )  # fmt: skip
        for role in roles:
            add_post(user, office, role, valid_from=at, actor=SIMULATION, at=at)
    return user.pk
