"""A receipt: all that shows, years later and without us, that an act stands in the log.

It holds the entry (body and salt, which open its commitment), the entry's place, the proof that
leads from there to a root, and the checkpoint in which the log signed that root. `check` follows
these links in order and stops at the first that fails.

The document is JSON in UTF-8: exactly the members below, each with one spelling for its value.

    {"format": "yingshang/receipt/v1", "origin": "log.example/430300",
     "entry": {"body": "{…}", "salt": hex, "algorithm": "sha256", "commitment": hex},
     "index": 7, "proof": [base64, …], "checkpoint": "log.example/430300\\n8\\n…"}
"""

from dataclasses import dataclass

from yingshang.proofs.canonical import encode
from yingshang.proofs.log.commitment import Algorithm, commitment
from yingshang.proofs.log.encoding import encode_base64

FORMAT = "yingshang/receipt/v1"


@dataclass(frozen=True)
class Entry:
    """What the commitment opens to. *Shapes*: `body` is the stored bytes of RFC 8785 JSON."""

    body: str
    salt: bytes
    commitment: bytes
    algorithm: Algorithm = Algorithm.SHA256

    @property
    def opens(self) -> bool:
        """Whether body and salt are what was committed to."""
        found = commitment(self.salt, self.body.encode(), algorithm=self.algorithm)
        return found == self.commitment


@dataclass(frozen=True)
class Receipt:
    """One entry's place in a log, with its proof. `checkpoint` is the signed note."""

    origin: str
    entry: Entry
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def to_json(self) -> bytes:
        """The document to hand out: RFC 8785 bytes."""
        entry = {
            "body": self.entry.body,
            "salt": self.entry.salt.hex(),
            "algorithm": self.entry.algorithm.value,
            "commitment": self.entry.commitment.hex(),
        }
        return encode(
            {
                "format": FORMAT,
                "origin": self.origin,
                "entry": entry,
                "index": self.index,
                "proof": [encode_base64(each) for each in self.proof],
                "checkpoint": self.checkpoint,
            }
        )
