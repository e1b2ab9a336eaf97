"""Facts by API: offices deliver, firms see what is said of them and contest it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Path, Query, Router, Status
from ninja.files import UploadedFile

from yingshang.core.access.api import caller
from yingshang.core.access.models import User
from yingshang.core.access.served import place_served
from yingshang.core.catalogue.places import place_code
from yingshang.core.facts.contests.answering import take_contest_step
from yingshang.core.facts.contests.contesting import Contest, contest, withdraw
from yingshang.core.facts.contests.queries import contest_seen_by, contests_for, hides_value
from yingshang.core.facts.doors import (
    datasets_seen,
    get_snapshot_for,
    get_submission_for,
    snapshots_for,
)
from yingshang.core.facts.mine import facts_about, firm_by_code, readings_of, sees_sensitive
from yingshang.core.facts.models import Submission
from yingshang.core.facts.schemas import (
    ContestBody,
    ContestOut,
    ContestPage,
    ContestStepBody,
    DatasetOut,
    DatasetsOut,
    DeliverForm,
    FactsDeliveryOut,
    FirmDatasetOut,
    FirmFactsOut,
    ReadingOut,
    ReadingsOut,
    SnapshotOut,
    SnapshotPage,
    SnapshotPaging,
)
from yingshang.core.facts.submitting import Handed, submit
from yingshang.core.schemas import Code, Paging, cut, gives
from yingshang.worktime.zone import local

router = Router(tags=["facts"])
DatasetCode = Annotated[Code, Path(examples={"code": {"value": "credit_lists"}})]
FirmCode = Annotated[str, Path(pattern=r"^[0-9A-Z]{18}$", max_length=18)]


@router.get(
    "/facts/datasets",
    response=gives(DatasetsOut),
    operation_id="list_datasets",
    summary="What my office delivers 本单位的数据集",
)
def datasets(request: HttpRequest) -> DatasetsOut:
    """Who serves at no office that delivers gets an empty list."""
    user, at = caller(request), timezone.now()
    seen = datasets_seen(user, at=at).get(place_served(user, at=at), {})
    return DatasetsOut(items=[DatasetOut.of(dataset) for _, dataset in sorted(seen.items())])


@router.post(
    "/facts/datasets/{dataset}/deliveries",
    response=gives(FactsDeliveryOut, 404, status=201),
    operation_id="deliver_facts",
    summary="Hand in a file 上报数据",
)
def deliver(
    request: HttpRequest,
    dataset: DatasetCode,
    form: Form[DeliverForm],
    file: Annotated[UploadedFile, File(description="CSV, xlsx or Parquet, at most 50 MiB")],
) -> Status[FactsDeliveryOut]:
    """Small files are judged at once; ask again after a larger one. What is wrong in the file is
    told in the answer, not as a problem.
    """
    user, at = caller(request), timezone.now()
    handed = Handed(
        form.key, place_served(user, at=at), dataset, form.as_of, file.name or "", file.chunks(),
        form.accept_good,
    )  # fmt: skip
    row = submit(handed, user=user, at=at, channel=Submission.Channel.API)
    return Status(201, FactsDeliveryOut.of(row))


@router.get(
    "/facts/deliveries/{submission_id}",
    response=gives(FactsDeliveryOut, 404),
    operation_id="get_facts_delivery",
    summary="What became of a file 上报结果",
)
def delivery(request: HttpRequest, submission_id: UUID) -> FactsDeliveryOut:
    """For those who serve at the dataset's office."""
    row = get_submission_for(caller(request), submission_id, at=timezone.now())
    return FactsDeliveryOut.of(row)


@router.get(
    "/facts/snapshots",
    response=gives(SnapshotPage),
    operation_id="list_snapshots",
    summary="What was kept 数据快照",
)
def snapshots(request: HttpRequest, paging: Query[SnapshotPaging]) -> SnapshotPage:
    """Of the datasets of the caller's offices; without the rows themselves."""
    rows = snapshots_for(caller(request), at=timezone.now()).order_by("-pk")
    if paging.dataset:
        rows = rows.filter(dataset=paging.dataset)
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    return SnapshotPage(items=[SnapshotOut.of(row) for row in page], next=following)


