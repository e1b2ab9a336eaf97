"""The folder of snapshots: Parquet files under their hash, each with a manifest beside it.

A file is written whole, synced and renamed; a name is never written twice. The rows in the
database follow: a file without a row is left over from a failure and harms nobody.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

import duckdb
from django.conf import settings

PIECE = 1 << 20
GROUP_ROWS = 4096
"""Rows that stand together in a file; a firm's row is found by reading one such group."""


def keep(
    connection: duckdb.DuckDBPyConnection,
    place: str,
    dataset: str,
    as_of: date,
    manifest: Mapping[str, object],
) -> str:
    """Write the table `good` as Parquet with its manifest; answers the hex SHA-256 of the file."""
    folder = _folder(place, dataset)
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        path = Path(part.name)
    try:
        connection.execute(
            f"COPY good TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP_ROWS})"
        )
        digest = digest_of(path)
        _sync(path)
        path.replace(folder / f"{digest}.parquet")
    finally:
        path.unlink(missing_ok=True)
    _write_manifest(manifest_of(place, dataset, digest, as_of), {**manifest, "sha256": digest})
    return digest


def file_of(place: str, dataset: str, digest: str) -> Path:
    """Where the rows of a snapshot stand."""
    return _folder(place, dataset) / f"{digest}.parquet"


def manifest_of(place: str, dataset: str, digest: str, as_of: date) -> Path:
    """Where the description of a snapshot stands; the same rows may be true of several days."""
    return _folder(place, dataset) / f"{digest}.{as_of.isoformat()}.json"


def is_whole(place: str, dataset: str, digest: str) -> bool:
    """Whether the file is there and still has its hash."""
    path = file_of(place, dataset, digest)
    return path.is_file() and digest_of(path) == digest


def _folder(place: str, dataset: str) -> Path:
    return Path(settings.FACTS_FOLDER) / place / dataset


def digest_of(path: Path) -> str:
    """The hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_manifest(path: Path, manifest: Mapping[str, object]) -> None:
    part = path.with_suffix(".json.part")
    part.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    _sync(part)
    part.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
