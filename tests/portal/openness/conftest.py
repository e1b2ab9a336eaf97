"""A town with the demo's two draws and one that was given up; its ledger is sealed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import PLACE
from tests.core.draws.invented import ACTOR, announced
from tests.portal.openness.sealed import log_folder, seal_all_of
from tests.scenes import Told, fixture_of, scene
from yingshang.core.draws.models import Draw
from yingshang.core.draws.services import void
from yingshang.proofs.draws import Words
from yingshang.simulation.draws import ensure_draws


@dataclass(frozen=True)
class OpenTown:
    """The draws' ids."""

    drawn: UUID
    waiting: UUID
    given_up: UUID


@scene()
def sealed_draws() -> OpenTown:
    now = datetime.now(UTC)
    ensure_draws(PLACE, at=now)
    given_up = announced(now)
    void(given_up.pk, Words("名录有误", "The pool is wrong"), actor=ACTOR, at=now)
    seal_all_of(PLACE)
    states = dict(Draw.objects.filter(is_simulated=True).values_list("state", "pk"))
    return OpenTown(states["drawn"], states["announced"], given_up.pk)


_at_sealed_draws = fixture_of(sealed_draws)


@pytest.fixture
def town(sealed_draws: Told, settings) -> OpenTown:
    """The draws, with the log's folder where the scene left it."""
    settings.LOG_FOLDER = log_folder()
    return sealed_draws.value


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not logged in, on a platform that has counted its ledger already."""
    client = Client()
    cache.clear()
    return client


@pytest.fixture
def reader(visitor: Client) -> Client:
    """The same, in English."""
    visitor.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return visitor


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