@router.get(
    "/facts/snapshots/{snapshot_id}",
    response=gives(SnapshotOut, 404),
    operation_id="get_snapshot",
    summary="One snapshot 一份快照",
)
def snapshot(request: HttpRequest, snapshot_id: UUID) -> SnapshotOut:
    """For those who serve at the dataset's office."""
    return SnapshotOut.of(get_snapshot_for(caller(request), snapshot_id, at=timezone.now()))


@router.get(
    "/facts/firms/{firm_code}",
    response=gives(FirmFactsOut, 404),
    operation_id="get_firm_facts",
    summary="What offices say of my firm 我的数据",
)
def firm_facts(request: HttpRequest, firm_code: FirmCode) -> FirmFactsOut:
    """For the legal representative, and for agents whose mandate is for every service."""
    user, at = caller(request), timezone.now()
    firm = firm_by_code(user, firm_code, at=at)
    whole = sees_sensitive(user, firm, at=at)
    held = facts_about(place_code(), firm, on=local(at, field="at").date(), is_whole=whole)
    return FirmFactsOut(credit_code=firm_code, datasets=[FirmDatasetOut.of(part) for part in held])


@router.get(
    "/facts/firms/{firm_code}/readings",
    response=gives(ReadingsOut, 404),
    operation_id="list_firm_readings",
    summary="Who read my firm's facts 谁查阅过",
)
def firm_readings(request: HttpRequest, firm_code: FirmCode) -> ReadingsOut:
    """The newest first; runs over all firms in which this one stood are among them."""
    firm = firm_by_code(caller(request), firm_code, at=timezone.now())
    return ReadingsOut(items=[ReadingOut.of(row) for row in readings_of(place_code(), firm)])


@router.post(
    "/facts/firms/{firm_code}/contests",
    response=gives(ContestOut, 404, 409, status=201),
    operation_id="contest_fact",
    summary="Contest a fact 对数据提出异议",
)
def contest_fact(
    request: HttpRequest, firm_code: FirmCode, body: ContestBody
) -> Status[ContestOut]:
    """The office that delivers it answers in time."""
    user, at = caller(request), timezone.now()
    asked = Contest(body.key, place_code(), body.dataset, body.element, body.claimed, body.grounds)
    case = contest(asked, firm=firm_by_code(user, firm_code, at=at), user=user, at=at)
    return Status(201, ContestOut.of(case))


@router.get(
    "/facts/contests",
    response=gives(ContestPage),
    operation_id="list_fact_contests",
    summary="Contested at my office 数据异议",
)
def contests(request: HttpRequest, paging: Query[Paging]) -> ContestPage:
    """What is open, the oldest first."""
    cases = contests_for(caller(request), at=timezone.now()).filter(closed_at__isnull=True)
    if paging.after:
        cases = cases.filter(pk__gt=paging.after)
    page, following = cut(cases.order_by("pk")[: paging.limit + 1], paging.limit, lambda c: c.pk)
    return ContestPage(items=[ContestOut.of(case) for case in page], next=following)


@router.get(
    "/facts/contests/{contest_id}",
    response=gives(ContestOut, 404),
    operation_id="get_fact_contest",
    summary="One contested fact 一件数据异议",
)
def one_contest(request: HttpRequest, contest_id: UUID) -> ContestOut:
    """For the firm and for the office."""
    return _contest(caller(request), contest_id, timezone.now())


@router.post(
    "/facts/contests/{contest_id}/steps",
    response=gives(ContestOut, 404, 409),
    operation_id="take_fact_step",
    summary="Verify, uphold, agree, withdraw 核实答复撤回",
)
def step(request: HttpRequest, contest_id: UUID, body: ContestStepBody) -> ContestOut:
    """Agreed, the case is closed by the delivery that has another value."""
    user, at, version = caller(request), timezone.now(), body.version
    if body.step == "withdraw":
        contest_seen_by(user, contest_id, at=at)
        withdraw(contest_id, user=user, at=at, version=version)
    else:
        take_contest_step(
            contest_id, body.step, reason=body.text, user=user, at=at, version=version
        )
    return _contest(user, contest_id, at)


def _contest(user: User, contest_id: UUID, at: datetime) -> ContestOut:
    case = contest_seen_by(user, contest_id, at=at)
    return ContestOut.of(case, is_hidden=hides_value(user, case, at=at))
