"""Shapes of runs, of their lists, of public notices and of objections. *Units*: fen."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from yingshang.city.benefits.lifecycle import NOTICE
from yingshang.city.benefits.pages.run_words import state_name, title_of
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.closing import entitlements_by_state
from yingshang.city.benefits.runs.doors import order_of
from yingshang.city.benefits.runs.masking import mask_code, mask_firm
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.models import Case
from yingshang.core.schemas import Code, LongText, Paging, Shape, Text, Version

CreditCode = Annotated[str, Field(pattern=r"^[0-9A-Z]{18}$")]
AfterCode = Annotated[str, Field(max_length=18, pattern=r"^[0-9A-Z]*$")]
RunStep = Literal[
    "strike", "confirm", "publish", "skip_notice", "end_notice", "order", "fund", "refuse",
    "release", "close", "void",
]  # fmt: skip
RowState = Literal["", "candidate", "excluded", "struck", "waived", "payable"]


class RunBody(Shape):
    """Which policy is run, by the rule and data of which day: over everyone, or, of a policy that
    is applied for, what was granted and waits, in the newest period or in the one named.
    """

    policy: Code
    on: date
    period: Annotated[str, Field(max_length=20)] = ""


class RunStepBody(Shape):
    """A step of a run. `strike` takes `credit_code`; `strike`, `refuse`, `void` take `reason`."""

    step: RunStep
    version: Version | None = None
    credit_code: CreditCode | None = None
    reason: Annotated[Text, Field(max_length=300)] = ""


class RunStepOut(Shape):
    """The states that were reached: of the run and of its order, if there is one."""

    id: UUID
    state: str
    version: int
    order_state: str | None
    order_version: int | None

    @classmethod
    def of(cls, run: Run) -> "RunStepOut":
        """Where a run stands now."""
        case, order = Case.objects.get(pk=run.pk), order_of(run)
        return cls(
            id=case.pk, state=case.state, version=case.version,
            order_state=order.state if order else None,
            order_version=order.version if order else None,
        )  # fmt: skip


class RunSnapshot(Shape):
    """A snapshot that a run was evaluated on."""

    dataset: str
    id: UUID
    hash: str
    as_of: date


class RunOut(Shape):
    """A run: how far it is, and what it commits to."""

    id: UUID
    number: str
    title: str
    policy: str
    basis: Literal["everyone", "granted"] = Field(
        description="名单来自比对全部企业或已同意的申请 everyone, or what was granted"
    )
    period: str
    instalment: int
    decided_on: date
    state: str
    state_name: str
    version: int
    progress: int = Field(description="比对进度，百分之几 progress of the evaluation, percent")
    total_fen: int
    list_hash: str
    root: str = Field(description="名单的默克尔根 Merkle root of the list")
    model_hash: str

    @classmethod
    def of(cls, run: Run) -> "RunOut":
        """The shape of a run."""
        return cls(**_run(run))


class RowsInState(Shape):
    """How many firms of a list are in a state."""

    state: str
    firms: int
    fen: int


class RunDetail(RunOut):
    """A run with its snapshots and its list by state."""

    snapshots: list[RunSnapshot]
    firms: int = Field(description="参与比对的户数 firms that were evaluated")
    eligible: int
    unknown: int
    rows: list[RowsInState]

    @classmethod
    @override
    def of(cls, run: Run) -> "RunDetail":
        """The shape of a run."""
        counts = run.counts
        return cls(
            **_run(run),
            snapshots=[RunSnapshot(**row) for row in run.snapshots],
            firms=counts.get("firms", 0),
            eligible=counts.get("eligible", 0),
            unknown=counts.get("unknown", 0),
            rows=[RowsInState(state=state, **one)
                  for state, one in entitlements_by_state(run).items()],
        )  # fmt: skip


class RunPage(Shape):
    """A page of runs, the oldest first."""

    items: list[RunOut]
    next: UUID | None


class FirmPaging(Shape):
    """Which firms of a list, how many, and after which credit code."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    after: AfterCode = ""
    state: RowState = ""


