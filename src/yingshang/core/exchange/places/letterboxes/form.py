"""What a letterbox between a place and its peer can do; a contract test holds both to it."""

from collections.abc import Iterable, Sequence
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

    def drop_all(self, letters: Sequence[tuple[int, Sealed]]) -> None:
        """As `drop`, for many."""

    def has(self, number: int) -> bool:
        """Whether our letter of that number lies there, answered or not."""

    def letters(self) -> Iterable[Lying]:
        """The peer's letters that have no receipt yet, by number."""

    def settle_all(self, receipts: Sequence[tuple[str, Sealed]]) -> None:
        """Leave our receipts for the peer's letters, which are not offered again."""

    def receipts(self) -> Iterable[Lying]:
        """The peer's receipts for our letters that were not taken yet."""

    def take_receipts(self, marks: Sequence[str]) -> None:
        """The receipts are stored for good; do not offer them again."""
