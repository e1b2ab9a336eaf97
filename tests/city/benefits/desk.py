"""The officers of the job-retention refund and thirty invented firms, in the spring of 2022."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from tests.cast import PLACE, Cast, login
from yingshang.city.benefits.policies.reading import Listed, policy
from yingshang.core.access.models import Post, Role, User
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.services import deliver
from yingshang.core.facts.types import Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Office, Party
from yingshang.core.parties.illustrative import illustrative_credit_code

REFUND = "job_retention_refund_2022"
SPRING = datetime(2022, 5, 5, 1, 0, tzinfo=UTC)  # Thursday 09:00 in Shanghai
FIRST_DAY, RAISED_ON = date(2022, 5, 5), date(2022, 5, 31)
BEFORE = datetime(2022, 1, 1, tzinfo=UTC)
YEARS_END = date(2021, 12, 31)
DELIVERED = Actor.system("test")
PREMIUMS = (
    "统一社会信用代码,单位名称,参保主体,企业规模,上年初参保人数,上年末参保人数,自然减员人数,"
    "平均参保人数,缴费月数,上年缴费（元）"
)
FIRMS = 30
LARGE, LAID_OFF, SHORT, ZOMBIE, UNKNOWN = (
    {3, 13}, {5, 15, 25}, {6}, {7, 17}, {8},
)  # fmt: skip
PAYABLE = FIRMS - len(LAID_OFF) - len(SHORT) - len(ZOMBIE) - len(UNKNOWN)
"""How many of the firms the rule finds eligible."""


def code(n: int) -> str:
    return illustrative_credit_code(1000 + n)


def name(n: int) -> str:
    return f"湘潭示例{n:02d}号有限公司"


def premiums(n: int) -> int:
    """What the firm paid last year. *Units*: yuan."""
    return 10_000 + 100 * n


def due_fen(n: int, *, on: date = FIRST_DAY) -> int:
    """By hand: 90 %, large firms 30 % and 50 % from 31 May."""
    large = 50 if on >= RAISED_ON else 30
    return premiums(n) * (large if n in LARGE else 90)


def is_due(n: int) -> bool:
    return n not in LAID_OFF | SHORT | ZOMBIE | UNKNOWN


def due_firms() -> list[int]:
    return [n for n in range(1, FIRMS + 1) if is_due(n)]


def premium_row(n: int) -> str:
    size = "大型" if n in LARGE else "小型"
    end = 100 if n in LAID_OFF else 199
    months = 11 if n in SHORT else 12
    start = "200"
    return f"{code(n)},{name(n)},企业,{size},{start},{end},0,199.50,{months},{premiums(n)}.00"


def hand_in(folder: Path, dataset: str, head: str, lines: list[str], *, as_of: date) -> Snapshot:
    path = folder / f"{dataset}-{as_of}-{len(lines)}.csv"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    found, _ = deliver(Delivery(path, PLACE, dataset, as_of), actor=DELIVERED, at=SPRING)
    return found


def deliver_all(folder: Path, *, numbers: range | list[int] = range(1, FIRMS + 1)) -> None:
    """What the three departments deliver about the firms."""
    hand_in(folder, "social_insurance_premiums", PREMIUMS, [premium_row(n) for n in numbers],
            as_of=YEARS_END)  # fmt: skip
    hand_in(
        folder, "credit_lists", "统一社会信用代码,僵尸企业,严重失信",
        [f"{code(n)},{'是' if n in ZOMBIE else '否'},否" for n in numbers if n not in UNKNOWN],
        as_of=date(2022, 4, 30),
    )  # fmt: skip
    hand_in(
        folder, "fund_reserves", "资金代码,滚存结余（元）,月均支出（元）",
        ["unemployment_insurance,50000000.00,1000000.00"], as_of=YEARS_END,
    )  # fmt: skip
    hand_in(
        folder, "payee_accounts", "统一社会信用代码,户名,开户银行,账号",
        [f"{code(n)},{name(n)},示例银行,62000000{n:08d}" for n in numbers], as_of=YEARS_END,
    )  # fmt: skip


class Desk(Cast):
    """The policy's officers: two who review, three who pay; and firms that have a log-in."""

    def __init__(self) -> None:
        self.now: datetime = SPRING

    def later(self, **more: int) -> datetime:
        self.now += timedelta(**(more or {"minutes": 5}))
        return self.now

    @property
    def refund(self) -> Listed:
        return policy(PLACE, REFUND, on=self.now.date())

    @cached_property
    def reviewer(self) -> User:
        return officer("reviewer", "失业保险审核员", self.office("human_resources"), Role.REVIEWER)

    @cached_property
    def chief(self) -> User:
        return officer("chief", "失业保险审批员", self.office("human_resources"), Role.APPROVER)

    @cached_property
    def payer(self) -> User:
        return officer("payer", "基金财务一", self.office("social_insurance"), Role.PAYER)

    @cached_property
    def second_payer(self) -> User:
        return officer("payer2", "基金财务二", self.office("social_insurance"), Role.PAYER)

    @cached_property
    def third_payer(self) -> User:
        return officer("payer3", "基金财务三", self.office("social_insurance"), Role.PAYER)

    def firm(self, n: int) -> Party:
        found, _ = Party.objects.get_or_create(
            credit_code=code(n), defaults={"kind": Party.Kind.ENTERPRISE, "name": name(n)}
        )
        return found


def officer(username: str, display: str, office: Office, role: Role) -> User:
    user = login(username, display)
    Post.objects.create(user=user, office=office, role=role, items=[], valid_from=BEFORE)
    return user
