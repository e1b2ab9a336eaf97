"""What is typed is cut into words; what is indexed is what every word is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingshang.core.search.asked import asked, chinese_words
from yingshang.core.search.ladder import SHIFTS, block_lexemes, rungs
from yingshang.core.search.words import initials, number_lexemes, words_and_initials


def test_a_question_without_blanks_is_cut_into_words():
    assert chinese_words("食品公司设立登记") == ["食品", "公司", "设立登记"]
    assert asked("食品公司").condition == "('食品' & '公司')"


def test_a_single_character_stays_with_its_neighbour_and_particles_go():
    assert chinese_words("李示例") == ["李示例"]
    assert chinese_words("公司的设立") == ["公司", "设立"]


def test_full_width_and_capital_letters_are_read_as_plain_ones():
    assert asked("ＡＢＣ１２").condition == asked("abc12").condition


@pytest.mark.parametrize("text", ["", "   ", "，。！", "\x00"])
def test_nothing_typed_asks_nothing(text):
    assert asked(text).condition == ""


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_asked_and_closes_its_quotes(text):
    condition = asked(text).condition
    assert condition.count("'") % 2 == 0
    assert condition.count("(") == condition.count(")")


def test_a_whole_number_is_known_with_and_without_its_blank():
    for text in ("潭开办件 2026-11-000001", "潭开办件2026-11-000001", "潭开办件 2026-11-000001"):
        assert asked(text).number == "潭开办件 2026-11-000001"
    assert asked("2026-11-000001").number == ""


def test_a_number_is_indexed_from_each_of_its_digits_on():
    found = number_lexemes("潭开办件 2026-11-000123")
    assert {"#2026-11", "#000123", "#00123", "#0123", "#123"} <= found
    assert "#23" not in found


def test_initials_follow_the_reading_of_the_word():
    assert initials("重庆食品") == "cqsp"
    assert {"~cqs", "~qsp", "重庆", "食品"} <= words_and_initials("重庆食品")


@given(st.integers(min_value=0, max_value=10**9))
def test_the_windows_cover_every_place_before_once(below):
    windows = list(rungs(below))
    assert [w.below for w in windows] == [below, *(w.least for w in windows[:-1])][: len(windows)]
    assert not windows or windows[-1].least == 0
    for window in windows:
        for position in {window.least, window.below - 1}:
            named = [f"'{block}'" for block in block_lexemes(position)]
            assert window.blocks == "" or any(name in window.blocks for name in named)


def test_there_are_never_more_than_five_windows_of_two_blocks():
    for below in (1, 2**13, 2**17 + 1, 2**21 - 1, 10**8):
        windows = list(rungs(below))
        assert len(windows) <= len(SHIFTS) + 1
        assert all(window.blocks.count("@") <= 2 for window in windows)
