"""A letter between two places and its receipt: their form, their bytes, nothing of how they go."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yingshang.core.exchange.places.errors import LetterUnreadable, LetterVersionUnknown
from yingshang.core.ledger.canonical import NotCanonical, encode

VERSION = 1
LETTER, RECEIPT = "yingshang.place-letter", "yingshang.place-receipt"
PREFIX = "place_"
FAMILY = "place"
"""How other places are called among the systems of the exchange: `place_231100`."""
_CODE = re.compile(r"[1-9][0-9]{5}")


def system_of(place: str) -> str:
    """The exchange's name for another place."""
    return PREFIX + place


@dataclass(frozen=True, slots=True)
class Letter:
    """What one place writes to another. `about` names what both speak of, by the same id.

    `body` holds strings, integers, lists and objects only. `number` counts the letters from
    `sender` to `receiver`, without gaps.
    """

    sender: str
    receiver: str
    number: int
    kind: str
    key: str
    about: str
    at: str
    body: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> bytes:
        """The canonical bytes: these are signed, and these travel."""
        return encode(
            {
                "type": LETTER,
                "v": VERSION,
                "from": self.sender,
                "to": self.receiver,
                "number": self.number,
                "kind": self.kind,
                "key": self.key,
                "about": self.about,
                "at": self.at,
                "body": dict(self.body),
            }
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receiver says of a letter: taken, or refused and why."""

    sender: str
    receiver: str
    number: int
    key: str
    sha256: str
    outcome: str
    reason: str
    at: str

    def text(self) -> bytes:
        """The canonical bytes that the receiver signs; `from` is who got the letter."""
        return encode(
            {
                "type": RECEIPT,
                "v": VERSION,
                "from": self.receiver,
                "to": self.sender,
                "number": self.number,
                "key": self.key,
                "sha256": self.sha256,
                "outcome": self.outcome,
                "reason": self.reason,
                "at": self.at,
            }
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A text with its signature, as it lies in a letterbox; nobody has looked at it yet."""

    text: bytes
    signature: bytes

    @property
    def sha256(self) -> str:
        """The hex digest that names the text."""
        return hashlib.sha256(self.text).hexdigest()


def read_letter(text: bytes) -> Letter:
    """The letter that the bytes are. Errors: `LetterUnreadable`, `LetterVersionUnknown`."""
    form = _form(text, LETTER)
    return Letter(
        _code(form, "from"), _code(form, "to"), _number(form), _text(form, "kind"),
        _text(form, "key"), _text(form, "about"), _text(form, "at"), _object(form, "body"),
    )  # fmt: skip


def read_receipt(text: bytes) -> Receipt:
    """The receipt that the bytes are. Errors: `LetterUnreadable`, `LetterVersionUnknown`."""
    form = _form(text, RECEIPT)
    return Receipt(
        _code(form, "to"), _code(form, "from"), _number(form), _text(form, "key"),
        _text(form, "sha256"), _text(form, "outcome"), _text(form, "reason"), _text(form, "at"),
    )  # fmt: skip


def _form(text: bytes, kind: str) -> dict[str, Any]:
    """The parts; only the one canonical writing of them is read."""
    try:
        form = json.loads(text)
        canonical = encode(form) if isinstance(form, dict) else b""
    except (ValueError, NotCanonical, RecursionError) as error:
        raise LetterUnreadable(problem=type(error).__name__) from error
    if not isinstance(form, dict) or form.get("type") != kind:
        raise LetterUnreadable(problem=f"not a {kind}")
    if form.get("v") != VERSION:
        raise LetterVersionUnknown(version=str(form.get("v"))[:20])
    if canonical != text:
        raise LetterUnreadable(problem="not canonical")
    return form


def _text(form: Mapping[str, Any], part: str) -> str:
    value = form.get(part)
    if not isinstance(value, str) or len(value) > 400:
        raise LetterUnreadable(problem=part)
    return value


def _code(form: Mapping[str, Any], part: str) -> str:
    value = _text(form, part)
    if not _CODE.fullmatch(value):
        raise LetterUnreadable(problem=part)
    return value


def _number(form: Mapping[str, Any]) -> int:
    value = form.get("number")
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise LetterUnreadable(problem="number")
    return value


def _object(form: Mapping[str, Any], part: str) -> dict[str, object]:
    value = form.get(part)
    if not isinstance(value, dict):
        raise LetterUnreadable(problem=part)
    return value
