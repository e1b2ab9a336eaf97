"""The pages of policies in a browser: accessible, nothing scrolls sideways, in both languages."""

import pytest
import time_machine

from tests.cast import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = {
    "library": "/benefits/policies/",
    "nothing": "/benefits/policies/?q=nothing",
    "refund": "/benefits/policies/job_retention_refund_2022/",
    "unsure": "/benefits/policies/technology_loan_interest/",
    "size": "/benefits/policies/size-class/?sector=工业&staff=250&revenue=40000",
    "size-wrong": "/benefits/policies/size-class/?staff=-1",
}


@pytest.fixture
def pages(client):
    def see(url: str, language: str) -> str:
        return client.get(url, headers={"accept-language": language}).content.decode()

    with time_machine.travel(NOW, tick=False):
        found = {name: see(url, "zh-hans") for name, url in PAGES.items()}
        return found | {"refund-en": see(PAGES["refund"], "en")}


def test_axe_finds_nothing_and_nothing_scrolls_sideways_dark_and_narrow(pages, still):
    opened = still("dark", 360)
    faults = {name: opened.faults(html, picture=name) for name, html in pages.items()}
    assert not any(faults.values()), faults
