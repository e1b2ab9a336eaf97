"""The other place of the demo: a window and two offices in Heihe, one click each, all invented."""

from datetime import datetime, timedelta

from django.db import transaction

from yingshang.core.access.duties import add_post
from yingshang.core.access.models import Role, User
from yingshang.core.access.users import create_user
from yingshang.core.models import Office
from yingshang.simulation.cast import ALL_STAGES, DEMO

HEIHE = "231100"
STAFF: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "heihe_clerk": ("黑河跨省通办窗口", "service_centre", (Role.CLERK, Role.DELIVERY)),
    "heihe_officer": ("黑河市场监管经办", "market_regulation", ALL_STAGES),
    "heihe_fund": ("黑河公积金经办", "housing_fund", ALL_STAGES),
}


def ensure_elsewhere(*, at: datetime) -> dict[str, User]:
    """The people of the other place by name, made once; none where its lists are not loaded."""
    offices = {office.code: office for office in Office.objects.filter(place=HEIHE)}
    if not offices:
        return {}
    known = {user.username: user for user in User.objects.filter(username__in=STAFF)}
    with transaction.atomic():
        fresh = {name: _officer(name, offices, at) for name in STAFF if name not in known}
    return known | fresh


def _officer(name: str, offices: dict[str, Office], at: datetime) -> User:
    display, office, roles = STAFF[name]
    user = create_user(name, display_name=display, is_demo=True, place=HEIHE, actor=DEMO, at=at)
    for role in roles:
        begins = at - timedelta(days=1)
        add_post(user, offices[office], role, valid_from=begins, actor=DEMO, at=at)
    return user
