"""A list file's plain data, with the line of every value in it."""

from dataclasses import dataclass
from typing import Any

from yingshang.core.catalogue.problems import ListError, shown
from yingshang.errors import Sentence

Path = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a document to a value."""


@dataclass(frozen=True)
class Document:
    """A file's plain data and, for every path in it, the line where that value stands."""

    file: str
    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest value around it that the file does have."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error(
        self, code: str, path: Path, *, found: object, expected: str, sentence: Sentence
    ) -> ListError:
        """A mistake at `path` of this document."""
        return ListError(
            code, self.file, self.line(path), dotted(path), shown(found), expected, sentence
        )


class UnreadableListError(Exception):
    """The text is not a list at all; carries the one `ListError` that says why."""

    def __init__(self, error: ListError) -> None:
        self.error = error
        super().__init__(str(error))


def dotted(path: Path) -> str:
    """A path as people write it: `materials[2].code`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
