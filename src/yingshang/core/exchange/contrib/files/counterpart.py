"""The other side of the folder: what an outside system does to take messages and to answer.

A reference for those who connect a real system, and the engine of the simulated ones.
"""

from collections.abc import Iterator

from yingshang.core.exchange.contrib.files.folder import (
    Folder,
    file_name,
    move,
    read_plain,
    write_whole,
)
from yingshang.core.exchange.contrib.files.form import answer_json, read_outgoing
from yingshang.core.exchange.envelope import sign, verify
from yingshang.core.exchange.types import Answer, Outgoing


class Counterpart:
    """An outside system that reads `out/` and writes `in/`."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def messages(self) -> Iterator[Outgoing]:
        """What waits to be taken, each verified. Answer it, then `take` it."""
        for path in sorted(self.folder.out.glob("[!.]*.json")):
            try:
                message = read_outgoing(read_plain(path))
            except FileNotFoundError:
                continue  # taken by another hand meanwhile
            verify(message, "out", "", message.signature)
            yield message

    def take(self, message: Outgoing) -> None:
        """The message is ours now; it will not be handed over again."""
        name = file_name(message.key)
        move(self.folder.out / name, self.folder.taken / name)

    def answer(self, message: Outgoing, body: dict[str, object]) -> Answer:
        """Write a signed answer; answering the same message again writes the same file."""
        answer = answer_to(message, body)
        name = file_name(message.key)
        if not (self.folder.done / name).exists():
            write_whole(self.folder.inbox / name, answer_json(answer))
        return answer


def answer_to(message: Outgoing, body: dict[str, object]) -> Answer:
    """The signed answer to a message: of its kind, under its key."""
    unsigned = Answer(
        message.place, message.system, message.kind, message.key, message.key, body, b""
    )
    signature = sign(unsigned, "in", message.key)
    return Answer(
        message.place, message.system, message.kind, message.key, message.key, body, signature
    )
