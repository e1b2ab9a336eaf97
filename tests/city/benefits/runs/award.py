"""A run of a policy that is in force today, in public notice, with an objection; all invented."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from yingshang.city.benefits.runs import publishing, reviewing
from yingshang.city.benefits.runs.evaluating import work
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.objecting import Raised, object_to
from yingshang.city.benefits.runs.opening import open_run
from yingshang.core.access.models import Post, Role, User
from yingshang.core.facts.services import deliver
from yingshang.core.facts.types import Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Office, Party
from yingshang.core.parties.illustrative import illustrative_credit_code

AWARD = "industrial_inclusion_award"
STATISTICS = (
    "统一社会信用代码,在规模以上工业库,工业企业,首次纳统日期,划型行业,从业人员,"
    "营业收入（元）,资产总额（元）,企业规模"
)
CREDIT = "统一社会信用代码,僵尸企业,严重失信"
ACCOUNTS = "统一社会信用代码,户名,开户银行,账号"
OTHER = illustrative_credit_code(4321)


def award_things(
    place: str, *, owner: User, reviewer: User, chief: User, at: datetime
) -> dict[str, object]:
    """The run, the owner's row in it, another firm, and an objection against that one."""
    office = Office.objects.get(place=place, code="industry")
    for user, role in ((reviewer, Role.REVIEWER), (chief, Role.APPROVER)):
        Post.objects.create(
            user=user, office=office, role=role, valid_from=at - timedelta(minutes=1)
        )
    firm = Party.objects.exclude(credit_code=None).filter(
        mandates_given__holder=owner.person, kind="enterprise"
    ).first()  # fmt: skip
    deliver_award(place, [firm.credit_code, OTHER], at)
    run = open_run(place, AWARD, on=at.date(), user=reviewer, at=at)
    work(run.pk, at=at)
    reviewing.confirm(run.pk, user=reviewer, at=at)
    publishing.publish(run.pk, user=chief, at=at)
    said = Raised(uuid4(), OTHER, "strike", "不是工业企业", "示例来人", "13800000000")
    objection = object_to(run.pk, said, user=None, at=at)
    Run.objects.filter(pk=run.pk).update(period="2025")  # so that another may be opened
    row = Entitlement.objects.get(run=run, credit_code=firm.credit_code)
    return {"run_id": run.pk, "entitlement_id": row.pk, "objection_id": objection.pk,
            "credit_code": OTHER}  # fmt: skip


def deliver_award(place: str, codes: list[str], at: datetime) -> None:
    """The firms were first counted this month and stand on no credit list; they have accounts."""
    month = at.date().replace(day=1)
    counted = [f"{code},是,是,{month},工业,30,5000000.00,3000000.00,小型" for code in codes]
    clean = [f"{code},否,否" for code in codes]
    accounts = [f"{code},示例企业,示例银行,6200{n:012d}" for n, code in enumerate(codes)]
    for dataset, head, lines in (
        ("industrial_statistics", STATISTICS, counted), ("credit_lists", CREDIT, clean),
        ("payee_accounts", ACCOUNTS, accounts),
    ):  # fmt: skip
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{dataset}.csv"
            path.write_text("\n".join([head, *lines]), encoding="utf-8")
            delivery = Delivery(path, place, dataset, at.date())
            later = at + timedelta(seconds=1)  # than what the same day was said by others
            deliver(delivery, actor=Actor.system("test"), at=later)
