"""Payment files on disk: written whole and synced, and shown to the bank by one rename.

`<PAYMENTS_FOLDER>/<place>/waiting` is ours alone; the bank reads `outgoing` and writes `incoming`.
"""

import os
from pathlib import Path

from django.conf import settings

WAITING, OUTGOING, INCOMING, RECEIVED = "waiting", "outgoing", "incoming", "received"


def folder_of(place: str) -> Path:
    """The payments folder of a place."""
    return Path(settings.PAYMENTS_FOLDER) / place


def write_whole(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, and stays there when the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync(path.parent)


def hand_over(place: str, name: str) -> bool:
    """Show a waiting file to the bank; false where it was shown before."""
    folder = folder_of(place)
    target = folder / OUTGOING / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        (folder / WAITING / name).rename(target)
    except FileNotFoundError:
        return False
    sync(target.parent)
    sync(folder / WAITING)
    return True


def sync(folder: Path) -> None:
    """Make the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
