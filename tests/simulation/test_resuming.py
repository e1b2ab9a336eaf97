"""A simulation that begins again finds what was done last, and does the rest as it would have."""

import os

import psycopg
import pytest

from tests.server import with_database
from tests.simulation.lives import as_lived, as_planned
from yingshang.city.matters.models import Application
from yingshang.core.models import Case
from yingshang.simulation.city.alone import _SPACE, SimulatedAlready, alone
from yingshang.simulation.city.running import Simulation, Told
from yingshang.simulation.city.town import Town

SLOW = 6
ENDED = {"done", "partly_done", "withdrawn"}


class Stopped(Exception):  # it is no error of the simulation
    """The run ends here, as if killed after a commit."""


def run_until(town: Town, batches: int) -> Simulation:
    """A run that stops after so many batches."""
    left = iter(range(batches))

    def tell(_told: Told) -> None:
        if next(left, None) is None:
            raise Stopped

    simulation = Simulation(town, tell, batch=SLOW)
    with pytest.raises(Stopped):
        simulation.run()
    return simulation


def states() -> set[str]:
    return set(Application.objects.values_list("case__state", flat=True))


def test_a_run_that_was_stopped_often_leads_to_the_city_of_the_plan(town):
    for batches in (3, 1, 4, 2, 5):
        run_until(town, batches)
    refused = []
    Simulation(town, lambda told: refused.extend(told.refused), batch=SLOW).run()
    assert refused == []
    assert states() <= ENDED
    assert as_lived(town) == as_planned(town)


def test_what_another_run_did_meanwhile_is_found_and_goes_on_from_there(town):
    run_until(town, 4)
    late, refused = Simulation(town, lambda told: refused.extend(told.refused), batch=SLOW), []
    late.agenda.restore()
    under_way = Application.objects.filter(case__closed_at=None).values_list("case_id", flat=True)
    known = list(under_way)
    run_until(town, 2)  # as a commit that was still under way when the agenda was made
    while (soonest := late.agenda.soonest()) is not None:
        late._work(soonest + late._tick())
    assert {row.code for row in refused} == {"cases.wrong_state"}
    assert set(Case.objects.filter(pk__in=known).values_list("state", flat=True)) <= ENDED


def test_two_processes_never_simulate_the_same_part(real_database):
    with psycopg.connect(with_database(os.environ["DATABASE_URL"], real_database)) as other:
        other.execute("SELECT pg_advisory_lock(%s, hashtext('a'))", [_SPACE])
        with pytest.raises(SimulatedAlready, match="a"), alone("a", patience=0):
            pass
        with alone("b", patience=0):
            pass
    with alone("a", patience=5):
        pass
