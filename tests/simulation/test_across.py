"""A simulated city handles cases across regions by letters, and comes back to them after a stop."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction

from tests.scenes import fixture_of, scene
from tests.simulation.conftest import village_scene
from yingshang.city.matters.crossregion.measures import cross_cases
from yingshang.city.matters.crossregion.models import CrossFile, Handover
from yingshang.core.audit.registry import audit
from yingshang.core.measures.period import Period
from yingshang.core.models import Message, PlaceLetter
from yingshang.simulation.city.across import Across, Carried, ensure_across
from yingshang.simulation.city.town import Town

PERIOD = Period.parse("2022-01/2022-07")


@scene(on=village_scene)
def neighbourhood(town: Town) -> Across:
    """The village with its neighbours, and some dozen cases between them."""
    larger = replace(town, plan=replace(town.plan, scale=0.0005))
    return ensure_across(larger, folder=settings.SCRATCH / "village")


told_neighbourhood = fixture_of(neighbourhood)


class Stopped(Exception):  # it is no error of the simulation
    """The run ends here, as if killed after a commit."""


class Undone(Exception):
    """Rolls a run back."""


@pytest.fixture
def across(neighbourhood, settings, tmp_path) -> Across:
    settings.EXCHANGE_FOLDER = tmp_path / "exchange"
    settings.LOG_FOLDER = tmp_path / "log"
    return neighbourhood.value


def again(across: Across, tell=lambda _carried: None) -> Across:
    """Another process with the same city: nothing is remembered from the one before."""
    return Across(across.town, across.sides, tell)


def lived() -> list[tuple[object, ...]]:
    """Who did what when with which dossier, as both places have it."""
    rows = Handover.objects.order_by("file__dossier", "file__place", "at", "key")
    return list(rows.values_list("file__dossier", "file__place", "place", "act", "holder", "at"))


def test_cases_go_both_ways_and_the_published_row_counts_them_from_the_records(across):
    rounds: list[Carried] = []
    again(across, rounds.append).run()
    files = CrossFile.objects.select_related("case")
    own = files.filter(place=across.town.place)
    assert cross_cases(across.town.place, PERIOD).n == across.plan.bundles > 8
    assert set(Counter(file.role for file in own)) == {"receiver", "home"}
    assert len({file.peer for file in own}) > 2
    assert {file.mode for file in files} == {"online"}
    assert all(file.case.closed_at for file in files)
    assert [sentence for one in rounds for sentence in one.refused] == []
    assert not Message.objects.exclude(state__in=["answered", "done"]).exists()
    assert not PlaceLetter.objects.filter(is_receipt_taken=False).exists()
    wrong = {one.name: found.first for one, found in audit(across.town.place) if not found.holds}
    assert wrong == {}


def test_a_run_that_was_stopped_between_its_commits_leads_to_the_same_log(across, monkeypatch):
    with suppress(Undone), transaction.atomic():
        again(across).run()
        whole = lived()
        raise Undone
    for after in (2, 3):
        left = iter(range(after))

        def carry(at, left=left, real=Across._carry):
            if next(left, None) is None:
                raise Stopped
            return real(at)

        monkeypatch.setattr(Across, "_carry", staticmethod(carry))
        with pytest.raises(Stopped):
            again(across).run()
        monkeypatch.undo()
    again(across).run()
    assert lived() == whole