class RunFirm(Shape):
    """A firm's row in a list: in full, had before, due now."""

    credit_code: str
    name: str
    state: str
    reason: str
    full_fen: int
    before_fen: int
    amount_fen: int

    @classmethod
    def of(cls, row: Entitlement) -> "RunFirm":
        """The shape of a row."""
        return cls(
            credit_code=row.credit_code, name=row.name, state=row.state, reason=row.reason,
            full_fen=row.full_fen, before_fen=row.before_fen, amount_fen=row.amount_fen,
        )  # fmt: skip


class RunFirmPage(Shape):
    """A page of a list by credit code."""

    items: list[RunFirm]
    next: str | None


class NoticeOut(Shape):
    """A list in public notice, and the hashes it was published under."""

    id: UUID
    title: str
    policy: str
    office: str
    until: datetime | None
    firms: int
    fen: int
    file_sha256: str
    root: str

    @classmethod
    def of(cls, run: Run) -> "NoticeOut":
        """The shape of a notice."""
        kept = run.counts.get("notice", {})
        return cls(
            id=run.pk, title=title_of(run), policy=run.policy, office=run.case.office.code,
            until=clocks.due_of(run.case, NOTICE), firms=kept.get("firms", 0),
            fen=kept.get("fen", 0), file_sha256=kept.get("file", ""), root=kept.get("root", ""),
        )  # fmt: skip


class NoticeList(Shape):
    """What is in public notice now."""

    items: list[NoticeOut]


class NoticePaging(Shape):
    """How many rows of a notice, and after which number."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    after: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class NoticeRow(Shape):
    """A firm as a notice shows it: masked."""

    credit_code: str
    name: str
    amount_fen: int

    @classmethod
    def of(cls, row: Entitlement) -> "NoticeRow":
        """The masked shape of a row."""
        masked = mask_firm(row.name, row.credit_code)
        code = mask_code(row.credit_code)
        return cls(credit_code=code, name=masked, amount_fen=row.amount_fen)


class NoticeRows(Shape):
    """A page of a notice by credit code."""

    items: list[NoticeRow]
    next: int | None


class NoticeObjectionBody(Shape):
    """An objection to a published list. The same `key` twice is one objection."""

    key: UUID
    credit_code: CreditCode
    wish: Literal["strike", "restore"]
    text: Annotated[LongText, Field(min_length=1, max_length=2000)]


class NoticeObjectionOut(Shape):
    """An objection that was raised."""

    id: UUID
    number: str
    state: str

    @classmethod
    def of(cls, case: Case) -> "NoticeObjectionOut":
        """The shape of an objection."""
        return cls(id=case.pk, number=case.number, state=case.state)


class ObjectionAnswerBody(Shape):
    """The office's answer to an objection."""

    upholds: bool
    answer: Annotated[LongText, Field(min_length=1, max_length=2000)]
    version: Version | None = None


class OwnListing(Shape):
    """Where a firm of the caller's stands on a list."""

    id: UUID
    run: UUID
    title: str
    credit_code: str
    state: str
    run_state: str
    amount_fen: int

    @classmethod
    def of(cls, row: Entitlement) -> "OwnListing":
        """The shape of a firm's own row."""
        return cls(
            id=row.pk, run=row.run_id, title=title_of(row.run), credit_code=row.credit_code,
            state=row.state, run_state=row.run.case.state, amount_fen=row.amount_fen,
        )  # fmt: skip


class OwnListings(Shape):
    """A page of the caller's firms' rows, by id."""

    items: list[OwnListing]
    next: UUID | None


class OwnListingPaging(Paging):
    """How many rows, and after which one."""


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": run.pk, "number": run.case.number, "title": title_of(run), "policy": run.policy,
        "basis": run.basis, "period": run.period, "instalment": run.instalment,
        "decided_on": run.decided_on,
        "state": run.case.state, "state_name": state_name(run.case), "version": run.case.version,
        "progress": run.progress, "total_fen": run.total_fen, "list_hash": run.list_hash,
        "root": run.root, "model_hash": run.model_hash,
    }  # fmt: skip
