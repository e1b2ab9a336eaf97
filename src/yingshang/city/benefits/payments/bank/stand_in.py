"""A bank that stands in: takes files from a folder, pays into a ledger of its own, writes receipts.

For tests, demos and simulations. What it paid stands in `ledger.csv`, outside of the database, so
that the two can be set side by side. A file that it took before (by its hash) it takes no more.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from yingshang.city.benefits.payments.bank.csv_bank import CsvBank
from yingshang.city.benefits.payments.bank.protocol import Bank, Order, Result
from yingshang.city.benefits.payments.folders import write_whole

Verdict = tuple[str, str]
Judge = Callable[[Order], Verdict]


def pays(_: Order) -> Verdict:
    """Everything arrives."""
    return "paid", ""


@dataclass
class StandInBank:
    """`folder` is the place's payments folder; `judge` says what becomes of an order."""

    folder: Path
    judge: Judge = pays
    bank: Bank = field(default_factory=CsvBank)
    name: str = "stand-in"
    is_careless: bool = False
    """Whether it takes the same file again when it finds it again: what a real bank may do."""

    def work(self) -> list[Path]:
        """Take every file that waits, pay, and answer with a receipt each; where those stand."""
        return [self._take(path) for path in sorted((self.folder / "outgoing").glob("*"))]

    def paid(self) -> dict[str, int]:
        """What each firm got, in fen, by the bank's own ledger."""
        found: dict[str, int] = {}
        for code, fen in self._ledger():
            found[code] = found.get(code, 0) + fen
        return {code: fen for code, fen in found.items() if fen}

    def give_back(self, number: str, orders: list[Order], reason: str) -> Path:
        """Return orders that were paid before (the account was closed since)."""
        results = []
        for line, order in enumerate(orders, start=2):
            self._write(order.credit_code, -order.amount_fen)
            reference = f"R{order.reference[-12:]}"
            results.append(
                Result(line, order.reference, order.amount_fen, "returned", reference, reason)
            )
        return self._answer(number, results, "returned")

    def _take(self, path: Path) -> Path:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        head, orders = self.bank.read_orders(content)
        taken = self.folder / "taken" / digest
        if taken.exists() and not self.is_careless:
            path.unlink()
            return self.folder / "incoming" / f"{head.number.replace(' ', '-')}-1.csv"
        results = [self._pay(line, order) for line, order in enumerate(orders, start=2)]
        taken.parent.mkdir(parents=True, exist_ok=True)
        path.rename(taken)
        return self._answer(head.number, results, "1")

    def _pay(self, line: int, order: Order) -> Result:
        outcome, reason = self.judge(order)
        if outcome == "paid":
            self._write(order.credit_code, order.amount_fen)
        reference = f"B{order.reference[-12:]}"
        return Result(line, order.reference, order.amount_fen, outcome, reference, reason)

    def _answer(self, number: str, results: list[Result], mark: str) -> Path:
        path = self.folder / "incoming" / f"{number.replace(' ', '-')}-{mark}.csv"
        write_whole(path, self.bank.compose_receipt(number, results))
        return path

    def _write(self, code: str, fen: int) -> None:
        with (self.folder / "ledger.csv").open("a", encoding="utf-8") as ledger:
            ledger.write(f"{code},{fen}\n")

    def _ledger(self) -> Iterator[tuple[str, int]]:
        path = self.folder / "ledger.csv"
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
            code, _, fen = line.partition(",")
            yield code, int(fen)
