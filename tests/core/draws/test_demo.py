"""The demo's draws: one open and one drawn, made once, and saying what they are."""

import pytest

from tests.cast import PLACE
from yingshang.core.draws.models import Draw
from yingshang.core.draws.queries import published_of
from yingshang.core.draws.services import settle
from yingshang.core.ledger.queries import entries_of
from yingshang.proofs.draws import verify
from yingshang.simulation.draws import ensure_draws

pytestmark = pytest.mark.django_db


def test_a_fresh_demo_has_an_open_draw_and_one_that_was_drawn(now):
    assert ensure_draws(PLACE, at=now)
    drawn, waiting = Draw.objects.order_by("code")
    assert (drawn.state, waiting.state) == ("drawn", "announced")
    assert verify(published_of(drawn.pk), announcement_hash=bytes(drawn.announcement_hash)).is_right
    assert entries_of([waiting.pk])[0].data["simulated"] == "yes"
    assert waiting.chance_at > now


def test_a_restart_adds_nothing_and_the_clock_leaves_the_open_one_alone(now):
    ensure_draws(PLACE, at=now)
    assert not ensure_draws(PLACE, at=now)
    assert Draw.objects.count() == 2
    assert settle(at=now) == []
