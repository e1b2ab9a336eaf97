"""Somebody outside who remembers every checkpoint seen, and trusts nothing else."""

from pathlib import Path

from yingshang.core.ledger.sealing.folder import LogFolder
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.proofs import consistency_proof, verify_consistency


class Outsider:
    """Checks that each checkpoint continues the one before."""

    def __init__(self, log: Path, place: str) -> None:
        self.folder, self.keys = LogFolder(log), keys_of(place)
        self.last: Checkpoint | None = None

    def look(self) -> int:
        """Fetch the checkpoint; it must continue what is remembered. Answers its size."""
        seen = self.folder.published(self.keys)
        if seen is None:
            assert self.last is None
            return 0
        if self.last is not None:
            proof = consistency_proof(self.last.size, seen.size, self.folder.tiles)
            verify_consistency(
                self.last.size, seen.size, proof=proof,
                old_root=self.last.root, new_root=seen.root,
            )  # fmt: skip
        self.last = seen
        return seen.size
