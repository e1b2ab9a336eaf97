"""A signature fits one content, place, system and direction."""

from dataclasses import replace

import pytest

from tests.core.exchange.cast import PLACE, outgoing, signed_answer, tax_message
from yingshang.core.exchange.envelope import shared_key, sign, verify
from yingshang.core.exchange.errors import BadMessage, BadSignature


def test_a_signature_fits_its_message():
    answer = signed_answer(in_reply_to="k1")
    verify(answer, "in", "k1", answer.signature)


@pytest.mark.parametrize(
    "change",
    [{"body": {"outcome": "refused"}}, {"key": "a2"}, {"kind": "other"}, {"place": "231100"},
     {"system": "bank"}],
)  # fmt: skip
def test_a_signature_fits_no_other_content(change):
    answer = signed_answer()
    with pytest.raises(BadSignature):
        verify(replace(answer, **change), "in", "", answer.signature)


def test_a_signature_fits_no_other_question():
    answer = signed_answer(in_reply_to="k1")
    with pytest.raises(BadSignature):
        verify(answer, "in", "k2", answer.signature)


def test_our_own_message_cannot_come_back_as_an_answer():
    ours = outgoing()
    with pytest.raises(BadSignature):
        verify(ours, "in", "", ours.signature)


def test_each_system_place_and_direction_has_a_key_of_its_own():
    keys = {
        shared_key(place, system, direction)
        for place in (PLACE, "231100")
        for system in ("tax", "bank")
        for direction in ("in", "out")
    }
    assert len(keys) == 8


def test_another_data_key_makes_other_signatures(settings):
    before = sign(tax_message(), "out")
    settings.DATA_KEY = "A" * 43 + "="
    assert sign(tax_message(), "out") != before


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("key", {"key": "../../etc/passwd"}),
        ("key", {"key": ""}),
        ("key", {"key": "k" * 121}),
        ("system", {"system": ".."}),
        ("place", {"place": "湘潭"}),
        ("kind", {"kind": "a/b"}),
        ("body", {"body": {"rate": 0.5}}),
        ("body", {"body": {"name": "a\x00b"}}),
        ("body", {"body": {"name": "x" * (1024 * 1024)}}),
    ],
)
def test_what_cannot_be_sent_is_refused_by_its_part(part, change):
    with pytest.raises(BadMessage) as caught:
        sign(replace(tax_message(), **change), "out")
    assert caught.value.data["part"] == part
