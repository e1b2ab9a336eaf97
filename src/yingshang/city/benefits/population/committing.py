"""What a list commits to: its canonical rows, their hash, and the root of their Merkle tree.

A row is `credit code, tab, fen, tab, the credit list that excludes the firm or nothing, newline`
in UTF-8; rows stand by credit code. The same rows give the same hash whatever engine made them.

*Source*: RFC 9162 section 2.1.1 for the tree, whose leaves are these rows.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

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
    """How many rows, how much, their SHA-256 and Merkle root, both hex. *Units*: fen."""

    rows: int
    fen: int
    list_hash: str
    root: str


def row_of(credit_code: str, amount_fen: int, exclusion: str | None) -> bytes:
    """The canonical row of one firm."""
    return f"{credit_code}\t{amount_fen}\t{exclusion or ''}\n".encode()


def committed(connection: duckdb.DuckDBPyConnection, candidates: str) -> Commitment:
    """The commitment of a relation with credit_code, amount_fen and exclusion."""
    query = f"SELECT {CANONICAL} AS line FROM ({candidates}) ORDER BY credit_code"  # noqa: S608 - our own relation
    ((fen,),) = connection.execute(
        f"SELECT coalesce(sum(amount_fen), 0)::BIGINT FROM ({candidates})"  # noqa: S608 - as above
    ).fetchall()
    return _commitment(_lines(connection.sql(query).to_arrow_reader(BATCH)), int(fen))


def committed_rows(rows: Iterable[tuple[str, int, str | None]]) -> Commitment:
    """The commitment of rows that stand by credit code already."""
    kept = list(rows)
    return _commitment((row_of(*row) for row in kept), sum(row[1] for row in kept))


def _commitment(lines: Iterable[bytes], fen: int) -> Commitment:
    digest, leaves = hashlib.sha256(), []
    part: list[bytes] = []
    for line in lines:
        part.append(line)
        if len(part) == BATCH:
            _take(digest, leaves, part)
    _take(digest, leaves, part)
    root = grow(Frontier.empty(), leaves, reader=_NoTiles()).frontier.root()
    return Commitment(len(leaves), fen, digest.hexdigest(), root.hex())


def _take(digest: "hashlib._Hash", leaves: list[bytes], part: list[bytes]) -> None:
    digest.update(b"".join(part))
    leaves.extend(leaf_hashes(part))
    part.clear()


def _lines(reader: pa.RecordBatchReader) -> Iterator[bytes]:
    for batch in reader:
        yield from (text.encode() for text in batch.column(0).to_pylist())


class _NoTiles:
    """What a list that begins empty has behind it: nothing is ever read."""

    def read(self, level: int, index: int, width: int) -> bytes:
        raise LookupError(f"a new list has no tile {level}/{index}/{width}")
