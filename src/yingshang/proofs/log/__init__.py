"""The ledger's log: a tree that only grows, and what lets anyone check it without us.

RFC 9162 hashing, C2SP tlog-tiles, tlog-checkpoint and signed-note. Plain data in, plain data out:
no Django, no database, no clock. Which entries are sealed, and when, is `core.ledger`'s to know.
"""

from yingshang.proofs.log import checkpoint, note
from yingshang.proofs.log.checking import Link, Step, Verdict, check
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.commitment import TAG, Algorithm, commitment
from yingshang.proofs.log.folder import FolderTiles
from yingshang.proofs.log.follower import Memory, Report, follow
from yingshang.proofs.log.frontier import Frontier, Grown, append, grow
from yingshang.proofs.log.hashing import EMPTY_ROOT, leaf_hash, node_hash
from yingshang.proofs.log.keys import Ed25519Signer, Ed25519Verifier
from yingshang.proofs.log.note import Note, Signature, Signer, Verifier
from yingshang.proofs.log.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from yingshang.proofs.log.receipt import Entry, Receipt
from yingshang.proofs.log.receipt_document import read_receipt
from yingshang.proofs.log.subtrees import Tree
from yingshang.proofs.log.tiles import ENTRIES, Tile, TileReader, parse_path, tile_path

__all__ = [
    "EMPTY_ROOT",
    "ENTRIES",
    "TAG",
    "Algorithm",
    "Checkpoint",
    "Ed25519Signer",
    "Ed25519Verifier",
    "Entry",
    "FolderTiles",
    "Frontier",
    "Grown",
    "Link",
    "Memory",
    "Note",
    "Receipt",
    "Report",
    "Signature",
    "Signer",
    "Step",
    "Tile",
    "TileReader",
    "Tree",
    "Verdict",
    "Verifier",
    "append",
    "check",
    "checkpoint",
    "commitment",
    "consistency_proof",
    "follow",
    "grow",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "note",
    "parse_path",
    "read_receipt",
    "tile_path",
    "verify_consistency",
    "verify_inclusion",
]
