"""The reference letterbox: files in a folder that both instances reach, and nothing else of either.

<EXCHANGE_FOLDER>/places/<sender>-<receiver>/letters/    <number>.json, written by the sender
                                            receipts/   <number>.json, written by the receiver
                                            settled/    letters that have their receipt
                                            taken/      receipts that the sender has stored
"""

import base64
import json
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from yingshang.core.exchange.contrib.files.folder import move, read_plain, write_whole
from yingshang.core.exchange.places.letter import Sealed
from yingshang.core.exchange.places.letterboxes.form import Lying

log = logging.getLogger(__name__)
_CHANNEL = re.compile(r"([1-9][0-9]{5})-([1-9][0-9]{5})")


class FolderLetterbox:
    """The two folders between two places, one for each direction."""

    def __init__(self, place: str, peer: str) -> None:
        self._ours = _root() / f"{place}-{peer}"
        self._theirs = _root() / f"{peer}-{place}"

    @classmethod
    def waiting(cls) -> set[tuple[str, str]]:
        """The (receiver, sender) pairs with a letter in their folder."""
        found = set()
        for folder in _root().glob("*-*") if _root().is_dir() else ():
            named = _CHANNEL.fullmatch(folder.name)
            if named and any((folder / "letters").glob("*.json")):
                found.add((named[2], named[1]))
        return found

    def drop(self, number: int, letter: Sealed) -> None:
        """Write the file, unless it lies there or is settled."""
        if not self.has(number):
            write_whole(self._ours / "letters" / _name(number), _json(letter))

    def drop_all(self, letters: Sequence[tuple[int, Sealed]]) -> None:
        """A file each."""
        for number, letter in letters:
            self.drop(number, letter)

    def has(self, number: int) -> bool:
        """By where the file lies."""
        return any((self._ours / f / _name(number)).exists() for f in ("letters", "settled"))

    def letters(self) -> Iterator[Lying]:
        """The files that have no receipt; what is no file of a letter comes as it is."""
        yield from _lying(self._theirs / "letters")

    def settle_all(self, receipts: Sequence[tuple[str, Sealed]]) -> None:
        """The receipt first, then the letter moves: killed between, it is receipted again."""
        for mark, receipt in receipts:
            write_whole(self._theirs / "receipts" / mark, _json(receipt))
            move(self._theirs / "letters" / mark, self._theirs / "settled" / mark)

    def receipts(self) -> Iterator[Lying]:
        """The files of receipts for our letters."""
        yield from _lying(self._ours / "receipts")

    def take_receipts(self, marks: Sequence[str]) -> None:
        """Stored: the files move."""
        for mark in marks:
            move(self._ours / "receipts" / mark, self._ours / "taken" / mark)


def _root() -> Path:
    return Path(settings.EXCHANGE_FOLDER) / "places"


def _name(number: int) -> str:
    return f"{number:012d}.json"


def _json(sealed: Sealed) -> bytes:
    signature = base64.b64encode(sealed.signature).decode()
    return json.dumps({"text": sealed.text.decode(), "signature": signature}).encode()


def _lying(folder: Path) -> Iterator[Lying]:
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            yield Lying(path.name, _sealed(read_plain(path)))
        except FileNotFoundError:
            continue  # another worker was faster
        except OSError as error:
            log.warning("%s cannot be read: %s", path, error)


def _sealed(content: bytes) -> Sealed:
    """The letter in a file; of a file that is none, the bytes, which no signature will fit."""
    try:
        form = json.loads(content)
        return Sealed(form["text"].encode(), base64.b64decode(form["signature"], validate=True))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Sealed(content, b"")
