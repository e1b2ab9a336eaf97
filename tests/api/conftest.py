"""The cast as callers, at a fixed moment in office hours."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.api.callers import Caller
from tests.api.finished import finished
from tests.api.opening import opened
from tests.cast import NOW, PLACE, Cast
from tests.scenes import Told, fixture_of, scene
from yingshang.simulation.cast import DemoCast, ensure_cast


@scene(at=NOW)
def api_cast(_: time_machine.Traveller) -> None:
    """The demo cast: owner, partner, clerk, officers and the rest."""
    ensure_cast(PLACE, at=NOW)


@scene(on=api_cast)
def api_opened(_: None, __: time_machine.Traveller) -> str:
    """A bundle that waits for the clerk."""
    return opened(ensure_cast(PLACE, at=NOW))


@scene(on=api_cast)
def api_finished(_: None, clock: time_machine.Traveller) -> str:
    """A bundle that is done."""
    return finished(ensure_cast(PLACE, at=NOW), clock)


_at_cast, _at_opened = fixture_of(api_cast), fixture_of(api_opened)
_at_finished = fixture_of(api_finished)


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    """A clock that moves only when a test moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def people(api_cast: Told, moment: time_machine.Traveller) -> DemoCast:
    """The demo cast: owner, partner, clerk, officers and the rest."""
    return ensure_cast(PLACE, at=NOW)


@pytest.fixture
def opened_bundle(api_opened: Told, moment: time_machine.Traveller) -> str:
    """The id of a bundle that waits for the clerk."""
    return str(api_opened.value)


@pytest.fixture
def finished_bundle(api_finished: Told, moment: time_machine.Traveller) -> str:
    """The id of a bundle that is done, a while after `NOW`."""
    assert api_finished.at is not None
    moment.move_to(api_finished.at, tick=False)
    return str(api_finished.value)


@pytest.fixture
def cast(db: None, moment: time_machine.Traveller) -> Cast:
    """The named cast of the tests."""
    return Cast()


@pytest.fixture
def stranger(people: DemoCast) -> Caller:
    """Somebody who has nothing to do with any of it."""
    return Caller(people["citizen"])
