"""Proofs of inclusion and of consistency. *Source*: RFC 9162 sections 2.1.3 and 2.1.4.

Proving reads tiles; verifying needs nothing but the proof and two roots. A proof made from damaged
tiles does not verify: whoever makes one for others verifies it before handing it out.
"""

from collections.abc import Sequence
from hmac import compare_digest

from yingshang.proofs.log.errors import ConsistencyRefused, InclusionRefused, OutOfRange
from yingshang.proofs.log.hashing import EMPTY_ROOT, node_hash
from yingshang.proofs.log.subtrees import Tree, split
from yingshang.proofs.log.tiles import TileReader


def inclusion_proof(index: int, size: int, reader: TileReader) -> tuple[bytes, ...]:
    """PATH(index, D_size): the hashes beside the way from the leaf to the root, the lowest first.

    *Errors*: `OutOfRange`, `TileDamaged`.
    """
    if not 0 <= index < size:
        raise OutOfRange(index=index, size=size)
    tree = Tree(size, reader)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(tree.range(middle, end))
            end = middle
        else:
            path.append(tree.range(start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(old: int, new: int, reader: TileReader) -> tuple[bytes, ...]:
    """PROOF(old, D_new): what links the root at `old` with the root at `new`, the lowest first.

    Nothing links the empty log or a log to itself: the proof is empty then.
    *Errors*: `OutOfRange`, `TileDamaged`.
    """
    if not 0 <= old <= new:
        raise OutOfRange(index=old, size=new)
    if old in {0, new}:
        return ()
    tree = Tree(new, reader)
    start, end, path = 0, new, []
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            path.append(tree.range(middle, end))
            end = middle
        else:
            path.append(tree.range(start, middle))
            start = middle
    if start:
        path.append(tree.range(start, end))
    return tuple(reversed(path))


def verify_inclusion(
    index: int, size: int, leaf: bytes, *, proof: Sequence[bytes], root: bytes
) -> None:
    """Answer in silence when the leaf (its hash) stands at `index` below `root`.

    *Errors*: `InclusionRefused`, saying why. *Source*: RFC 9162 section 2.1.3.2.
    """
    if not 0 <= index < size:
        raise InclusionRefused(reason=f"{index} ≥ {size}")
    place, last, found = index, size - 1, leaf
    for each in proof:
        if not last:
            raise InclusionRefused(reason=f"{len(proof)} hashes are too many")
        if place & 1 or place == last:
            found = node_hash(each, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, each)
        place, last = place >> 1, last >> 1
    if last:
        raise InclusionRefused(reason=f"{len(proof)} hashes are too few")
    if not compare_digest(found, root):
        raise InclusionRefused(reason=f"{found.hex()} ≠ {root.hex()}")


def verify_consistency(
    old: int, new: int, *, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Answer in silence when the log at `new` begins with the log at `old`.

    *Errors*: `ConsistencyRefused`, saying why. *Source*: RFC 9162 section 2.1.4.2.
    """
    if not 0 <= old <= new:
        raise ConsistencyRefused(reason=f"{old} > {new}")
    if old in {0, new}:
        _verify_trivial(old, proof=proof, old_root=old_root, root=new_root if old else EMPTY_ROOT)
        return
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        raise ConsistencyRefused(reason="0 hashes are too few")
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for each in path[1:]:
        if not last:
            raise ConsistencyRefused(reason=f"{len(proof)} hashes are too many")
        if place & 1 or place == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, each)
        place, last = place >> 1, last >> 1
    if last:
        raise ConsistencyRefused(reason=f"{len(proof)} hashes are too few")
    _compare(old, before, old_root)
    _compare(new, after, new_root)


def _verify_trivial(old: int, *, proof: Sequence[bytes], old_root: bytes, root: bytes) -> None:
    if proof:
        raise ConsistencyRefused(reason=f"{len(proof)} hashes are too many")
    _compare(old, old_root, root)


def _compare(size: int, found: bytes, root: bytes) -> None:
    if not compare_digest(found, root):
        raise ConsistencyRefused(reason=f"{size}: {found.hex()} ≠ {root.hex()}")
