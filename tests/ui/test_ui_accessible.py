"""The gallery in a browser: no accessibility violation, no sideways scrolling, focus on errors."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import RequestFactory
from playwright.sync_api import Browser, sync_playwright

from yingshang import ui
from yingshang.ui.gallery import gallery

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LOOK = Path(ui.__file__).parent / "static" / "ui" / "look.css"
SCRIPT = LOOK.with_name("look.js")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("bare_pages"),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def opened(browser, path, *, scheme="light", width=1280, is_elder=False):
    html = gallery(RequestFactory().get(path)).content.decode()
    if is_elder:
        html = html.replace("<html ", "<html data-elder ", 1)
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.route("**/*", lambda route: route.abort())
    look = LOOK.read_text("utf-8")
    page.set_content(html.replace("</head>", f"<style>{look}</style></head>", 1))
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser, scheme, width):
    page = opened(browser, "/?wrong=1", scheme=scheme, width=width)
    assert page.locator("h1").inner_text() == "组件一览"
    assert Axe().run(page).response["violations"] == []
    page.close()


@pytest.mark.parametrize("is_elder", [False, True])
def test_a_narrow_page_does_not_scroll_sideways(browser, is_elder):
    page = opened(browser, "/?wrong=1", width=360, is_elder=is_elder)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_the_error_summary_has_the_focus(browser):
    page = opened(browser, "/?wrong=1")
    page.wait_for_function("document.activeElement.classList.contains('error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#id_name'")
    page.close()


def test_a_notice_from_an_answer_is_said_as_text(browser):
    page = opened(browser, "/")
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))
    page.evaluate(
        """document.body.dispatchEvent(new CustomEvent("ui:notice", {bubbles: true,
        detail: {text: "<b>已签收</b>", level: "success"}}))"""
    )
    assert page.locator("#notices [role=status] .kept").inner_text() == "<b>已签收</b>"
    page.close()


def test_a_second_press_does_not_submit_again(browser):
    page = opened(browser, "/")
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))
    sent = page.evaluate(
        """() => {
          const form = document.querySelector("form[data-once]");
          let sent = 0;
          window.addEventListener("submit", (event) => {
            sent += !event.defaultPrevented;
            event.preventDefault();
          });
          for (let n = 0; n < 3; n += 1) form.requestSubmit();
          return sent;
        }"""
    )
    assert sent == 1
    page.close()


def test_elder_mode_has_larger_type(browser):
    size = "getComputedStyle(document.querySelector('main p')).fontSize"
    plain = opened(browser, "/")
    elder = opened(browser, "/", is_elder=True)
    assert float(elder.evaluate(size)[:-2]) >= 1.25 * float(plain.evaluate(size)[:-2])
    plain.close()
    elder.close()
