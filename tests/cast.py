"""The named cast of the tests, all invented: who applies, who serves, and a stranger."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from yingshang.core.access.models import Post, Role, User
from yingshang.core.parties.models import Mandate, Office, Party

PLACE = "430300"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday 10:00 in Shanghai
LONG_AGO = NOW - timedelta(days=365)


def person(name: str) -> Party:
    return Party.objects.create(kind=Party.Kind.PERSON, name=name)


def enterprise(name: str) -> Party:
    return Party.objects.create(kind=Party.Kind.ENTERPRISE, name=name)


def login(username: str, name: str, *, party: Party | None = None) -> User:
    return User.objects.create(
        username=username, display_name=name, person=party, is_demo=True, password="!"
    )


def serve(user: User, office: Office, *roles: Role, items: tuple[str, ...] = ()) -> User:
    for role in roles:
        Post.objects.create(
            user=user, office=office, role=role, items=list(items), valid_from=LONG_AGO
        )
    return user


def mandate(
    principal: Party, holder: Party, *, kind: str = "legal_representative", **more
) -> Mandate:
    return Mandate.objects.create(
        principal=principal, holder=holder, kind=kind, valid_from=LONG_AGO, **more
    )


@dataclass
class Cast:
    """Made on first use, so that a test pays only for whom it names."""

    def office(self, code: str) -> Office:
        return Office.objects.get(place=PLACE, code=code)

    @cached_property
    def owner(self) -> User:
        return login("owner", "示例业主", party=person("示例业主"))

    @cached_property
    def company(self) -> Party:
        company = enterprise("示例食品有限公司")
        mandate(company, self.owner.person)
        return company

    @cached_property
    def agent(self) -> User:
        agent = login("agent", "示例代办人", party=person("示例代办人"))
        mandate(
            self.company,
            agent.person,
            kind="agent",
            valid_until=NOW + timedelta(days=30),
            scope=["company_opening"],
        )
        return agent

    @cached_property
    def clerk(self) -> User:
        return serve(login("clerk", "综合窗口"), self.office("service_centre"), Role.CLERK)

    @cached_property
    def approver(self) -> User:
        return serve(
            login("approver", "登记审批"),
            self.office("market_regulation"),
            Role.HANDLER,
            Role.REVIEWER,
            Role.APPROVER,
        )

    @cached_property
    def colleague(self) -> User:
        """Another officer of the registry."""
        return serve(login("colleague", "登记同事"), self.office("market_regulation"), Role.HANDLER)

    @cached_property
    def head(self) -> User:
        return serve(login("head", "登记机关负责人"), self.office("market_regulation"), Role.HEAD)

    @cached_property
    def tax_approver(self) -> User:
        return serve(
            login("tax", "税务审批"),
            self.office("tax"),
            Role.HANDLER,
            Role.REVIEWER,
            Role.APPROVER,
        )

    @cached_property
    def supervisor(self) -> User:
        return serve(login("supervisor", "督查"), self.office("service_centre"), Role.SUPERVISOR)

    @cached_property
    def leader(self) -> User:
        return serve(login("leader", "领导"), self.office("service_centre"), Role.LEADER)

    @cached_property
    def stranger(self) -> User:
        return login("stranger", "路人", party=person("路人"))
