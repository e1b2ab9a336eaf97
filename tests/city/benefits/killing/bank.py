"""A bank that takes whatever it sees, again and again, and pays into a ledger of its own."""

import random
from collections import Counter
from hashlib import sha256

from tests.cast import PLACE
from yingshang.city.benefits.payments.bank.csv_bank import CsvBank
from yingshang.city.benefits.payments.bank.protocol import Order
from yingshang.city.benefits.payments.bank.stand_in import StandInBank, Verdict
from yingshang.city.benefits.payments.folders import folder_of

FAILING, GIVEN_BACK = 0.06, 0.5


class CarelessBank:
    """Some orders fail, some come back after they were paid; no file is known from before."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.seen: Counter[str] = Counter()
        self.bank = StandInBank(folder_of(PLACE), judge=self.judge, is_careless=True)

    def judge(self, _: Order) -> Verdict:
        return ("failed", "账号不存在") if self.chance.random() < FAILING else ("paid", "")

    def work(self) -> None:
        """Take every file that waits, note that it came, answer, give something back."""
        waiting = sorted((self.bank.folder / "outgoing").glob("*"))
        contents = [path.read_bytes() for path in waiting]
        self.seen.update(sha256(content).hexdigest() for content in contents)
        answers = self.bank.work()
        for content, answer in zip(contents, answers, strict=True):
            head, orders = CsvBank().read_orders(content)
            paid = {result.reference for result in CsvBank().read(answer).results
                    if result.outcome == "paid"}  # fmt: skip
            back = [order for order in orders if order.reference in paid][:1]
            if back and self.chance.random() < GIVEN_BACK:
                self.bank.give_back(head.number, back, "账户已销户")

    def paid(self) -> dict[str, int]:
        """What each firm got by the bank's own ledger. *Units*: fen."""
        return self.bank.paid()
