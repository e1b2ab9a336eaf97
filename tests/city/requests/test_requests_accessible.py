"""The pages of the unresolved-matter desk in a browser: accessible, nothing scrolls sideways."""

import pytest
import time_machine

from tests.cast import NOW
from yingshang.city.requests.improvements.services import open_improvement
from yingshang.city.requests.unresolved.receipts import receipt_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(hall, client):
    """Every page in its fullest state, as the server writes it."""
    sent, new = hall.sent("market_regulation", "tax"), hall.reported(None)
    answered = hall.answered()
    made = open_improvement(
        answered.pk, "market_regulation", "修订指南", user=hall.supervisor, at=hall.later()
    )
    task, desk = hall.task(sent), "/desk/unresolved/"

    def see(user, url, **posted):
        client.logout()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(url, posted["data"]) if posted else client.get(url)
        return answer.content.decode()

    with time_machine.travel(NOW, tick=False):
        return {
            "report": see(None, "/unresolved/"),
            "report-wrong": see(None, "/unresolved/", data={}),
            "receipt": see(None, f"/unresolved/{new.pk}/receipt/{receipt_code(new.pk)}/"),
            "follow": see(None, "/unresolved/follow/"),
            "figures": see(None, "/unresolved/figures/?period=2026"),
            "mine": see(hall.owner, f"/unresolved/{sent.pk}/"),
            "window": see(hall.clerk, f"{desk}new/"),
            "list": see(hall.clerk, desk),
            "take": see(hall.clerk, f"{desk}{new.pk}/"),
            "sent": see(hall.clerk, f"{desk}{sent.pk}/"),
            "call": see(hall.caller, f"{desk}{answered.pk}/"),
            "call-wrong": see(hall.caller, f"{desk}{answered.pk}/call/", data={"call-version": 3}),
            "contact": see(hall.caller, f"{desk}{answered.pk}/contact/", data={}),
            "watch": see(hall.supervisor, f"{desk}{answered.pk}/"),
            "tasks": see(hall.approver, "/desk/tasks/"),
            "task": see(hall.approver, f"/desk/tasks/{task.pk}/"),
            "improvements": see(hall.approver, "/desk/improvements/"),
            "improvement": see(hall.approver, f"/desk/improvements/{made.pk}/"),
        }


def test_axe_finds_nothing_and_nothing_scrolls_sideways_dark_and_narrow(pages, still):
    opened = still("dark", 360)
    faults = {name: opened.faults(html, picture=name) for name, html in pages.items()}
    assert not any(faults.values()), faults
