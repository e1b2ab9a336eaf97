"""Shapes of facts by API."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from yingshang.core.facts.contests.contesting import CLAIMED, GROUNDS
from yingshang.core.facts.errors import REASONS
from yingshang.core.facts.listing import Dataset
from yingshang.core.facts.mine import Held, Reading
from yingshang.core.facts.models import Snapshot, Submission
from yingshang.core.models import Case
from yingshang.core.schemas import Code, LongText, Paging, Shape, Version, language, said


class DatasetOut(Shape):
    """What an office delivers again and again."""

    code: str
    name: str
    rhythm: str
    headings: list[str]

    @classmethod
    def of(cls, dataset: Dataset) -> "DatasetOut":
        """The shape of a listed dataset."""
        headings = [column.heading for column in dataset.columns]
        name = said(dataset.name, dataset.name_en)
        return cls(code=dataset.code, name=name, rhythm=dataset.rhythm, headings=headings)


class DatasetsOut(Shape):
    """The datasets of the caller's offices."""

    items: list[DatasetOut]


class DeliverForm(Shape):
    """The day the data are true of; the same `key` twice is one delivery."""

    key: UUID
    as_of: date
    accept_good: bool = False


class FaultOut(Shape):
    """One thing wrong in a file; the heading is line 1."""

    line: int
    heading: str
    code: str
    reason: str
    value: str


class FactsDeliveryOut(Shape):
    """What became of a file: `waiting` and `checking` go on, the others are final."""

    id: UUID
    dataset: str
    as_of: date
    state: str
    rows: int | None
    good: int | None
    wrong: int | None
    problem: str
    problem_code: str
    faults: list[FaultOut]
    snapshot_id: UUID | None
    handed_at: datetime

    @classmethod
    def of(cls, row: Submission) -> "FactsDeliveryOut":
        """The shape of a submission, with every fault that is listed."""
        return cls(
            id=row.pk,
            dataset=row.dataset,
            as_of=row.as_of,
            state=row.state,
            rows=row.rows,
            good=row.good,
            wrong=row.wrong,
            problem=said(row.problem_zh, row.problem_en),
            problem_code=row.problem,
            faults=[
                FaultOut(line=line, heading=heading, code=code, value=value,
                         reason=REASONS[code].text(language()))
                for line, heading, code, value in row.faults
            ],
            snapshot_id=row.snapshot_id,
            handed_at=row.handed_at,
        )  # fmt: skip


class SnapshotOut(Shape):
    """What was kept."""

    id: UUID
    dataset: str
    as_of: date
    rows: int
    left_out: int
    sha256: str
    file_name: str
    delivered_at: datetime

    @classmethod
    def of(cls, row: Snapshot) -> "SnapshotOut":
        """The shape of a snapshot."""
        return cls(
            id=row.pk,
            dataset=row.dataset,
            as_of=row.as_of,
            rows=row.rows,
            left_out=row.left_out,
            sha256=row.content_hash,
            file_name=row.file_name,
            delivered_at=row.delivered_at,
        )


class SnapshotPaging(Paging):
    """Of one dataset or of all that one sees."""

    dataset: Code | None = None


class SnapshotPage(Shape):
    """A page of snapshots, the latest kept first."""

    items: list[SnapshotOut]
    next: UUID | None


class FirmFactOut(Shape):
    """One value: in plain form (money in yuan); `is_hidden` where only the legal representative
    may read it.
    """

    element: str
    name: str
    value: str
    is_hidden: bool
    contest_id: UUID | None


class FirmDatasetOut(Shape):
    """What the newest snapshot of a dataset says of a firm."""

    dataset: str
    name: str
    office: str
    as_of: date
    facts: list[FirmFactOut]

    @classmethod
    def of(cls, held: Held) -> "FirmDatasetOut":
        """The shape of what is held."""
        office = held.snapshot.office
        return cls(
            dataset=held.dataset.code,
            name=said(held.dataset.name, held.dataset.name_en),
            office=said(office.name, office.name_en),
            as_of=held.snapshot.as_of,
            facts=[
                FirmFactOut(
                    element=one.element.code, name=said(one.element.name, one.element.name_en),
                    value=one.plain, is_hidden=one.is_hidden, contest_id=one.case_id,
                )
                for one in held.said
            ],
        )  # fmt: skip


class FirmFactsOut(Shape):
    """All that offices say of a firm."""

    credit_code: str
    datasets: list[FirmDatasetOut]


class ReadingOut(Shape):
    """Who read which facts of a firm, when and what for; `is_run`: of all firms at once."""

    at: datetime
    office: str
    reader: str
    purpose: str
    elements: list[str]
    is_run: bool

    @classmethod
    def of(cls, row: Reading) -> "ReadingOut":
        """The shape of a reading."""
        kept = row.consultation
        return cls(
            at=kept.at,
            office=said(kept.office.name, kept.office.name_en) if kept.office else "",
            reader=row.reader,
            purpose=said(kept.purpose, kept.purpose_en or kept.purpose),
            elements=[element.code for element in row.elements],
            is_run=row.is_run,
        )


class ReadingsOut(Shape):
    """The latest hundred readings."""

    items: list[ReadingOut]


class ContestBody(Shape):
    """What is wrong, what would be right, and why. The same `key` twice is one contest."""

    key: UUID
    dataset: Code
    element: Code
    claimed: Annotated[LongText, Field(min_length=1, max_length=CLAIMED)]
    grounds: Annotated[LongText, Field(min_length=1, max_length=GROUNDS)]


class ContestOut(Shape):
    """A contested fact and what became of it."""

    id: UUID
    number: str
    state: str
    version: int
    dataset: str
    element: str
    as_of: date
    value: str
    claimed: str
    grounds: str
    answer: str
    opened_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, case: Case, *, is_hidden: bool = False) -> "ContestOut":
        """The shape of a contested fact; `is_hidden` leaves out what is sensitive."""
        row = case.contested_fact
        return cls(
            id=case.pk,
            number=case.number,
            state=case.state,
            version=case.version,
            dataset=row.dataset,
            element=row.element,
            as_of=row.snapshot.as_of,
            value="" if is_hidden else row.value,
            claimed="" if is_hidden else row.claimed,
            grounds=row.grounds,
            answer=row.answer,
            opened_at=case.opened_at,
            closed_at=case.closed_at,
        )


class ContestPage(Shape):
    """A page of what is contested at one's office."""

    items: list[ContestOut]
    next: UUID | None


class ContestStepBody(Shape):
    """The office's `verify`, `uphold`, `agree` (the last two with `text`), or the firm's
    `withdraw`.
    """

    step: Literal["verify", "uphold", "agree", "withdraw"]
    version: Version | None = None
    text: Annotated[LongText, Field(max_length=GROUNDS)] = ""
