"""Every page of the main job: no axe finding in light and dark, nothing too wide at 360 px."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import PLACE
from tests.journeys.conftest import become
from yingshang.city.matters.applications import drafting
from yingshang.city.matters.models import Application, Licence
from yingshang.core.models import Case
from yingshang.simulation.cast import DemoCast, ensure_cast
from yingshang.simulation.opening import Story, open_company

pytestmark = pytest.mark.browser
MISSING = {"/nowhere/", "/check/none"}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LOOKS = (
    {"color_scheme": "light", "viewport": WIDE, "locale": "zh-CN"},
    {"color_scheme": "dark", "viewport": NARROW, "locale": "en"},
)


def tell() -> DemoCast:
    """A company that is open, and a draft that is begun."""
    now = datetime.now(UTC)
    cast = ensure_cast(PLACE, at=now)
    # since yesterday: what is valid only from a later minute on would not be seen yet
    story = Story(PLACE, cast, now - timedelta(days=1), "湘潭巡览示例科技有限公司")
    open_company(story)
    drafting.start_draft(PLACE, "company_opening", user=cast["owner"], at=now)
    return cast


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


def test_no_page_has_an_accessibility_finding_or_scrolls_sideways(person, site):
    cast = tell()
    for look in LOOKS:
        visitor = person(**look)
        for name, paths in pages().items():
            become(visitor.page.context, site, cast[name] if name else None)
            for path in paths:
                status = visitor.go(path)
                assert status == (404 if path in MISSING else 200), (name, path)
                assert "/login/" not in visitor.page.url or path == "/login/", (name, path)
                visitor.is_accessible()
                visitor.fits()
