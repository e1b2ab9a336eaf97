"""Where a file waits between being handed in and being judged; afterwards it is gone."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from yingshang.core.facts.errors import TooLarge

MOST_BYTES = 50 * 1024 * 1024
"""What a page or the API takes; more comes by the folder."""
FOLDER = "incoming"


def waiting_file(submission_id: UUID, file_name: str) -> Path:
    """Where the file of a submission stands; only its ending is taken from the given name."""
    ending = Path(file_name).suffix.lower()[:10]
    plain = ending if ending[1:].isalnum() and ending.isascii() else ""
    return Path(settings.FACTS_FOLDER) / FOLDER / f"{submission_id}{plain}"


def put(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write a file; answers its size and hex SHA-256. Errors: `TooLarge`, with nothing kept."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size, digest = 0, hashlib.sha256()
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > MOST_BYTES:
                    raise TooLarge(field="file", most=MOST_BYTES // 1024 // 1024)
                digest.update(piece)
                file.write(piece)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return size, digest.hexdigest()
