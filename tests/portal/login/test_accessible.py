"""The pages of logging in, in a browser: no accessibility violation, no sideways scrolling."""

from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from yingshang import ui

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LOOK = Path(ui.__file__).parent / "static" / "ui" / "look.css"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture
def pages(client, approver, demo_clerk, enter):
    """Every page of logging in as HTML, with its errors; made before the browser starts."""
    answers = {"login": client.get("/login/"), "login with errors": client.post("/login/", {})}
    for _ in range(6):
        answers["locked out"] = enter("owner", "wrong")
    enter("approver")
    answers["setup"] = client.get("/login/second-factor/setup/")
    approver.totpdevice_set.update(confirmed=True)
    answers["token"] = client.post("/login/second-factor/", {"token": "1"})
    look = f"<style>{LOOK.read_text('utf-8')}</style></head>"
    return {
        name: answer.content.decode().replace("</head>", look, 1)
        for name, answer in answers.items()
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(pages, scheme):
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, html in pages.items():
            page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 800})
            page.route("**/*", lambda route: route.abort())
            page.set_content(html)
            violations = Axe().run(page).response["violations"]
            found[name] = (violations, page.evaluate("document.documentElement.scrollWidth"))
        browser.close()
    assert found == dict.fromkeys(pages, ([], 360))
