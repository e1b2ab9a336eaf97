"""The announcement is there before its chance; parties act in their time; late is refused."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.core.draws.invented import (
    ACTOR,
    HOUR,
    PARTIES,
    ROUND,
    SIGNED,
    announced,
    by_beacon,
    commit,
    reveal,
)
from yingshang.core.draws.errors import ChanceTooEarly, DrawCodeTaken, DrawMissing, NoCommitment
from yingshang.core.draws.models import Draw
from yingshang.core.draws.services import complete, give_commitment, give_reveal
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.proofs.randomness import (
    BeaconSignatureInvalid,
    CommitLate,
    RandomnessMismatch,
    RevealDiffers,
    RevealOutOfTime,
    RevealsStillOpen,
)
from yingshang.proofs.randomness.errors import PartyUnknown

pytestmark = pytest.mark.django_db
FIRST, SECOND = PARTIES


def test_an_announcement_that_comes_after_its_chance_is_refused():
    with pytest.raises(ChanceTooEarly):
        by_beacon(is_simulated=False)
    assert not Draw.objects.exists()


def test_nobody_can_write_an_earlier_recording_time(now):
    draw = announced(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT recorded_at - %s FROM core_draw", [now])
        (delay,) = cursor.fetchone()
    assert timedelta() <= delay < timedelta(minutes=5)
    draw.refresh_from_db()
    assert draw.recorded_at < draw.chance_at


def test_a_code_is_used_once(now):
    announced(now)
    with pytest.raises(DrawCodeTaken):
        announced(now)
    assert Draw.objects.count() == 1


def test_a_late_commitment_is_refused(now):
    with pytest.raises(CommitLate):
        commit(announced(now), FIRST, now + 1.1 * HOUR)


def test_a_second_commitment_and_a_strangers_are_refused(now):
    draw = announced(now)
    commit(draw, FIRST, now + HOUR / 2)
    with pytest.raises(PartyUnknown):
        commit(draw, FIRST, now + HOUR / 2)
    with pytest.raises(PartyUnknown):
        give_commitment(draw.pk, "路人", bytes(32), actor=ACTOR, at=now + HOUR / 2)
    with pytest.raises(NoCommitment):
        give_commitment(draw.pk, SECOND, b"short", actor=ACTOR, at=now + HOUR / 2)
    assert draw.parts.count() == 1
    assert len(entries_of([draw.pk])) == 2


def test_a_secret_is_shown_only_when_commitments_are_closed(now):
    draw = announced(now)
    commit(draw, FIRST, now + HOUR / 2)
    with pytest.raises(RevealOutOfTime):
        reveal(draw, FIRST, now + 0.9 * HOUR)


def test_another_secret_than_the_one_committed_to_is_refused(now):
    draw = announced(now)
    commit(draw, FIRST, now + HOUR / 2)
    commit(draw, SECOND, now + HOUR / 2)
    with pytest.raises(RevealDiffers):
        give_reveal(draw.pk, FIRST, b"x" * 32, actor=ACTOR, at=now + 1.5 * HOUR)
    assert draw.parts.filter(secret__isnull=False).count() == 0


def test_a_draw_waits_for_a_party_that_still_has_time(now):
    draw = announced(now)
    for party in PARTIES:
        commit(draw, party, now + HOUR / 2)
    reveal(draw, FIRST, now + 1.5 * HOUR)
    with pytest.raises(RevealsStillOpen):
        complete(draw.pk, actor=ACTOR, at=now + 1.6 * HOUR)
    draw.refresh_from_db()
    assert draw.state == "announced"


def test_a_beacon_takes_no_parties_and_parties_no_beacon(now):
    with pytest.raises(RandomnessMismatch):
        commit(by_beacon(), FIRST, SIGNED + HOUR / 2)
    with pytest.raises(RandomnessMismatch):
        complete(announced(now).pk, actor=ACTOR, at=now, beacon=ROUND)


def test_a_forged_signature_leaves_the_draw_open():
    draw = by_beacon()
    forged = type(ROUND)(ROUND.round, ROUND.signature[:-1] + b"\x00")
    with pytest.raises(BeaconSignatureInvalid):
        complete(draw.pk, actor=ACTOR, at=SIGNED + HOUR, beacon=forged)
    draw.refresh_from_db()
    assert draw.state == "announced"


def test_there_is_no_draw_of_an_invented_number(now):
    with pytest.raises(DrawMissing):
        complete(new_id(), actor=ACTOR, at=now)
