"""The check pages in a browser: no accessibility violation, no sideways scrolling."""

from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import sync_playwright

from tests.cast import NOW
from yingshang import ui
from yingshang.city.matters.licences.doors import keep_pdf

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LOOK = (Path(ui.__file__).parent / "static" / "ui" / "look.css").read_text("utf-8")
LOOKS = [("dark", 360)]  # light and wide: tests/journeys
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture
def pages(client, licence):
    """Every page by its name, made before the browser opens."""
    document = keep_pdf(licence.pk, at=NOW)
    changed = SimpleUploadedFile("x.pdf", f"/check/{licence.token}".encode())
    answers = {
        "form": client.get("/check/"),
        "wrong": client.post("/check/", {"way": "number"}),
        "result": client.get(f"/check/{licence.token}"),
        "changed": client.post("/check/", {"way": "file", "file": changed}),
        "unknown": client.get("/check/" + "x" * 32),
    }
    assert document.blob.size_bytes > 0
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_nothing_scrolls_sideways(pages, tmp_path):
    wrong = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for scheme, width in LOOKS:
            for name, html in pages.items():
                page = browser.new_page(
                    color_scheme=scheme, viewport={"width": width, "height": 800}
                )
                page.route("**/*", lambda route: route.abort())
                page.set_content(html.replace("</head>", f"<style>{LOOK}</style></head>", 1))
                found = Axe().run(page).response["violations"]
                wrong += [(name, scheme, width, violation["id"]) for violation in found]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append((name, scheme, width, "scrolls sideways"))
                page.screenshot(path=tmp_path / f"{name}-{scheme}-{width}.png", full_page=True)
                page.close()
        browser.close()
    assert wrong == []
