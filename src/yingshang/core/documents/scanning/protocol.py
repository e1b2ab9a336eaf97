"""What any scanner must do."""

from pathlib import Path
from typing import Protocol

from yingshang.core.documents.formats import Format
from yingshang.errors import Sentence


class Scanner(Protocol):
    """Looks at a file that is whole, within limits and of an allowed format."""

    def scan(self, path: Path, found: Format) -> Sentence | None:
        """Why the file must not be kept, or None.

        Errors: `Unavailable` when it cannot look now; then nothing is kept either.
        """
        ...
