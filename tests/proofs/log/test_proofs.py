"""Proofs against the RFC's definitions, and every way of bending them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.log import reference
from tests.proofs.log.factory import Log, entries
from yingshang.proofs.log import (
    EMPTY_ROOT,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from yingshang.proofs.log.errors import ConsistencyRefused, InclusionRefused, OutOfRange

ALL = entries(700)
LOG = Log(700)
BIG = Log(65_537)
ROOTS = {size: reference.mth(ALL[:size]) for size in (*range(34), 255, 256, 257, 511, 512, 700)}
PAIRS = st.tuples(st.integers(1, 700), st.integers(0, 699)).filter(lambda pair: pair[1] < pair[0])


@given(PAIRS)
def test_an_inclusion_proof_is_the_path_of_the_definition(pair: tuple[int, int]) -> None:
    size, index = pair
    proof = inclusion_proof(index, size, LOG.tiles)
    assert list(proof) == reference.path(index, ALL[:size])
    root = reference.mth(ALL[:size])
    verify_inclusion(index, size, leaf_hash(ALL[index]), proof=proof, root=root)


@given(PAIRS)
def test_a_consistency_proof_is_that_of_the_definition(pair: tuple[int, int]) -> None:
    new, old = pair
    proof = consistency_proof(old, new, LOG.tiles)
    if old:
        assert list(proof) == reference.proof(old, ALL[:new])
    verify_consistency(
        old,
        new,
        proof=proof,
        old_root=reference.mth(ALL[:old]),
        new_root=reference.mth(ALL[:new]),
    )


@pytest.mark.parametrize("new", range(1, 34))
def test_all_pairs_of_small_sizes_are_linked(new: int) -> None:
    for old in range(new + 1):
        proof = consistency_proof(old, new, LOG.tiles)
        verify_consistency(old, new, proof=proof, old_root=ROOTS[old], new_root=ROOTS[new])


@pytest.mark.parametrize("index", [0, 255, 256, 65_279, 65_280, 65_535, 65_536])
@pytest.mark.parametrize("size", [65_536, 65_537])
def test_proofs_hold_at_the_borders_of_tiles(index: int, size: int) -> None:
    if index >= size:
        return
    tree = Tree(size, BIG.tiles)
    leaf = leaf_hash(entries(1, start=index)[0])
    assert tree.leaf(index) == leaf
    proof = inclusion_proof(index, size, BIG.tiles)
    verify_inclusion(index, size, leaf, proof=proof, root=tree.root())
    linked = consistency_proof(index, size, BIG.tiles)
    verify_consistency(
        index, size, proof=linked, old_root=tree.root(index), new_root=BIG_ROOTS[size]
    )


BIG_ROOTS = {65_537: BIG.frontier.root(), 65_536: BIG.frontier.hashes[0]}


@pytest.mark.parametrize("size", range(1, 34))
def test_a_proof_holds_at_its_own_place_and_size_only(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(index, size, LOG.tiles)
        for other in range(size + 1):
            if other != index:
                with pytest.raises(InclusionRefused):
                    verify_inclusion(
                        other, size, leaf_hash(ALL[index]), proof=proof, root=ROOTS[size]
                    )


@pytest.mark.parametrize(("index", "size"), [(0, 1), (6, 7), (3, 8), (255, 257), (300, 700)])
def test_every_flipped_byte_of_an_inclusion_proof_is_refused(index: int, size: int) -> None:
    proof, leaf, root = inclusion_proof(index, size, LOG.tiles), leaf_hash(ALL[index]), ROOTS[size]
    for bent in _bent([leaf, root, *proof]):
        with pytest.raises(InclusionRefused):
            verify_inclusion(index, size, bent[0], proof=bent[2:], root=bent[1])


@pytest.mark.parametrize(("old", "new"), [(1, 2), (4, 8), (6, 7), (255, 257), (256, 700)])
def test_every_flipped_byte_of_a_consistency_proof_is_refused(old: int, new: int) -> None:
    proof = consistency_proof(old, new, LOG.tiles)
    for bent in _bent([ROOTS[old], ROOTS[new], *proof]):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, new, proof=bent[2:], old_root=bent[0], new_root=bent[1])


def _bent(hashes: list[bytes]) -> list[list[bytes]]:
    """The same hashes with one byte flipped, for each byte."""
    results = []
    for place, each in enumerate(hashes):
        for at in range(len(each)):
            flipped = each[:at] + bytes([each[at] ^ 0xFF]) + each[at + 1 :]
            results.append([*hashes[:place], flipped, *hashes[place + 1 :]])
    return results


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33])
def test_a_proof_with_a_hash_too_many_or_too_few_is_refused(size: int) -> None:
    leaf, proof = leaf_hash(ALL[0]), inclusion_proof(0, size, LOG.tiles)
    with pytest.raises(InclusionRefused, match="too many"):
        verify_inclusion(0, size, leaf, proof=(*proof, leaf), root=ROOTS[size])
    for length in range(len(proof)):
        with pytest.raises(InclusionRefused, match="too few"):
            verify_inclusion(0, size, leaf, proof=proof[:length], root=ROOTS[size])


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 7), (4, 8), (8, 33)])
def test_a_link_with_a_hash_too_many_or_too_few_is_refused(old: int, new: int) -> None:
    proof, roots = consistency_proof(old, new, LOG.tiles), (ROOTS[old], ROOTS[new])
    with pytest.raises(ConsistencyRefused, match="too many"):
        verify_consistency(old, new, proof=(*proof, roots[0]), old_root=roots[0], new_root=roots[1])
    for length in range(len(proof)):
        with pytest.raises(ConsistencyRefused, match="too few"):
            verify_consistency(old, new, proof=proof[:length], old_root=roots[0], new_root=roots[1])


def test_the_empty_log_begins_every_log_and_nothing_else_does_without_proof() -> None:
    verify_consistency(0, 7, proof=(), old_root=EMPTY_ROOT, new_root=ROOTS[7])
    verify_consistency(7, 7, proof=(), old_root=ROOTS[7], new_root=ROOTS[7])
    for old, new, first in ((0, 7, ROOTS[1]), (7, 7, ROOTS[8]), (8, 7, ROOTS[8])):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, new, proof=(), old_root=first, new_root=ROOTS[7])
    with pytest.raises(ConsistencyRefused):
        verify_consistency(0, 7, proof=(EMPTY_ROOT,), old_root=EMPTY_ROOT, new_root=ROOTS[7])


@pytest.mark.parametrize(("index", "size"), [(-1, 7), (7, 7), (0, 0)])
def test_nothing_beyond_the_log_can_be_proved(index: int, size: int) -> None:
    with pytest.raises(OutOfRange):
        inclusion_proof(index, size, LOG.tiles)
    with pytest.raises(InclusionRefused):
        verify_inclusion(index, size, ROOTS[1], proof=(), root=ROOTS[1])


def test_no_log_is_consistent_with_a_longer_one() -> None:
    with pytest.raises(OutOfRange):
        consistency_proof(8, 7, LOG.tiles)


def test_a_proof_reads_few_tiles() -> None:
    BIG.tiles.read_paths.clear()
    inclusion_proof(40_000, 65_537, BIG.tiles)
    assert len(BIG.tiles.read_paths) <= 6
    assert len(set(BIG.tiles.read_paths)) == len(BIG.tiles.read_paths)
