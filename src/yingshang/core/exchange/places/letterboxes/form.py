"""What a letterbox between a place and its peer can do; a contract test holds both to it."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from yingshang.core.exchange.places.letter import Sealed


class Lying(NamedTuple):
    """A letter or receipt in a letterbox. `mark` is the letterbox's own name for it."""

    mark: str
    sealed: Sealed


class Letterbox(Protocol):
    """Ours is the side of `place`; nothing that comes out was checked by anybody."""

    def drop(self, number: int, letter: Sealed) -> None:
        """Leave our letter; the same again changes nothing."""

    def has(self, number: int) -> bool:
        """Whether our letter of that number lies there, answered or not."""

    def letters(self) -> Iterable[Lying]:
        """The peer's letters that have no receipt yet, by number."""

    def settle(self, mark: str, receipt: Sealed) -> None:
        """Leave our receipt for the peer's letter, which is not offered again."""

    def receipts(self) -> Iterable[Lying]:
        """The peer's receipts for our letters that were not taken yet."""

    def take_receipt(self, mark: str) -> None:
        """The receipt is stored for good; do not offer it again."""
