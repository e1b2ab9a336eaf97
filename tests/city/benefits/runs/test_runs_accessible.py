"""The pages of runs, notices and objections in a browser: accessible, nothing scrolls sideways."""

from uuid import uuid4

import pytest
import time_machine

from tests.cast import mandate
from tests.city.benefits.desk import code
from tests.city.benefits.runs.story import published
from yingshang.city.benefits.runs.objecting import Raised, object_to, receipt_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(desk, client):
    """Every page in its fullest state, as the server writes it."""
    mandate(desk.firm(1), desk.owner.person)
    desk.firm(1).mandates_given.update(valid_from=desk.now)
    run = published(desk)
    told = Raised(uuid4(), code(2), "strike", "裁员超过一半", "示例来人", "13800000000")
    case = object_to(run.pk, told, user=None, at=desk.later())
    base, notice = f"/desk/benefits/runs/{run.pk}/", f"/benefits/notices/{run.pk}/"
    raised = f"/benefits/objections/{case.pk}/"

    def see(user, url, **posted):
        client.logout()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(url, posted["data"]) if posted else client.get(url)
        assert answer.status_code in (200, 422), (url, answer.status_code)
        return answer.content.decode()

    with time_machine.travel(desk.now, tick=False):
        return {
            "run-list": see(desk.reviewer, "/desk/benefits/runs/"),
            "run-open": see(desk.reviewer, "/desk/benefits/runs/new/"),
            "run": see(desk.chief, base),
            "run-void": see(desk.chief, f"{base}void/", data={"void-version": 5}),
            "run-firms": see(desk.chief, f"{base}firms/?state=candidate"),
            "run-firm": see(desk.chief, f"{base}firms/{code(1)}/"),
            "notices": see(None, "/benefits/notices/"),
            "notice": see(None, notice),
            "object": see(None, f"{notice}object/"),
            "object-wrong": see(None, f"{notice}object/", data={}),
            "receipt": see(None, f"{raised}receipt/{receipt_code(case.pk)}/"),
            "follow": see(None, "/benefits/objections/follow/"),
            "objection": see(desk.chief, f"/desk{raised}"),
            "own": see(desk.owner, "/my/benefits/lists/"),
        }  # fmt: skip


def test_axe_finds_nothing_and_nothing_scrolls_sideways_dark_and_narrow(pages, still):
    opened = still("dark", 360)
    faults = {name: opened.faults(html, picture=name) for name, html in pages.items()}
    assert not any(faults.values()), faults
