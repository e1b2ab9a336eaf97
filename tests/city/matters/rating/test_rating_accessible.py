"""The pages of 好差评 in a browser: no accessibility violation, nothing scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tests.cast import NOW
from yingshang import ui
from yingshang.core.ratings.followups import take_followup_step
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate
from yingshang.core.ratings.tickets import ticket_code

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LOOK = Path(ui.__file__).parent / "static" / "ui" / "look.css"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture
def pages(town, as_user, bad):
    """Every page and state, as the server writes it."""
    case, service = town.case(), town.window(item_code="company_registration")
    for grade in (5, 4, 4, 3):
        rate(town.case().pk, Opinion(grade), user=town.owner, at=NOW)
    client = as_user(town.owner)
    desk = f"/desk/callback/{bad.followup_case_id}/"
    found = {
        "rate": client.get(f"/rate/{case.pk}/"),
        "rate_wrong": client.post(f"/rate/{case.pk}/", {"comment": "a\x1bb"}),
        "rated": client.get(f"/rate/{bad.subject_id}/"),
        "window": client.get(f"/rate/window/{service.pk}/{ticket_code(service.pk)}/"),
    }
    client = as_user(town.caller)
    found |= {"list": client.get("/desk/callback/"), "opened": client.get(desk)}
    for step in ("verify", "fix"):
        take_followup_step(bad.followup_case_id, step, user=town.caller, at=NOW, reason="已核实")
    version = {"version": 3}
    found |= {
        "mute": client.post(f"{desk}step/", {"step": "call_back_fixed", **version}),
        "revealed": client.post(f"{desk}reveal/", {"purpose": "差评回访"}),
        "no_purpose": client.post(f"{desk}reveal/", {"purpose": ""}),
        "empty": client.get("/desk/callback/?closed=1"),
    }
    take_followup_step(bad.followup_case_id, "call_back", user=town.caller, at=NOW, reason="满意")
    found |= {
        "public": client.get("/ratings/"),
        "public_wrong": client.get("/ratings/?period=x"),
        "public_empty": client.get("/ratings/?period=2025"),
    }
    return {name: answer.content.decode() for name, answer in found.items()}


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def test_axe_finds_nothing_on_any_page_light_or_dark_wide_or_narrow(pages, browser):
    look = LOOK.read_text("utf-8")
    found = {}
    for scheme, width in (("dark", 360),):  # light and wide: tests/journeys
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
        page.route("**/*", lambda route: route.abort())
        for name, html in pages.items():
            page.set_content(html.replace("</head>", f"<style>{look}</style></head>", 1))
            broken = [violation["id"] for violation in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                broken.append("scrolls sideways")
            if broken:
                found[name, scheme] = broken
        page.close()
    assert found == {}
