"""What a payment file says and what a receipt says, whatever their format. Amounts are fen."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, Protocol

Outcome = Literal["paid", "failed", "returned"]
OUTCOMES: frozenset[str] = frozenset({"paid", "failed", "returned"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a whole file is about."""

    number: str
    place: str
    fund: str
    made_on: str
    count: int
    total_fen: int


class Order(NamedTuple):
    """One payment that the bank is told to make; `reference` comes back in the receipt."""

    reference: str
    credit_code: str
    holder: str
    bank: str
    account: str
    amount_fen: int
    purpose: str


class Result(NamedTuple):
    """What became of one payment; `line` is where the receipt says so, its first line being 1."""

    line: int
    reference: str
    amount_fen: int
    outcome: str
    bank_reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt that was read and found whole."""

    number: str
    sha256: str
    results: Sequence[Result]


class Bank(Protocol):
    """How one bank wants its files, and how its receipts are read."""

    suffix: ClassVar[str]

    def compose(self, head: Head, orders: Sequence[Order]) -> bytes:
        """The payment file; the same orders give the same bytes."""
        ...

    def read_orders(self, content: bytes) -> tuple[Head, Sequence[Order]]:
        """A payment file read back. Errors: `FileDamaged`."""
        ...

    def compose_receipt(self, number: str, results: Sequence[Result]) -> bytes:
        """A receipt as the bank writes it; for banks that stand in."""
        ...

    def read(self, path: Path) -> Slip:
        """A receipt. Errors: `FileDamaged`, with line and remedy."""
        ...
