"""The simulated departments hand in their files, as departments do: CSV through the real check."""

import csv
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from yingshang.city.benefits.payments.bank.csv_bank import plain
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.errors import DeliveredBefore
from yingshang.core.facts.services import deliver
from yingshang.core.facts.types import Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.simulation.benefits.firms import Firm
from yingshang.simulation.city.chance import split

SIMULATED = "simulated"
"""What the name of every file begins with, and so the name that its snapshot keeps."""
ACTOR = Actor.system("simulation")
FUND = "unemployment_insurance"
BALANCE_YUAN, MONTHLY_YUAN = "420000000.00", "25000000.00"
"""An invented fund that covers 16.8 months."""


RELIEF_KINDS = {"增值税留抵退税": 0.55, "小规模纳税人免征增值税": 0.2, "六税两费减免": 0.1,
                "缓缴税费": 0.15}  # fmt: skip
"""Kinds of relief and their invented shares."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as a department hands it in: the day it is true of, its rows by element."""

    dataset: str
    as_of: date
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def papers(firms: Sequence[Firm], *, year: int) -> list[Paper]:
    """What the departments say of the firms, for the refund of a year."""
    end, spring = date(year - 1, 12, 31), date(year, 4, 30)
    listed = [f for f in firms if f.is_zombie is not None]
    return [
        Paper("social_insurance_premiums", end, PREMIUMS, [_premiums(f) for f in firms]),
        Paper("unemployment_details", end, ("credit_code", "has_bank_account"),
              [(f.credit_code, _yes(f.has_account)) for f in firms]),
        Paper("credit_lists", spring, ("credit_code", "is_zombie", "is_discredited"),
              [(f.credit_code, _yes(f.is_zombie), _yes(f.is_discredited)) for f in listed]),
        Paper("payee_accounts", end, ("credit_code", "payee_holder", "payee_bank",
                                      "payee_account"), list(_accounts(firms))),
        Paper("fund_reserves", end, ("fund_code", "fund_balance", "fund_monthly_spending"),
              [(FUND, BALANCE_YUAN, MONTHLY_YUAN)]),
    ]  # fmt: skip


def relief_papers(total_fen: int, *, year: int, months: int) -> list[Paper]:
    """What taxes fell by in the first months of a year, as the tax office would deliver it."""
    parts = [(month, kind) for month in range(1, months + 1) for kind in RELIEF_KINDS]
    amounts = split(total_fen, [RELIEF_KINDS[kind] for _, kind in parts])
    rows = [
        (f"{year}-{month:02d}", kind, plain(fen))
        for (month, kind), fen in zip(parts, amounts, strict=True)
    ]
    columns = ("relief_month", "relief_kind", "relief_amount")
    return [Paper("tax_relief", date(year, months, monthrange(year, months)[1]), columns, rows)]


def hand_in(place: str, found: Iterable[Paper], *, at: datetime) -> int:
    """Deliver the files that were not delivered before; how many."""
    headings = _headings(place)
    count = 0
    with TemporaryDirectory(prefix="yingshang-simulated-") as folder:
        for paper in found:
            path = Path(folder) / f"{SIMULATED}-{paper.dataset}.csv"
            _write(path, paper, headings[paper.dataset])
            delivery = Delivery(path, place, paper.dataset, paper.as_of)
            try:
                deliver(delivery, actor=ACTOR, at=at)
            except DeliveredBefore:
                continue
            count += 1
    return count


PREMIUMS = (
    "credit_code", "enterprise_name", "insured_kind", "relief_size_class", "insured_at_start",
    "insured_at_end", "natural_attrition", "insured_average", "premium_months", "premiums_paid",
)  # fmt: skip


def _premiums(f: Firm) -> tuple[str, ...]:
    average = f"{f.average_hundredths // 100}.{f.average_hundredths % 100:02d}"
    return (
        f.credit_code, f.name, f.kind, f.size or "", str(f.at_start), str(f.at_end),
        str(f.natural), average, str(f.months), plain(f.premiums_fen),
    )  # fmt: skip


def _accounts(firms: Sequence[Firm]) -> Iterable[tuple[str, ...]]:
    for number, f in enumerate(firms):
        if f.has_account:
            yield f.credit_code, f.name, "模拟银行", f"9999{number:012d}"


def _yes(value: bool | None) -> str:
    return {True: "是", False: "否", None: ""}[value]


def _headings(place: str) -> dict[str, dict[str, str]]:
    """By dataset, the heading of each element."""
    return {
        code: {column.element: column.heading for column in dataset.columns}
        for code, dataset in dictionary_of(place).datasets.items()
    }


def _write(path: Path, paper: Paper, headings: dict[str, str]) -> None:
    """Every heading of the dataset, empty where the simulation says nothing."""
    at = {code: n for n, code in enumerate(paper.columns)}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings.values())
        for row in paper.rows:
            writer.writerow([row[at[code]] if code in at else "" for code in headings])
