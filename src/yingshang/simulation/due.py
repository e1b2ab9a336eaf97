"""Benefits in the demo: illustrative facts of a firm, and who decides at the offices in charge.

The firm is the one that the cast's client represents. Its facts stand as a department would
deliver them, in `catalogue/<place>/facts/samples/<dataset>.csv`.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yingshang.core.access.duties import add_post
from yingshang.core.access.models import Role, User
from yingshang.core.access.users import create_user
from yingshang.core.facts.errors import DeliveredBefore
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.services import deliver
from yingshang.core.facts.types import Delivery
from yingshang.core.models import Office
from yingshang.simulation.cast import ALL_STAGES, DEMO
from yingshang.worktime.zone import local

SAMPLES = Path("facts") / "samples"
AS_OF = date(2026, 10, 31)
STAFF: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "industry": ("产业政策审批员", "industry", ALL_STAGES),
    "science": ("科技政策审批员", "science", ALL_STAGES),
}


def ensure_benefits(place: str, *, at: datetime) -> dict[str, User]:
    """The officers by name, and the facts delivered; made once. None without the samples."""
    folder = settings.CATALOGUE_ROOT / settings.PLACE / SAMPLES
    for path in sorted(folder.glob("*.csv")):
        _deliver(path, place, at)
    known = {user.username: user for user in User.objects.filter(username__in=STAFF)}
    with transaction.atomic():
        return known | {name: _officer(name, place, at) for name in STAFF if name not in known}


def _deliver(path: Path, place: str, at: datetime) -> None:
    """What was delivered by anybody is not delivered over."""
    if Snapshot.objects.filter(place=place, dataset=path.stem).exists():
        return
    as_of = min(AS_OF, local(at, field="at").date())
    try:
        deliver(Delivery(path, place, path.stem, as_of), actor=DEMO, at=at)
    except DeliveredBefore:
        return


def _officer(name: str, place: str, at: datetime) -> User:
    display, office_code, roles = STAFF[name]
    user = create_user(name, display_name=display, is_demo=True, place=place, actor=DEMO, at=at)
    office = Office.objects.get(place=place, code=office_code)
    for role in roles:
        add_post(user, office, role, valid_from=at - timedelta(days=1), actor=DEMO, at=at)
    return user
