"""The ledger's latest checkpoint, as the footer shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LedgerHead:
    """How many entries, until when (text), under which root hash; `url` explains how to check."""

    entries: int
    at_text: str = ""
    root: str = ""
    url: str = ""

    @property
    def entries_text(self) -> str:
        """The number of entries as it is read."""
        return f"{self.entries:,}"
