"""The looking itself: what is wrong is found, on a page that is used again as on a fresh one."""

import asyncio

import pytest
from django.db import connections

pytestmark = pytest.mark.browser
GOOD = (
    '<!doctype html><html lang="zh-CN"><head><title>页</title></head>'
    "<body><main><h1>页</h1>%s</main></body></html>"
)


def test_a_fault_is_found_between_two_faultless_pages_and_does_not_stay(still):
    page = still("dark", 360)
    assert page.faults(GOOD % "") == []
    (found,) = page.faults(GOOD % '<img src="x.png">')
    assert found.startswith("image-alt: ")
    assert page.faults(GOOD % "") == []


def test_pale_text_and_a_wide_element_are_found_in_the_colours_and_width_asked_for(still):
    pale = '<p style="color:#777;background:#666">太浅的字</p><div style="width:500px">宽</div>'
    found = still("light", 360).faults(GOOD % pale)
    assert [one.split(":")[0] for one in found] == ["color-contrast", found[-1]]
    assert found[-1].startswith("scrolls sideways by ")
    dark = still("dark", 1280)
    dark.show(GOOD % "")
    assert dark.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


@pytest.mark.parametrize("turn", [1, 2])
def test_the_browser_leaves_the_thread_to_loops_of_others(request, turn):
    request.getfixturevalue("chromium")
    assert asyncio.get_running_loop()


@pytest.mark.parametrize("turn", [1, 2])
def test_with_the_browser_a_test_stays_in_its_own_transaction_and_database(request, db, turn):
    before = {alias: connections[alias] for alias in connections}
    request.getfixturevalue("chromium")
    assert {alias: connections[alias] for alias in connections} == before
    assert connections["default"].in_atomic_block


def test_without_the_browser_a_loop_can_be_run():
    async def one() -> int:
        return 1

    assert asyncio.run(one()) == 1
