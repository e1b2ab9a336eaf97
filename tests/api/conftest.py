"""The cast as callers, at a fixed moment in office hours."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.api.callers import Caller
from tests.cast import NOW, PLACE, Cast
from yingshang.simulation.cast import DemoCast, ensure_cast


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    """A clock that moves only when a test moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def people(db: None, moment: time_machine.Traveller) -> DemoCast:
    """The demo cast: owner, partner, clerk, officers and the rest."""
    return ensure_cast(PLACE, at=NOW)


@pytest.fixture
def cast(db: None, moment: time_machine.Traveller) -> Cast:
    """The named cast of the tests."""
    return Cast()


@pytest.fixture
def stranger(people: DemoCast) -> Caller:
    """Somebody who has nothing to do with any of it."""
    return Caller(people["citizen"])
