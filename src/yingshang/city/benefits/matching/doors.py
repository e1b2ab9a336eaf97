"""Who may look at a firm's benefits and at applications. Missing and hidden answer alike."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yingshang.city.benefits.matching.errors import ApplicationMissing, FirmMissing
from yingshang.city.benefits.matching.lifecycle import APPLICATION, SEEING
from yingshang.core.access.acting import clients_of, may_act_for
from yingshang.core.access.doors import served_cases, visible_cases
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.models import Case, Office, Party

SCOPE = "benefits"
"""What a mandate of named services must name to cover the firm's benefits."""
EXPLAINING = (Role.CLERK,)
_SHOWN = ("office", "party", "item", "handler", "benefit_application")


def firms_of(user: Reader, *, at: datetime) -> list[Party]:
    """The firms with a credit code whose benefits the user may see, by name."""
    firms = clients_of(user, at=at).filter(credit_code__isnull=False)
    return [firm for firm in firms if may_act_for(user, firm, item_code=SCOPE, at=at)]


def get_firm_for(user: Reader, party_id: UUID, *, at: datetime) -> Party:
    """One of them. Errors: `FirmMissing`."""
    firm = Party.objects.filter(pk=party_id, credit_code__isnull=False).first()
    if firm is None or not may_act_for(user, firm, item_code=SCOPE, at=at):
        raise FirmMissing
    return firm


def firm_by_code(user: Reader, credit_code: str, *, at: datetime) -> Party:
    """The same by its credit code. Errors: `FirmMissing`."""
    found = Party.objects.filter(credit_code=credit_code.strip()[:18].upper()).first()
    return get_firm_for(user, found.pk if found else UUID(int=0), at=at)


def explaining_office(user: Reader, *, place: str, at: datetime) -> Office:
    """The window at which the user explains benefits to firms. Errors: `FirmMissing`."""
    posts = posts_of(user, at=at).filter(role__in=EXPLAINING, office__place=place)
    post = posts.order_by("pk").first()
    if post is None:
        raise FirmMissing
    return post.office


def own_applications(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The applications of firms that the user acts for, the newest first."""
    cases = visible_cases(user, at=at).filter(kind=APPLICATION.kind)
    return cases.select_related(*_SHOWN).order_by("-opened_at")


def served_applications(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The applications at the offices where the user serves, without those of her own firms."""
    cases = served_cases(user, at=at).filter(kind=APPLICATION.kind)
    return cases.select_related(*_SHOWN).order_by("opened_at")


def has_desk(user: Reader, *, at: datetime) -> bool:
    """Whether the user has a post that sees applications."""
    return posts_of(user, at=at).filter(role__in=SEEING).exists()


def get_application_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """An application of a firm that the user acts for. Errors: `ApplicationMissing`."""
    return _one(own_applications(user, at=at), user, case_id, at, must_act=True)


def get_served_application(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """An application at the user's office. Errors: `ApplicationMissing`."""
    return _one(served_applications(user, at=at), user, case_id, at, must_act=False)


def _one(
    cases: QuerySet[Case], user: Reader, case_id: UUID, at: datetime, *, must_act: bool
) -> Case:
    case = cases.filter(pk=case_id).first()
    if case is None or not isinstance(user, User):
        raise ApplicationMissing
    if must_act and not may_act_for(user, case.party, item_code=case.item.code, at=at):
        raise ApplicationMissing
    return case
