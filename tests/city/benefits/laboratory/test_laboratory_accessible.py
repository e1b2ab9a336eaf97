"""The pages of the laboratory in a browser: accessible, nothing scrolls sideways."""

import pytest
import time_machine

from tests.cast import PLACE
from tests.city.benefits.desk import REFUND
from yingshang.city.benefits.laboratory.noting import Trial
from yingshang.city.benefits.laboratory.trying import begin_trial, save_trial
from yingshang.city.benefits.laboratory.working import work

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BASE = "/desk/benefits/laboratory/"
REFRESH = 'http-equiv="refresh"'
"""Taken out: the still page would go away while it is looked at."""
CHANGED = {"本地返还比例": "0.8", "最低缴费月数": "11"}


@pytest.fixture
def pages(desk, client):
    """Every page in its fullest state, as the server writes it."""
    trial = Trial(REFUND, desk.now.date(), CHANGED, None, 10_000_000)
    made = begin_trial(PLACE, trial, user=desk.reviewer, at=desk.now)
    work(made.pk)
    made.refresh_from_db()
    note = save_trial(made, user=desk.reviewer, at=desk.now)
    waiting = begin_trial(PLACE, trial, user=desk.reviewer, at=desk.now)
    client.force_login(desk.reviewer, backend="django.contrib.auth.backends.ModelBackend")

    def see(url, **posted):
        answer = client.post(url, posted["data"]) if posted else client.get(url)
        assert answer.status_code in (200, 422), (url, answer.status_code)
        return answer.content.decode()

    with time_machine.travel(desk.now, tick=False):
        return {
            "laboratory": see(BASE),
            "try": see(f"{BASE}try/{REFUND}/"),
            "try-wrong": see(f"{BASE}try/{REFUND}/", data={"p0": "1.5", "budget": "x"}),
            "trial": see(f"{BASE}trials/{made.pk}/"),
            "trial-waiting": see(f"{BASE}trials/{waiting.pk}/").replace(REFRESH, 'name="later"'),
            "note": see(f"{BASE}notes/{note.pk}/"),
        }


def test_axe_finds_nothing_and_nothing_scrolls_sideways_dark_and_narrow(pages, still):
    opened = still("dark", 360)
    faults = {name: opened.faults(html, picture=name) for name, html in pages.items()}
    assert not any(faults.values()), faults
