"""One firm's row in a snapshot, found without reading the others.

Files are sorted by their key and written in small groups of rows, each with its least and greatest
key: one group is read. What is read of a file's end is kept, since a file never changes under its
hash; the hash is checked once a process, and again if the file was touched.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.compute as compute
import pyarrow.parquet as parquet

from yingshang.core.facts.dictionary import CREDIT_CODE
from yingshang.core.facts.errors import SnapshotDamaged
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import digest_of, file_of

FOOTERS = 64
"""How many files' ends a process keeps: about half a megabyte each."""


@dataclass(frozen=True, slots=True)
class Footer:
    """The end of a file: what stands where, and the greatest key of each group of rows."""

    path: Path
    metadata: parquet.FileMetaData
    greatest: tuple[str, ...]


def row_about(
    snapshot: Snapshot, credit_code: str, elements: Sequence[str]
) -> dict[str, object] | None:
    """The named elements of the firm's row and no others, or nothing if it has none.

    Errors: `SnapshotDamaged` for a file that is missing or not what was kept.
    """
    footer = _footer_of(snapshot)
    group = bisect_left(footer.greatest, credit_code)
    if group == len(footer.greatest):
        return None
    with parquet.ParquetFile(footer.path, metadata=footer.metadata) as file:
        rows = file.read_row_group(group, columns=[CREDIT_CODE, *elements], use_threads=False)
    at = compute.index(rows.column(CREDIT_CODE), credit_code).as_py()
    if at < 0:
        return None
    found: dict[str, object] = rows.slice(at, 1).to_pylist()[0]
    return {code: found[code] for code in elements}


def is_in(snapshot: Snapshot, credit_code: str) -> bool:
    """Whether the firm has a row in the snapshot."""
    return row_about(snapshot, credit_code, ()) is not None


def _footer_of(snapshot: Snapshot) -> Footer:
    path = file_of(snapshot.place, snapshot.dataset, snapshot.content_hash)
    try:
        state = path.stat()
        return _footer(path, snapshot.content_hash, (state.st_mtime_ns, state.st_ino))
    except OSError as error:
        raise SnapshotDamaged(dataset=snapshot.dataset, as_of=snapshot.as_of) from error


@lru_cache(maxsize=FOOTERS)
def _footer(path: Path, digest: str, touched: tuple[int, int]) -> Footer:
    """Read anew when the file's times say it was touched. Errors: `OSError`."""
    if digest_of(path) != digest:
        raise OSError(f"{path.name} is not what was kept")
    metadata = parquet.read_metadata(path)
    key = metadata.schema.names.index(CREDIT_CODE)
    groups = range(metadata.num_row_groups)
    greatest = tuple(metadata.row_group(n).column(key).statistics.max for n in groups)
    return Footer(path, metadata, greatest)
