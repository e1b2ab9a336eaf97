"""Ids as pools may hold them: one spelling each, so that nobody stands twice in disguise."""

import unicodedata
from collections.abc import Sequence

from yingshang.proofs.draws.errors import DuplicateName, IdInvalid

LONGEST_ID = 128  # characters


def check_ids(ids: Sequence[str], *, place: str) -> None:
    """Refuse an id that is empty, long, invisible or not NFC. Errors: `IdInvalid`.

    The whole list is looked at as one text first: a million ids take a tenth of a second.
    """
    joined = "".join(ids)
    good = joined.isprintable() and " " not in joined and min(map(len, ids), default=1) > 0
    good = good and max(map(len, ids), default=0) <= LONGEST_ID
    if good and (joined.isascii() or unicodedata.is_normalized("NFC", " ".join(ids))):
        return
    for index, one in enumerate(ids):
        if not is_id(one):
            raise IdInvalid(place=f"{place}[{index}]", id=shown(one), most=LONGEST_ID)


def is_id(text: str) -> bool:
    """One to 128 visible characters, no spaces, in Unicode's composed form."""
    visible = text.isprintable() and " " not in text
    return 0 < len(text) <= LONGEST_ID and visible and unicodedata.is_normalized("NFC", text)


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
