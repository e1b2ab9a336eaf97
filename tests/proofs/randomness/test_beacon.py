"""drand quicknet: published rounds are the vectors; their signatures prove them real."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from tests.proofs.draws.cast import AT, ROUND_1000, beacon_plan, plan, revealed
from yingshang.proofs.draws import announce, draw
from yingshang.proofs.randomness import (
    BeaconRound,
    BeaconSignatureInvalid,
    BeaconSource,
    RandomnessMismatch,
    RoundTooEarly,
    RoundWrong,
    round_after,
    time_of_round,
)

# drand's own public record, /52db…e971/public/<round>
ROUNDS = {
    1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
    "e342b73a8dd2bacbe47e4b6b63ed5e39",
    1001: "b33bf3667cbd5a82de3a24b4e0e9fe5513cc1a0e840368c6e31f5fcfa79bea03"
    "f73896b25883abf2853d10337fb8fa41",
    1002: "ab066f9c12dd6de1336fca0f925192fb0c72a771c3e4c82ede1fd362c1a770f9"
    "eb05843c6308ce2530b53a99c0281a6e",
    1003: "b104c82771698f45fd8dcfead083d482694c31ab519bcef077f126f3736fe98c"
    "8392fd5d45d88aeb76b56ccfcb0296d7",
    657413: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
    "41076862b98fad56e91a6b85b89cd97b",
}
RANDOMNESS = {
    1000: "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    657413: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
}


@pytest.mark.parametrize("number", ROUNDS)
def test_a_round_that_drand_published_is_accepted(number):
    BeaconRound(number, bytes.fromhex(ROUNDS[number])).verify()


@pytest.mark.parametrize("number", RANDOMNESS)
def test_the_randomness_is_the_one_drand_published(number):
    one = BeaconRound(number, bytes.fromhex(ROUNDS[number]))
    assert one.randomness.hex() == RANDOMNESS[number]


@pytest.mark.parametrize("number", [1, 999, 1001, 0, -1, 2**64, 2**70])
def test_another_rounds_number_under_a_signature_is_refused(number):
    with pytest.raises(BeaconSignatureInvalid):
        BeaconRound(number, ROUND_1000.signature).verify()


@pytest.mark.parametrize("place", range(0, 48, 5))
def test_a_signature_with_a_changed_bit_is_refused(place):
    forged = bytearray(ROUND_1000.signature)
    forged[place] ^= 1
    with pytest.raises(BeaconSignatureInvalid):
        BeaconRound(1000, bytes(forged)).verify()


@pytest.mark.parametrize(
    "signature",
    [b"", bytes(48), b"\xff" * 48, b"\xc0" + bytes(47), ROUND_1000.signature[:-1], bytes(96)],
)
def test_bytes_that_are_no_point_or_no_signature_are_refused(signature):
    with pytest.raises(BeaconSignatureInvalid, match="another mirror"):
        BeaconRound(1000, signature).verify()


def test_the_negated_signature_which_is_a_point_too_is_refused():
    negated = bytes([ROUND_1000.signature[0] ^ 0x20]) + ROUND_1000.signature[1:]
    with pytest.raises(BeaconSignatureInvalid, match="public key"):
        BeaconRound(1000, negated).verify()


def test_a_draw_takes_the_announced_round_and_no_other():
    announced = announce(beacon_plan())
    other = BeaconRound(1001, bytes.fromhex(ROUNDS[1001]))
    assert draw(announced, ROUND_1000).seed == hashlib.sha256(ROUND_1000.signature).digest()
    with pytest.raises(RoundWrong, match="Round 1000 was announced but round 1001 is given"):
        draw(announced, other)


def test_a_draw_announced_by_beacon_takes_no_secrets_and_the_other_way_round():
    with pytest.raises(RandomnessMismatch):
        draw(announce(beacon_plan()), revealed(announce(plan())))
    with pytest.raises(RandomnessMismatch):
        draw(announce(plan()), ROUND_1000)


def test_the_round_lies_a_minute_after_the_announcement_at_least():
    signed = time_of_round(1000)
    assert signed == datetime(2023, 8, 23, 15, 59, 24, tzinfo=UTC)
    BeaconSource(1000).check(signed - timedelta(seconds=60))
    with pytest.raises(RoundTooEarly, match="Announce round 1001 or a later one"):
        BeaconSource(1000).check(signed - timedelta(seconds=59))


@pytest.mark.parametrize(("seconds", "number"), [(0, 1000), (1, 1001), (3, 1001), (-1, 1000)])
def test_the_round_after_a_moment_is_the_first_signed_then_or_later(seconds, number):
    assert round_after(time_of_round(1000) + timedelta(seconds=seconds)) == number


def test_before_the_beacon_began_the_next_round_is_the_first():
    assert round_after(AT.replace(year=2000)) == 1
