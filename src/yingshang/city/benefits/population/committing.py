"""What a list commits to: its canonical rows, their hash, and the root of their Merkle tree.

A row is `credit code, tab, fen, tab, the credit list that excludes the firm or nothing, newline`
in UTF-8; rows stand by credit code. The same rows give the same hash whatever engine made them.

*Source*: RFC 9162 section 2.1.1 for the tree, whose leaves are these rows.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from yingshang.proofs.log.frontier import Frontier, grow
from yingshang.proofs.log.hashing import leaf_hashes

BATCH = 100_000
CANONICAL = (
    "credit_code || chr(9) || CAST(amount_fen AS VARCHAR) || chr(9)"
    " || coalesce(exclusion, '') || chr(10)"
)
"""A candidate's canonical row in SQL of DuckDB and of Spark alike."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """How many rows, how much, their SHA-256 and Merkle root, both hex. *Units*: fen.

    The root is empty where it was not asked for.
    """

    rows: int
    fen: int
    list_hash: str
    root: str


def row_of(credit_code: str, amount_fen: int, exclusion: str | None) -> bytes:
    """The canonical row of one firm."""
    return f"{credit_code}\t{amount_fen}\t{exclusion or ''}\n".encode()


def committed(
    connection: duckdb.DuckDBPyConnection, candidates: str, *, rooted: bool = True
) -> Commitment:
    """The commitment of a relation with credit_code, amount_fen and exclusion.

    Without `rooted` the root is left out, which takes as long as everything else.
    """
    query = f"SELECT {CANONICAL} AS line FROM ({candidates}) ORDER BY credit_code"  # noqa: S608 - our own relation
    ((fen,),) = connection.execute(
        f"SELECT coalesce(sum(amount_fen), 0)::BIGINT FROM ({candidates})"  # noqa: S608 - as above
    ).fetchall()
    reader = connection.sql(query).to_arrow_reader(BATCH)
    return _commitment((batch.column(0).to_pylist() for batch in reader), int(fen), rooted=rooted)


def committed_rows(rows: Iterable[tuple[str, int, str | None]]) -> Commitment:
    """The commitment of rows that stand by credit code already."""
    kept = list(rows)
    lines = [row_of(*row).decode() for row in kept]
    return _commitment([lines], sum(row[1] for row in kept), rooted=True)


def _commitment(parts: Iterable[Sequence[str]], fen: int, *, rooted: bool) -> Commitment:
    digest, rows = hashlib.sha256(), 0
    leaves: list[bytes] = []
    for lines in parts:
        digest.update("".join(lines).encode())
        rows += len(lines)
        if rooted:
            leaves.extend(leaf_hashes(line.encode() for line in lines))
    root = grow(Frontier.empty(), leaves, reader=_NoTiles()).frontier.root().hex()
    return Commitment(rows, fen, digest.hexdigest(), root if rooted else "")


class _NoTiles:
    """What a list that begins empty has behind it: nothing is ever read."""

    def read(self, level: int, index: int, width: int) -> bytes:
        raise LookupError(f"a new list has no tile {level}/{index}/{width}")
