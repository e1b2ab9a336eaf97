"""What the log shows to everybody: checkpoint, tiles, proofs, and a citizen's receipt.

Nothing here discloses content but `receipt_for`, which opens one entry: who may have it is the
caller's door. Pages and the API serve these as they are; tiles and proofs are cacheable for ever.
"""

import json
from uuid import UUID

from django.db import connection

from yingshang.core.ledger.canonical import algorithm_of
from yingshang.core.ledger.sealing.errors import LedgerDiffers
from yingshang.core.ledger.sealing.folder import folder_of
from yingshang.core.ledger.sealing.heads import Head, head_of
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.ledger.sealing.turn import places
from yingshang.errors import Conflict, Missing
from yingshang.proofs.log import proofs
from yingshang.proofs.log.checking import Verdict, check
from yingshang.proofs.log.hashing import leaf_hash
from yingshang.proofs.log.receipt import Entry, Receipt
from yingshang.proofs.log.tiles import parse_path, width_at


class NothingSealed(Missing):
    """The place has no checkpoint yet, or no tile of that width."""

    code = "ledger.nothing_sealed"
    zh = "{place} 的日志中没有 {what}。封存每几秒进行一次，请稍后再试。"
    en = "The log of {place} has no {what}. Entries are sealed every few seconds: try again soon."


class NotYetSealed(Conflict):
    """The entry has no place in the log yet."""

    code = "ledger.not_yet_sealed"
    zh = "这条记录尚未封存，还没有回执。封存每几秒进行一次，请稍后再试。"
    en = "The entry is not sealed yet, so it has no receipt. Try again in a few seconds."


class ContentErased(Missing):
    """The entry's content was erased on record, so nothing can open its hash any more."""

    code = "ledger.content_erased"
    zh = "这条记录的内容已依法清除，不能再出具回执；以前出具的回执仍然有效。"
    en = "The entry's content was erased on record; it has no new receipt. Former ones still hold."


_ENTRY = """SELECT e.place, e.commitment_hash, k.salt, k.body, p.index
FROM ledger_entry e
JOIN ledger_content k ON k.entry_id = e.id AND k.recorded_at = e.recorded_at
LEFT JOIN ledger_placement p ON p.entry_id = e.id
WHERE e.id = %s"""


def latest_checkpoint(place: str) -> bytes:
    """The signed note over the log as it is now. Errors: `NothingSealed`."""
    return _head(place).note.encode()


def tile(place: str, path: str) -> bytes:
    """A tile or bundle by its path, `tile/0/x001/067` or `tile/entries/000.p/17`.

    Errors: `PathUnknown`; `NothingSealed` for what no checkpoint covers; `TileDamaged`.
    """
    level, index, width = parse_path(path)
    if width > width_at(level, index, _head(place).size):
        raise NothingSealed(place=place, what=path)
    return folder_of(place).tiles.read(level, index, width)


def inclusion(place: str, index: int, *, size: int) -> tuple[bytes, ...]:
    """The proof that place `index` stands in the log of `size`. Errors: `OutOfRange`."""
    _check_covered(place, size)
    return proofs.inclusion_proof(index, size, folder_of(place).tiles)


def consistency(place: str, old: int, *, new: int) -> tuple[bytes, ...]:
    """The proof that the log of `new` begins with the log of `old`. Errors: `OutOfRange`."""
    _check_covered(place, new)
    return proofs.consistency_proof(old, new, folder_of(place).tiles)


def public_keys(place: str) -> tuple[str, ...]:
    """The keys to check the log with, the present one first, as texts. Errors: `LogKeyMissing`."""
    return tuple(each.vkey for each in keys_of(place).verifiers)


def receipt_for(entry_id: UUID) -> Receipt:
    """What shows for ever that an entry stands in the log.

    Errors: `Missing` for no such entry, `NotYetSealed`, `ContentErased`, `TileDamaged`,
    `InclusionRefused` when tiles and checkpoint do not agree: no false receipt is handed out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ENTRY, [entry_id])
        row = cursor.fetchone()
    if row is None:
        raise Missing
    place, digest, salt, body, index = row
    if body is None:
        raise ContentErased
    head = head_of(place)
    if index is None or index >= head.size:
        raise NotYetSealed
    text, commitment = bytes(body).decode(), bytes(digest)
    entry = Entry(text, bytes(salt), commitment, algorithm_of(json.loads(text)))
    if not entry.opens:
        raise LedgerDiffers(place=place, size=head.size)
    return Receipt(_origin(head), entry, index, _proved(head, index, commitment), head.note)


def check_receipt(document: bytes | str) -> Verdict:
    """Whether a receipt was given by a log of this instance and holds, or which link fails."""
    known = [keys_of(place) for place in places()]
    return check(document, [each for keys in known for each in keys.verifiers])


def _proved(head: Head, index: int, commitment: bytes) -> tuple[bytes, ...]:
    proof = proofs.inclusion_proof(index, head.size, folder_of(head.place).tiles)
    root = head.frontier.root()
    proofs.verify_inclusion(index, head.size, leaf_hash(commitment), proof=proof, root=root)
    return proof


def _origin(head: Head) -> str:
    return head.note.partition("\n")[0]


def _head(place: str) -> Head:
    head = head_of(place)
    if not head.note:
        raise NothingSealed(place=place, what="checkpoint")
    return head


def _check_covered(place: str, size: int) -> None:
    if size > _head(place).size:
        raise NothingSealed(place=place, what=f"checkpoint {size}")
