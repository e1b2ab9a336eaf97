"""The demo cast: who applies and who serves, all invented, each one click from logged in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from yingshang.core.access.duties import add_post
from yingshang.core.access.models import Role, User
from yingshang.core.access.users import create_user
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Mandate, Office, Party
from yingshang.core.parties.enterprises import register_enterprise
from yingshang.core.parties.illustrative import illustrative_credit_code, illustrative_id_number
from yingshang.core.parties.mandates import enter_mandate
from yingshang.core.parties.persons import register_person

DEMO = Actor.system("demo")
PEOPLE = {
    "owner": ("李示例", 1),
    "partner": ("王示例", 2),
    "agent": ("陈代办", 3),
    "client": ("周示例", 4),
    "citizen": ("路人", 5),
}
ALL_STAGES = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)
STAFF: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "clerk": ("综合窗口 01", "service_centre", (Role.CLERK, Role.DELIVERY)),
    "approver": ("登记核准员", "market_regulation", ALL_STAGES),
    "tax": ("税务核定员", "tax", ALL_STAGES),
    "social": ("社保经办员", "social_insurance", ALL_STAGES),
    "fund": ("公积金经办员", "housing_fund", ALL_STAGES),
    "head": ("登记机关负责人", "market_regulation", (Role.HEAD,)),
    "callback": ("回访专员", "service_centre", (Role.CALLBACK,)),
    "supervisor": ("督查专员", "service_centre", (Role.SUPERVISOR,)),
    "leader": ("分管领导", "service_centre", (Role.LEADER,)),
}


@dataclass(frozen=True)
class DemoCast:
    """The log-ins by their names, and the people by theirs."""

    users: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.users[name]


def ensure_cast(place: str, *, at: datetime) -> DemoCast:
    """The cast of a place, made on the first call and found on every other.

    Whoever joined the cast since is made when it is called again.
    """
    names = [*PEOPLE, *STAFF]
    known = {u.username: u for u in User.objects.filter(username__in=names, is_demo=True)}
    if len(known) == len(names):
        return DemoCast(known)
    with transaction.atomic():
        people = {name: _person(name, place, at) for name in PEOPLE if name not in known}
        staff = {name: _officer(name, place, at) for name in STAFF if name not in known}
        if people:
            _mandates(known | people, place, at)
    return DemoCast(known | people | staff)


def _person(name: str, place: str, at: datetime) -> User:
    display, n = PEOPLE[name]
    party = register_person(display, illustrative_id_number(n), place=place, actor=DEMO, at=at)
    return create_user(
        name, display_name=display, person=party, is_demo=True, place=place, actor=DEMO, at=at
    )


def _officer(name: str, place: str, at: datetime) -> User:
    display, office_code, roles = STAFF[name]
    user = create_user(name, display_name=display, is_demo=True, place=place, actor=DEMO, at=at)
    office = Office.objects.get(place=place, code=office_code)
    for role in roles:
        add_post(user, office, role, valid_from=at - timedelta(days=1), actor=DEMO, at=at)
    return user


def _mandates(users: dict[str, User], place: str, at: datetime) -> None:
    """The agent has two clients: a person who opens a company, and a firm that is there."""
    client, agent = users["client"].person, users["agent"].person
    assert client is not None  # noqa: S101 - made a moment ago
    assert agent is not None  # noqa: S101 - made a moment ago
    firm = register_enterprise(
        "湘潭示例机电有限公司", illustrative_credit_code(7), legal_representative=client,
        place=place, actor=DEMO, at=at,
    )  # fmt: skip
    for principal in (client, firm):
        _give(principal, agent, place, at)


def _give(principal: Party, holder: Party, place: str, at: datetime) -> None:
    mandate = Mandate(
        kind=Mandate.Kind.AGENT,
        principal=principal,
        holder=holder,
        scope=["company_opening", "staff_hiring", "restaurant_opening"],
        valid_from=at - timedelta(minutes=1),
        valid_until=at + timedelta(days=180),
    )
    enter_mandate(mandate, place=place, actor=DEMO, at=at)
