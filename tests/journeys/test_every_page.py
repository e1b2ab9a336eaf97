"""Every page of the main job: no axe finding in light and dark, nothing too wide at 360 px."""

from datetime import UTC, datetime

import pytest

from tests.cast import PLACE
from yingshang.city.matters.models import Application, Licence
from yingshang.core.models import Case
from yingshang.simulation.cast import ensure_cast
from yingshang.simulation.opening import Story, open_company

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LOOKS = (
    {"color_scheme": "light", "viewport": WIDE, "locale": "zh-CN"},
    {"color_scheme": "dark", "viewport": NARROW, "locale": "en"},
)


@pytest.fixture
def town(site):
    """A company that is open, and a draft that is begun."""
    from yingshang.city.matters.applications import drafting

    now = datetime.now(UTC)
    cast = ensure_cast(PLACE, at=now)
    story = Story(PLACE, cast, now, "湘潭巡览示例科技有限公司")
    open_company(story)
    drafting.start_draft(PLACE, "company_opening", user=cast["owner"], at=now)
    return site


def pages() -> dict[str | None, list[str]]:
    """The pages of each person, with the things of this town in their addresses."""
    bundle = Case.objects.get(kind="bundle")
    registration = Case.objects.get(item__code="company_registration")
    draft = Application.objects.get(state="draft").pk
    licence = Licence.objects.filter(kind="business_licence").get()
    form = [f"/applications/{draft}/form/{page}/" for page in ("company", "people", "seals")]
    return {
        None: ["/", "/services/", "/services/company_opening/", "/services/seal_making/",
               "/login/", "/check/", f"/check/{licence.token}", "/check/none", "/ratings/",
               "/nowhere/"],
        "owner": ["/my/", "/my/inbox/", "/signatures/", "/services/company_opening/apply/",
                  f"/applications/{draft}/questions/", *form, f"/applications/{draft}/materials/",
                  f"/applications/{draft}/check/", f"/cases/{bundle.pk}/",
                  f"/cases/{bundle.pk}/ledger/", f"/rate/{bundle.pk}/"],
        "approver": ["/desk/", f"/desk/cases/{registration.pk}/"],
        "clerk": ["/desk/", "/window/"],
        "callback": ["/desk/callback/"],
        "leader": ["/board/"],
    }  # fmt: skip


@pytest.mark.parametrize("look", LOOKS, ids=["chinese-light", "english-dark-360px"])
def test_no_page_has_an_accessibility_finding_or_scrolls_sideways(person, town, look):
    for name, paths in pages().items():
        someone = person(name, **look)
        for path in paths:
            someone.go(path)
            someone.is_accessible()
            someone.fits()
