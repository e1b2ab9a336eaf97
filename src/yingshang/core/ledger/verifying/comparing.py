"""Where two accounts of the same leaves part, and what that looks like."""

from yingshang.core.ledger.verifying.findings import Kind
from yingshang.core.ledger.verifying.public import Leaves


def first_difference(found: Leaves, signed: Leaves) -> tuple[int, Kind] | None:
    """The first offset at which the database's leaves are not those that were signed.

    A leaf that was signed for another place of the stretch was moved there; one that pushed the
    signed leaf away was inserted; one in whose place nothing is, was deleted; else it was edited.
    """
    for offset, (here, there) in enumerate(zip(found, signed, strict=True)):
        if here != there:
            return offset, _kind(here, there, found, signed)
    return None


def _kind(here: bytes | None, there: bytes | None, found: Leaves, signed: Leaves) -> Kind:
    if here is None:
        return Kind.DELETED
    was_signed, is_kept = here in signed, there in found
    if was_signed:
        return Kind.REORDERED if is_kept else Kind.DELETED
    return Kind.INSERTED if is_kept else Kind.EDITED
