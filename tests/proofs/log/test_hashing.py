"""The tree's hashes against the leaves that Certificate Transparency's implementations share."""

import pytest

from tests.proofs.log.factory import MemoryTiles
from yingshang.proofs.log import EMPTY_ROOT, Frontier, grow, leaf_hash, node_hash
from yingshang.proofs.log.hashing import leaf_hashes, perfect_root

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_shared_leaves_have_the_shared_roots(size: int) -> None:
    grown = grow(Frontier.empty(), leaf_hashes(LEAVES[:size]), reader=MemoryTiles())
    assert grown.frontier.root().hex() == ROOTS[size]


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


def test_a_perfect_root_is_the_node_over_its_halves() -> None:
    four = leaf_hashes(LEAVES[:4])
    expected = node_hash(node_hash(*four[:2]), node_hash(*four[2:]))
    assert perfect_root(b"".join(four)) == expected


def test_the_empty_log_has_the_hash_of_nothing() -> None:
    assert Frontier.empty().root() == EMPTY_ROOT == bytes.fromhex(ROOTS[0])
