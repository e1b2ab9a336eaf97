"""A few companies on their way, so that a fresh demo has something to look at on every page."""

from datetime import datetime, timedelta

from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.core.models import Case
from yingshang.simulation.cast import DemoCast
from yingshang.simulation.opening import Story, apply, open_company, sign

DONE, SIGNING, RECEIVED, CORRECTION, ACCEPTED = (
    f"湘潭示例{name}有限公司" for name in ("食品", "机械", "文化", "物流", "软件")
)
AGO = timedelta(hours=2)
"""The finished story takes less than this, so that nothing in it lies ahead of the clock."""


def ensure_scenes(place: str, cast: DemoCast, *, at: datetime) -> bool:
    """Set the scenes once: one company open, one to sign, and three at the registry's desk."""
    if Case.objects.filter(place=place).exists():
        return False
    open_company(Story(place, cast, at - AGO, DONE))
    apply(Story(place, cast, at - AGO, SIGNING))
    _received(place, cast, RECEIVED, at)
    points = ("章程缺少第三页", "住所门牌号不全")
    case = _received(place, cast, CORRECTION, at)
    take_step(DeskStep(case.pk, "ask_correction", points=points), user=cast["clerk"], at=at)
    accepted = _received(place, cast, ACCEPTED, at)
    take_step(DeskStep(accepted.pk, "accept"), user=cast["clerk"], at=at)
    return True


def _received(place: str, cast: DemoCast, company: str, at: datetime) -> Case:
    """The registration case of a company whose signatures are all given."""
    story = Story(place, cast, at - AGO, company)
    application = apply(story)
    sign(story, application)
    return Case.objects.get(parent=application.case, item__code="company_registration")
