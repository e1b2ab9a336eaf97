"""Ids as pools may hold them: one spelling each, so that nobody stands twice in disguise."""

import re
import unicodedata
from collections.abc import Sequence

from yingshang.proofs.draws.errors import DuplicateName, IdInvalid

LONGEST_ID = 128  # characters

# What Python calls printable and a reader cannot see: fillers, joiners, variation selectors.
# Source: Unicode's Default_Ignorable_Code_Point, less what is no printable; and Braille blank.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)


def check_ids(ids: Sequence[str], *, place: str) -> None:
    """Refuse an id that is empty, long, invisible or not NFC. Errors: `IdInvalid`.

    The whole list is looked at as one text first: a million ids take a tenth of a second.
    """
    joined = "".join(ids)
    good = is_visible(joined) and min(map(len, ids), default=1) > 0
    good = good and max(map(len, ids), default=0) <= LONGEST_ID
    if good and (joined.isascii() or unicodedata.is_normalized("NFC", " ".join(ids))):
        return
    for index, one in enumerate(ids):
        if not is_id(one):
            raise IdInvalid(place=f"{place}[{index}]", id=shown(one), most=LONGEST_ID)


def is_id(text: str) -> bool:
    """One to 128 visible characters, no spaces, in Unicode's composed form."""
    is_short = 0 < len(text) <= LONGEST_ID
    return is_short and is_visible(text) and unicodedata.is_normalized("NFC", text)


def is_visible(text: str) -> bool:
    """Whether nothing in the text is blank, a control, or drawn as nothing at all."""
    return text.isprintable() and " " not in text and (text.isascii() or not _BLANK.search(text))


def shown(text: str) -> str:
    """An id as a message may carry it: short, and with nothing invisible."""
    return ascii(text[:40])[1:-1] if not text[:40].isprintable() else text[:40]


def check_names(names: Sequence[str], *, place: str) -> None:
    """Ids that are all different. Errors: `IdInvalid`, `DuplicateName`."""
    check_ids(names, place=place)
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DuplicateName(place=place, name=name)
        seen.add(name)
