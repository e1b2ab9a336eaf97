"""Where letters lie between two places: in this database, or in a folder both sides reach."""

from yingshang.core.exchange.places.keys import is_hosted
from yingshang.core.exchange.places.letter import system_of
from yingshang.core.exchange.places.letterboxes.database import DatabaseLetterbox
from yingshang.core.exchange.places.letterboxes.folder import FolderLetterbox
from yingshang.core.exchange.places.letterboxes.form import Letterbox

__all__ = ["Letterbox", "letterbox_between", "waiting_pairs"]


def letterbox_between(place: str, peer: str) -> Letterbox:
    """The letterbox that a place which lives here shares with another."""
    return DatabaseLetterbox(place, peer) if is_hosted(peer) else FolderLetterbox(place, peer)


def waiting_pairs() -> set[tuple[str, str]]:
    """The (place, system) pairs with a letter for a place that lives here."""
    pairs = {*DatabaseLetterbox.waiting(), *FolderLetterbox.waiting()}
    return {(place, system_of(peer)) for place, peer in pairs}
