"""The desk in a browser: no accessibility violation in light and dark, usable at 360 px."""

import os
import uuid
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from tests.city.matters.desk.conftest import posted
from tests.city.matters.desk.making import (
    ID_NUMBER,
    applied,
    in_days,
    received,
    step,
    with_material,
)
from yingshang import ui
from yingshang.core.models import WindowService

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LOOK = Path(ui.__file__).parent / "static" / "ui" / "look.css"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture
def pages(cast, enter) -> dict[str, str]:
    """Every page of the desk with something on it, as HTML."""
    late, soon, paused, *_ = received(cast, count=5)
    for case in (late, soon, paused):
        step(case, "accept", cast.clerk)
    step(paused, "suspend", cast.approver, reason="检测：等报告", procedure="testing",
         expected_end=in_days(3))  # fmt: skip
    late.commitments.update(due_at=in_days(-2))
    case = applied(cast)
    with_material(cast, case)
    step(case, "accept", cast.clerk)
    step(case, "handle", cast.approver, opinion="材料齐全，建议准予。")
    officer, clerk = enter(cast.approver), enter(cast.clerk)
    url = f"/desk/cases/{case.pk}/"
    answers = {
        "queue": officer.get("/desk/"),
        "queue-empty": clerk.get("/desk/?state=overdue&search=x"),
        "batch": officer.post("/desk/batch/", {"step": "accept", "case": f"{late.pk}:1"}),
        "case": officer.get(url),
        "case-purpose": officer.post(url + "reveal/", {"purpose": ""}),
        "case-paused": officer.get(f"/desk/cases/{paused.pk}/"),
        "step": officer.get(url + "steps/refuse/"),
        "step-errors": officer.post(url + "steps/refuse/", posted(case.version)),
        "step-suspend": officer.get(f"/desk/cases/{soon.pk}/steps/suspend/"),
        "step-correction": clerk.get(f"/desk/cases/{received(cast)[0].pk}/steps/ask_correction/"),
        "step-conflict": clerk.post(url + "steps/claim/", posted(1)),
    }
    answers |= _window(enter(cast.clerk), Client())
    answers["board"] = enter(cast.supervisor).get("/board/")
    answers["board-cases"] = enter(cast.supervisor).get("/board/matters.open_now/")
    answers["english"] = officer.get(url, headers={"accept-language": "en"})
    return {name: answer.content.decode() for name, answer in answers.items()}


def _window(clerk: Client, kiosk: Client) -> dict[str, HttpResponse]:
    answers = {"ticket": kiosk.get("/window/ticket/"), "window-empty": clerk.get("/window/")}
    form = {"service": "company_opening", "submission_key": str(uuid.uuid4())}
    answers["ticket-taken"] = kiosk.post("/window/ticket/", form, follow=True)
    kiosk.post("/window/ticket/", {**form, "submission_key": str(uuid.uuid4())})
    answers["window-waiting"] = clerk.get("/window/")
    clerk.post("/window/call/")
    service = WindowService.objects.get(called_at__isnull=False)
    path = f"/window/{service.pk}/"
    answers["window-identify"] = clerk.post(path + "identify/", {"name": "示例来客"})
    person = {"name": "示例来客", "id_number": ID_NUMBER}
    clerk.post(path + "identify/", person)
    answers["window-start"] = clerk.get("/window/")
    clerk.post(path + "start/", {"service": "company_opening"})
    answers["window-draft"] = clerk.get("/window/")
    return answers


def test_axe_finds_nothing_and_no_page_scrolls_sideways(pages, request):
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, html in pages.items():
            for scheme, width in (("dark", 360),):  # light and wide: tests/journeys
                page = _opened(browser, html, scheme, width)
                violations = Axe().run(page).response["violations"]
                wide = page.evaluate("document.documentElement.scrollWidth") - width
                if violations or wide > 0:
                    where = [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]
                    found[name, scheme, width] = (where, wide)
                _picture(page, f"{name}-{scheme}-{width}")
                page.close()
        browser.close()
    assert found == {}


def _opened(browser: Browser, html: str, scheme: str, width: int):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.route("**/*", lambda route: route.abort())
    look = LOOK.read_text("utf-8")
    page.set_content(html.replace("</head>", f"<style>{look}</style></head>", 1))
    return page


def _picture(page, name: str) -> None:
    """Keep a picture where `YINGSHANG_PICTURES` names a folder, for people to look at."""
    folder = os.environ.get("YINGSHANG_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
