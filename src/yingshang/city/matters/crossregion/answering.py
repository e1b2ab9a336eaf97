"""Registers what this package does with each kind of letter."""

from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.asking import take_question, take_reply
from yingshang.city.matters.crossregion.following import be_rejected, follow
from yingshang.city.matters.crossregion.taking import TAKERS, take_applications
from yingshang.core.exchange.places.handling import (
    register_letter_handler,
    register_letters_handler,
)


def register_cross_letters() -> None:
    """Make both sides' handlers known to the exchange."""
    for kind, taker in TAKERS.items():
        register_letter_handler(kind, taker)
    register_letters_handler(letters.APPLICATION, take_applications)
    register_letters_handler(letters.STATE, follow)
    register_letter_handler(letters.REJECTED, be_rejected)
    register_letter_handler(letters.QUESTION, take_question)
    register_letter_handler(letters.REPLY, take_reply)
