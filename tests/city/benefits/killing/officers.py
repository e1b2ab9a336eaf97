"""The people of the desk, who take every run as far as it goes, from wherever it stands.

A round is: a delivery in which every firm paid a hundred yuan more, a run over everyone, its
payments, what the bank could not pay tried again, one firm's claw-back, the closing. Each act is
one call of a service, as a page or the worker makes it; whoever gets no answer looks again.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from django.db.models import Max

from tests.cast import PLACE
from tests.city.benefits.desk import (
    DELIVERED,
    FIRST_DAY,
    LARGE,
    PREMIUMS,
    REFUND,
    SPRING,
    YEARS_END,
    Desk,
    code,
    due_firms,
    name,
    premium_row,
    premiums,
)
from tests.city.benefits.killing.notes import Notes
from yingshang.city.benefits.lifecycle import NOTICE
from yingshang.city.benefits.payments import services as money
from yingshang.city.benefits.payments.folders import INCOMING, RECEIVED, folder_of
from yingshang.city.benefits.payments.models import Payment, Recovery
from yingshang.city.benefits.payments.receiving import ReceivedBefore
from yingshang.city.benefits.runs import clocks, closing, ordering, publishing, reviewing
from yingshang.city.benefits.runs.doors import order_of
from yingshang.city.benefits.runs.evaluating import work
from yingshang.city.benefits.runs.models import Run
from yingshang.city.benefits.runs.opening import open_run
from yingshang.core.access.models import User
from yingshang.core.facts.errors import DeliveredBefore
from yingshang.core.facts.services import deliver
from yingshang.core.facts.types import Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.models import Entry

MORE_YUAN = 100
CLAWED_FEN = 700
FIRMS_A_FILE = 9
"""Few, so that a run has several files."""
STEP = timedelta(minutes=10)
SIGNERS = {"funded": 0, "first": 1, "second": 2}
S = Payment.State


def due_in(n: int, turn: int) -> int:
    """By hand: what a firm is due in full after so many rounds. *Units*: fen."""
    return (premiums(n) + MORE_YUAN * turn) * (30 if n in LARGE else 90)


def clawed_in(turn: int) -> int:
    """The firm that pays back in a round."""
    firms = due_firms()
    return firms[turn % len(firms)]


@dataclass
class Officers:
    """`rounds` is how many rounds there are; `papers` where departments' files are written."""

    desk: Desk
    notes: Notes
    papers: Path
    rounds: int = 1

    @cached_property
    def payers(self) -> tuple[User, User, User]:
        return self.desk.payer, self.desk.second_payer, self.desk.third_payer

    def go_on(self) -> bool:
        """As far as it goes without the bank; whether all rounds are over."""
        while True:
            money.resume(PLACE, at=self.now())  # as the worker does every minute
            run = Run.objects.select_related("case").order_by("-instalment").first()
            over = 0 if run is None else run.instalment - (run.case.state != "closed")
            if over == self.rounds:
                return True
            if run is None or run.case.state == "closed":
                self.begin(over)
            elif not self.steps[run.case.state](run):
                return False

    def now(self) -> datetime:
        """Ten minutes after the last act."""
        last = Entry.objects.filter(place=PLACE, at__lt=datetime.now(SPRING.tzinfo) - 30 * STEP)
        return max(last.aggregate(at=Max("at"))["at"] or SPRING, SPRING) + STEP

    @property
    def steps(self) -> dict[str, Callable[[Run], object]]:
        who = self.desk
        return {
            "opened": self.evaluate,
            "evaluated": self.evaluate,
            "listed": lambda run: self.moved(
                reviewing.confirm(run.pk, user=who.reviewer, at=self.now())
            ),
            "reviewed": lambda run: self.moved(
                publishing.publish(run.pk, user=who.chief, at=self.now())
            ),
            "notice": self.end_notice,
            "settled": lambda run: self.moved(
                ordering.order(run.pk, user=who.chief, at=self.now())
            ),
            "ordered": self.sign,
            "paying": self.pay,
        }

    def begin(self, turn: int) -> None:
        """A new delivery, frozen by a new run."""
        path = self.papers / f"premiums-{turn}.csv"
        lines = [PREMIUMS, *(self.premium_row(n, turn) for n in range(1, 31))]
        path.write_text("\n".join(lines), encoding="utf-8")
        delivery = Delivery(path, PLACE, "social_insurance_premiums", YEARS_END)
        with suppress(DeliveredBefore):
            snapshot, _ = deliver(delivery, actor=DELIVERED, at=self.now())
            self.notes.write(snapshot=snapshot.content_hash)
        run = open_run(PLACE, REFUND, on=FIRST_DAY, user=self.desk.reviewer, at=self.now(),
                       by_worker=False)  # fmt: skip
        self.notes.write(case=run.pk, version=1)

    def premium_row(self, n: int, turn: int) -> str:
        kept, _, _ = premium_row(n).rpartition(",")
        return f"{kept},{premiums(n) + MORE_YUAN * turn}.00"

    def evaluate(self, run: Run) -> bool:
        work(run.pk, at=self.now())
        self.notes.write(case=run.pk, version=3)
        return True

    def end_notice(self, run: Run) -> bool:
        due = clocks.due_of(run.case, NOTICE)
        at = max(due, self.now()) + STEP
        return self.moved(publishing.end_notice(run.pk, user=self.desk.chief, at=at))

    def sign(self, run: Run) -> bool:
        """Funds checked and money set aside, then released by two or three."""
        order = order_of(run)
        if order.state == "ordered":
            return self.moved(ordering.fund(run.pk, user=self.payers[0], at=self.now()))
        signer = self.payers[SIGNERS[order.state]]
        return self.moved(ordering.release(run.pk, user=signer, at=self.now()))

    def pay(self, run: Run) -> bool:
        """Whatever is next with the money; false while the bank has to answer."""
        states = set(Payment.objects.filter(run=run).values_list("state", flat=True))
        if S.RELEASED in states:
            return self.make_files(run)
        if self.take_receipts():
            return True
        if states & {S.FAILED, S.RETURNED}:
            return self.retry(run)
        if S.RETRIED in states:
            money.release_retried(run, user=self.payers[1], at=self.now())
            return True
        return S.SENT not in states and self.finish(run)

    def make_files(self, run: Run) -> bool:
        actor = Actor.user(self.payers[0].pk)
        for batch in money.make_batches(run, actor, self.now(), size=FIRMS_A_FILE):
            self.notes.write(batch=batch.number, sha256=batch.sha256)
        return True

    def take_receipts(self) -> bool:
        """What the bank has answered, each file moved away once it was taken."""
        folder = folder_of(PLACE)
        found = sorted((folder / INCOMING).glob("*.csv"))
        for path in found:
            digest = sha256(path.read_bytes()).hexdigest()
            with suppress(ReceivedBefore):
                money.receive(path, PLACE, Actor.exchange("bank"), self.now())
                self.notes.write(receipt=digest)
            (folder / RECEIVED).mkdir(exist_ok=True)
            path.rename(folder / RECEIVED / path.name)
        return bool(found)

    def retry(self, run: Run) -> bool:
        rows = Payment.objects.filter(run=run, state__in=[S.FAILED, S.RETURNED])
        for payment in rows.order_by("credit_code"):
            n = next(n for n in range(1, 31) if code(n) == payment.credit_code)
            account = money.NewAccount(name(n), "示例银行", f"62009999{n:08d}")
            money.retry(payment, account, reason="账号已更正", user=self.payers[0], at=self.now())
            self.notes.write(retried=payment.pk)
        return True

    def finish(self, run: Run) -> bool:
        """One firm pays a part back; then the run is closed."""
        firm = code(clawed_in(run.instalment - 1))
        payment = Payment.objects.get(run=run, credit_code=firm)
        recovery = Recovery.objects.filter(payment=payment).select_related("case").first()
        if recovery is None:
            said = "多发，退回一部分"
            made = money.demand(
                payment, CLAWED_FEN, reason=said, user=self.payers[0], at=self.now()
            )
            self.notes.write(case=made.pk, version=1)
        elif recovery.case.closed_at is None:
            by = money.By(self.payers[0], self.now())
            money.note_repayment(recovery, CLAWED_FEN, reference="示例回单", by=by)
            self.notes.write(repaid=recovery.pk, fen=CLAWED_FEN)
        else:
            self.moved(closing.close(run.pk, user=self.payers[0], at=self.now()))
        return True

    def moved(self, step) -> bool:
        self.notes.write(case=step.case_id, version=step.version)
        return True
