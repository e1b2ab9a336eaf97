"""One system's shared folder: whole files only, each moved and never edited.

<EXCHANGE_FOLDER>/<place>/<system>/out/      we write, the system takes
                                   taken/    the system moves here what it has taken
                                   in/       the system writes (elsewhere, then renames), we take
                                   done/     answers we have stored
                                   refused/  answers we could not accept, each with its reason
"""

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from django.conf import settings

LARGEST_FILE_BYTES = 2 * 1024 * 1024
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9._:-]*")


class Folder:
    """The folder of one system of one place."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.out, self.taken = root / "out", root / "taken"
        self.inbox, self.done, self.refused = root / "in", root / "done", root / "refused"

    @classmethod
    def of(cls, place: str, system: str) -> "Folder":
        """The folder that the settings give to this system."""
        return cls(Path(settings.EXCHANGE_FOLDER) / place / system)

    def waiting(self) -> list[Path]:
        """The answers to take, by name; hidden and temporary files are nobody's yet."""
        if not self.inbox.is_dir():
            return []
        return sorted(p for p in self.inbox.glob("*.json") if not p.name.startswith("."))


def file_name(key: str) -> str:
    """`<key>.json`; capitals are escaped, for disks that do not tell them from small letters."""
    if _PLAIN_NAME.fullmatch(key):
        return f"{key}.json"
    escaped = "".join(f"%{ord(c):02x}" if c.isupper() else c for c in key)
    if len(escaped) > 200:
        escaped = hashlib.sha256(key.encode()).hexdigest()
    return f"{escaped}.json"


def write_whole(path: Path, content: bytes) -> None:
    """Write so that a reader sees the whole file or none, and a power cut loses nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def move(path: Path, target: Path) -> None:
    """Move within the shared folder; a file that somebody else has moved already is no error."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.replace(target)
    except FileNotFoundError:
        if not target.exists():
            raise
    _sync(target.parent)


def read_plain(path: Path) -> bytes:
    """The bytes of an ordinary file of a sensible size; links, pipes and giants are refused."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        details = os.fstat(file.fileno())
        if not stat.S_ISREG(details.st_mode):
            raise OSError("not an ordinary file")
        if details.st_size > LARGEST_FILE_BYTES:
            raise OSError(f"larger than {LARGEST_FILE_BYTES} bytes")
        return file.read(LARGEST_FILE_BYTES + 1)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
