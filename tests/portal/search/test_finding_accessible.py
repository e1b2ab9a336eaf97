"""Search, exports and statistics in a browser: nothing that axe finds, usable at 360 px."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from tests.cast import NOW, PLACE, Cast
from tests.city.matters.desk.making import received, step
from tests.core.search.placing import place_all
from yingshang.city.matters.statistics.keeping import keep
from yingshang.core.exports.models import Export
from yingshang.core.exports.services import Order, ask
from yingshang.core.exports.writing import write_export
from yingshang.core.search.indexing import index_new

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
QUEUE = Order("matters.desk_queue", {"state": "all"})


@pytest.fixture
def pages(settings, tmp_path) -> dict[str, str]:
    """Every page of the three with something on it, as HTML."""
    settings.DEMO_MODE, settings.FILES_FOLDER = True, tmp_path
    with time_machine.travel(NOW, tick=False):
        cast = Cast()
        late, quick, *_ = received(cast, count=4)
        received(cast, at=NOW - timedelta(days=40))
        for case in (late, quick):
            step(case, "accept", cast.clerk)
        late.commitments.filter(clock="promised").update(due_at=NOW - timedelta(hours=1))
        for case in (late, quick):
            step(case, "handle", cast.approver)
            step(case, "grant", cast.approver)
        place_all()
        index_new(PLACE)
        keep(PLACE)
        answers = _answers(cast)
    assert all(answer.status_code in {200, 422} for answer in answers.values())
    return {name: answer.content.decode() for name, answer in answers.items()}


def _answers(cast: Cast) -> dict[str, HttpResponse]:
    client = Client()
    client.force_login(cast.supervisor, backend="django.contrib.auth.backends.ModelBackend")
    done, failed = (ask(QUEUE, user=cast.supervisor, at=NOW) for _ in range(2))
    write_export(done.pk)
    Export.objects.filter(pk=failed.pk).update(state="failed", problem="exports.interrupted")
    waiting = ask(QUEUE, user=cast.supervisor, at=NOW)
    new = "/exports/new/core.search/?text=食品"
    return {
        "search": client.get("/search/?text=示例"),
        "export-wrong": client.post(new, {"is_whole": "on", "submission_key": str(uuid4())}),
        "export-done": client.get(f"/exports/{done.pk}/"),
        "export-failed": client.get(f"/exports/{failed.pk}/"),
        "export-waiting": client.get(f"/exports/{waiting.pk}/"),
        "statistics": client.get("/statistics/?by=office&first=2026-01-01&last=2026-11-24"),
        "statistics-english": client.get(
            "/statistics/?by=month&first=2026-01-01", headers={"accept-language": "en"}
        ),
        "statistics-cases": client.get("/statistics/cases/?drill=decided"),
    }


def test_axe_finds_nothing_and_no_page_scrolls_sideways(pages, still):
    opened = still("dark", 360)
    faults = {name: opened.faults(html, picture=f"finding-{name}") for name, html in pages.items()}
    assert not any(faults.values()), faults
