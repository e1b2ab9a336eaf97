"""Personal data at rest: sealed, bound to its row, found by a blind index, re-keyed."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingshang.core.parties.secrets import (
    CannotOpen,
    blind_index,
    blind_indexes,
    is_sealed_with_old_key,
    seal,
    unseal,
)

NEW_KEY = base64.b64encode(b"n" * 32).decode()


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_again(text):
    assert unseal(seal(text, about="field:row"), about="field:row") == text


def test_sealing_twice_gives_different_bytes_without_the_text():
    first, second = (seal("000000197001010019", about="f") for _ in range(2))
    assert first != second
    assert b"19700101" not in first


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(CannotOpen):
        unseal(seal("text", about="field:one"), about="field:two")


@pytest.mark.parametrize("position", [0, 1, 13, -1])
def test_a_changed_value_does_not_open(position):
    sealed = bytearray(seal("text", about="f"))
    sealed[position] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), about="f")


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12])
def test_what_is_no_sealed_value_does_not_open(sealed):
    with pytest.raises(CannotOpen):
        unseal(sealed, about="f")


def test_after_a_change_of_keys_both_open_and_the_old_is_known_as_old(settings):
    sealed, index = seal("text", about="f"), blind_index("text", purpose="p")
    settings.OLD_DATA_KEYS = (settings.DATA_KEY,)
    settings.DATA_KEY = NEW_KEY
    assert unseal(sealed, about="f") == "text"
    assert is_sealed_with_old_key(sealed)
    assert not is_sealed_with_old_key(seal("text", about="f"))
    assert index in blind_indexes("text", purpose="p")[1:]
    assert blind_index("text", purpose="p") != index


def test_a_lost_key_opens_nothing(settings):
    sealed = seal("text", about="f")
    settings.DATA_KEY = NEW_KEY
    with pytest.raises(CannotOpen):
        unseal(sealed, about="f")


def test_an_index_tells_texts_and_purposes_apart():
    indexes = {blind_index(text, purpose=p) for text in ("a", "b") for p in ("x", "y")}
    assert len(indexes) == 4
    assert blind_index("a", purpose="x") in indexes
