"""What there is of facts in a town: the credit list delivered, and one value of it contested."""

from datetime import datetime
from uuid import uuid4

from yingshang.core.access.models import User
from yingshang.core.facts.consulting import Purpose, consult
from yingshang.core.facts.contests.contesting import Contest, contest
from yingshang.core.facts.submitting import Handed, submit
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Party, Submission

CREDIT_LISTS = "credit_lists"


def credit_lists(*firms: str) -> bytes:
    """The firms are discredited; one row more has no credit code."""
    lines = [f"{firm},否,是" for firm in firms]
    return "\n".join(["统一社会信用代码,僵尸企业,严重失信", *lines, "没有代码,否,否"]).encode()


def listed_as_discredited(place: str, firm: Party, *, by: User, at: datetime) -> Submission:
    """The registry's officer delivers the credit list, good rows only; it is read once."""
    handed = Handed(
        uuid4(), place, CREDIT_LISTS, at.date(), "信用名单.csv",
        [credit_lists(firm.credit_code)], accept_good=True,
    )  # fmt: skip
    row = submit(handed, user=by, at=at)
    consult(
        place, firm.credit_code, ["is_discredited"], on=at.date(),
        purpose=Purpose("核对优惠政策条件", "checking a benefit"), actor=Actor.user(by.pk), at=at,
        office=row.office,
    )  # fmt: skip
    return row


def contested_by(place: str, firm: Party, *, user: User, at: datetime, key=None) -> Case:
    """The firm contests that it is discredited."""
    asked = Contest(
        key or uuid4(), place, CREDIT_LISTS, "is_discredited", "否", "已于六月移出名单，见通知"
    )
    return contest(asked, firm=firm, user=user, at=at)


def fact_things(place: str, *, owner: User, officer: User, at: datetime) -> dict[str, object]:
    """Values for addresses: dataset, snapshot, delivery, firm and contest."""
    firm = Party.objects.exclude(credit_code=None).filter(
        mandates_given__holder=owner.person, kind="enterprise"
    ).first()  # fmt: skip
    row = listed_as_discredited(place, firm, by=officer, at=at)
    return {
        "dataset": CREDIT_LISTS,
        "submission_id": row.pk,
        "snapshot_id": row.snapshot_id,
        "firm_code": firm.credit_code,
        "contest_id": contested_by(place, firm, user=owner, at=at).pk,
    }
