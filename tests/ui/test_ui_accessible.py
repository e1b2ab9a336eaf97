"""The gallery in a browser: no accessibility violation, no sideways scrolling, focus on errors."""

import pytest
from django.test import RequestFactory
from tests.browser import LOOK

from yingshang.ui.gallery import gallery

SCRIPT = LOOK.with_name("look.js")
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("bare_pages")]


def written(path, *, is_elder=False):
    html = gallery(RequestFactory().get(path)).content.decode()
    return html.replace("<html ", "<html data-elder ", 1) if is_elder else html


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(still, scheme):
    for width in (1280, 360):
        opened = still(scheme, width)
        assert opened.faults(written("/?wrong=1")) == []
        assert opened.page.locator("h1").inner_text() == "组件一览"


@pytest.mark.parametrize("is_elder", [False, True])
def test_a_narrow_page_is_as_wide_as_the_screen(still, is_elder):
    page = still(width=360).show(written("/?wrong=1", is_elder=is_elder))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_error_summary_has_the_focus(still):
    page = still().show(written("/?wrong=1"))
    page.wait_for_function("document.activeElement.classList.contains('error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#id_name'")


def test_a_notice_from_an_answer_is_said_as_text(still):
    page = still().show(written("/"))
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))
    page.evaluate(
        """document.body.dispatchEvent(new CustomEvent("ui:notice", {bubbles: true,
        detail: {text: "<b>已签收</b>", level: "success"}}))"""
    )
    assert page.locator("#notices [role=status] .kept").inner_text() == "<b>已签收</b>"


def test_a_second_press_does_not_submit_again(still):
    page = still().show(written("/"))
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


def test_elder_mode_has_larger_type(still):
    size = "getComputedStyle(document.querySelector('main p')).fontSize"
    opened = still()
    plain = opened.show(written("/")).evaluate(size)
    elder = opened.show(written("/", is_elder=True)).evaluate(size)
    assert float(elder[:-2]) >= 1.25 * float(plain[:-2])
