"""What was acknowledged, as lines of JSON in a file outside of the database."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Notes:
    """One line an act, written once the act was answered with success."""

    path: Path

    def write(self, **act: object) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(act, default=str) + "\n")

    def __iter__(self) -> Iterator[dict[str, object]]:
        """The lines that were written whole."""
        for line in (
            self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ()
        ):
            with suppress(json.JSONDecodeError):
                yield json.loads(line)
