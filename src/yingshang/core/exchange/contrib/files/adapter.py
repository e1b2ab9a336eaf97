"""The reference adapter: messages are files in a folder that both sides can reach."""

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path

from yingshang.core.exchange.contrib.files.folder import (
    Folder,
    file_name,
    move,
    read_plain,
    write_whole,
)
from yingshang.core.exchange.contrib.files.form import MalformedFile, outgoing_json, read_answer
from yingshang.core.exchange.errors import written
from yingshang.core.exchange.types import Answer, Outgoing, Status

log = logging.getLogger(__name__)


class Files:
    """One system of one place behind a shared folder; see `folder` for the layout."""

    name = "files"

    def __init__(self, place: str, system: str) -> None:
        self.place, self.system = place, system
        self.folder = Folder.of(place, system)

    def send(self, message: Outgoing) -> None:
        """Write `out/<key>.json`, unless the system has taken it before."""
        name = file_name(message.key)
        if not (self.folder.taken / name).exists():
            write_whole(self.folder.out / name, outgoing_json(message))

    def status(self, key: str) -> Status:
        """By where the file lies; a file that is nowhere was never received."""
        name = file_name(key)
        known = any((f / name).exists() for f in (self.folder.out, self.folder.taken))
        return Status.RECEIVED if known else Status.UNKNOWN

    def answers(self) -> Iterator[Answer]:
        """Everything in `in/` that reads as a message; the rest moves to `refused/` at once."""
        for path in self.folder.waiting():
            answer = self._read(path)
            if answer is not None:
                yield answer

    def acknowledge(self, answer: Answer) -> None:
        """Stored: the file moves to `done/`."""
        move(self.folder.inbox / answer.receipt, self.folder.done / answer.receipt)

    def refuse(self, answer: Answer, reason: str) -> None:
        """Not accepted: the file moves to `refused/`, and its reason stands beside it."""
        self._put_aside(self.folder.inbox / answer.receipt, reason)

    def _read(self, path: Path) -> Answer | None:
        try:
            answer = read_answer(read_plain(path), path.name)
        except FileNotFoundError:
            return None  # another worker was faster
        except (OSError, MalformedFile) as error:
            self._put_aside(path, written(error))
            return None
        if (answer.place, answer.system) != (self.place, self.system):
            self._put_aside(path, "place or system is not this folder's")
            return None
        return answer

    def _put_aside(self, path: Path, reason: str) -> None:
        log.warning("refused %s: %s", path, reason)
        mark = hashlib.sha256(f"{path.name}\n{reason}".encode()).hexdigest()[:8]
        target = self.folder.refused / f"{path.stem[:100]}.{mark}.json"
        write_whole(target.with_suffix(".reason.txt"), f"{path.name}\n{reason}\n".encode())
        move(path, target)
