"""Commit and reveal: late, false or silent parties, and who is on record for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.proofs.draws.cast import (
    AT,
    PARTIES,
    SECRETS,
    TWO_PARTIES,
    objection,
    plan,
    revealed,
)
from yingshang.proofs.draws import announce, draw, publish, verify
from yingshang.proofs.randomness import (
    Commit,
    CommitLate,
    Reveal,
    RevealDiffers,
    RevealOutOfTime,
    RevealsStillOpen,
    SecretTooShort,
    commitment,
)
from yingshang.proofs.randomness.errors import MomentInvalid, PartyUnknown

ANNOUNCED = announce(plan())
GOOD = revealed(ANNOUNCED)
SECOND = timedelta(microseconds=1)


def with_commit(**changes):
    first, *others = GOOD.commits
    return replace(GOOD, commits=(replace(first, **changes), *others))


def with_reveal(**changes):
    first, *others = GOOD.reveals
    return replace(GOOD, reveals=(replace(first, **changes), *others))


def test_two_parties_who_do_their_part_make_the_seed():
    drawn = draw(ANNOUNCED, GOOD)
    assert not drawn.is_void
    assert drawn.seed is not None
    assert len(drawn.chosen[0].selected) == 2


def test_each_secret_changes_the_seed():
    seeds = {draw(ANNOUNCED, GOOD).seed}
    for party in PARTIES:
        other = SECRETS | {party: b"another secret of 32 bytes or more"}
        seeds.add(draw(ANNOUNCED, revealed(ANNOUNCED, secrets=other)).seed)
    assert len(seeds) == 3


def test_the_order_in_which_parties_arrive_does_not_matter():
    backwards = replace(GOOD, commits=GOOD.commits[::-1], reveals=GOOD.reveals[::-1])
    assert publish(draw(ANNOUNCED, backwards)) == publish(draw(ANNOUNCED, GOOD))


@pytest.mark.parametrize(
    ("randomness", "error"),
    [
        (with_commit(at=TWO_PARTIES.commit_until + SECOND), CommitLate),
        (with_commit(at=AT), CommitLate),
        (with_commit(party="stranger"), PartyUnknown),
        (with_commit(hash=b"\x00" * 32), RevealDiffers),
        (with_commit(at=AT.replace(tzinfo=None)), MomentInvalid),
        (with_reveal(secret=b"another secret of 32 bytes or more"), RevealDiffers),
        (with_reveal(secret=b"short"), SecretTooShort),
        (with_reveal(at=TWO_PARTIES.commit_until), RevealOutOfTime),
        (with_reveal(at=TWO_PARTIES.reveal_until + SECOND), RevealOutOfTime),
        (with_reveal(party="stranger"), PartyUnknown),
        (replace(GOOD, commits=GOOD.commits * 2), PartyUnknown),
        (replace(GOOD, reveals=GOOD.reveals * 2), PartyUnknown),
    ],
)
def test_a_late_false_or_foreign_part_is_refused(randomness, error):
    with pytest.raises(error):
        draw(ANNOUNCED, randomness)


def test_a_commitment_is_bound_to_its_draw_and_its_party():
    secret = b"s" * 32
    other = announce(plan(draw_id="another"))
    hashes = {
        commitment(ANNOUNCED.hash, "supervisor", secret),
        commitment(other.hash, "supervisor", secret),
        commitment(ANNOUNCED.hash, "商会", secret),
    }
    assert len(hashes) == 3


def test_a_copied_commitment_cannot_be_revealed():
    """Who repeats another's hash and then their secret has committed to nothing of their own."""
    copied = GOOD.commits[0].hash
    commits = (GOOD.commits[0], Commit("商会", copied, GOOD.commits[1].at))
    reveals = (GOOD.reveals[0], Reveal("商会", SECRETS["supervisor"], GOOD.reveals[1].at))
    with pytest.raises(RevealDiffers, match="商会"):
        draw(ANNOUNCED, replace(GOOD, commits=commits, reveals=reveals))


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        (replace(GOOD, reveals=GOOD.reveals[:1]), "reveals"),
        (replace(GOOD, commits=GOOD.commits[:1], reveals=()), "commits"),
    ],
)
def test_a_silent_party_makes_the_draw_void_on_a_record_that_can_be_checked(record, missing):
    drawn = draw(ANNOUNCED, record)
    assert drawn.is_void
    assert drawn.void is not None
    assert (drawn.void.missing, drawn.void.parties) == (missing, ("商会",))
    assert drawn.chosen == ()
    text = publish(drawn)
    assert objection(text) is None
    assert "void" in verify(text).text("en")


def test_a_draw_is_not_void_while_the_party_has_time():
    early = replace(GOOD, reveals=(), closed_at=TWO_PARTIES.reveal_until)
    with pytest.raises(RevealsStillOpen, match="supervisor、商会 may still act until"):
        draw(ANNOUNCED, early)


def test_a_draw_declared_void_too_early_is_seen_by_the_stand_alone_file():
    record = replace(GOOD, reveals=GOOD.reveals[:1])
    text = publish(draw(ANNOUNCED, record))
    early = text.replace(b'"closed_at":"2023-08-23T18', b'"closed_at":"2023-08-23T16')
    assert early != text
    assert "void before" in str(objection(early))
    last = text.replace(b'"closed_at":"2023-08-23T18', b'"closed_at":"2023-08-23T17')
    assert last != text
    assert "void before" in str(objection(last))
