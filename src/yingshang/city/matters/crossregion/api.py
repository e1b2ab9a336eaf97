"""Handling across regions by API: the published list, a file with its log, and the desk's acts."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yingshang.city.matters.crossregion import elsewhere
from yingshang.city.matters.crossregion.asking import ask, reply
from yingshang.city.matters.crossregion.doors import own_files, served_files
from yingshang.city.matters.crossregion.errors import CrossFileMissing, InquiryMissing
from yingshang.city.matters.crossregion.handovers import lines_of
from yingshang.city.matters.crossregion.models import CrossFile, Inquiry
from yingshang.city.matters.crossregion.modes import clock_from
from yingshang.city.matters.crossregion.offers import published, service_of
from yingshang.city.matters.crossregion.receiving import Checked, forward
from yingshang.core.access.api import caller
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.schemas import PLAIN, Shape, Version, gives, said

router = Router(tags=["cross-region"])
Reason = Annotated[str, Field(min_length=1, max_length=500, pattern=PLAIN)]
Mode = Literal["online", "received_here", "joint"]


class CrossServiceOut(Shape):
    """A service of the cross-region window; `home` decides."""

    code: str = Field(examples=["heihe_food_business_licence"])
    name: str
    home: str = Field(examples=["231100"])
    mode: Mode


class CrossServicesOut(Shape):
    """All that is published."""

    items: list[CrossServiceOut]


class LineOut(Shape):
    """A line of the responsibility log; `holder` is the place in charge from then on."""

    at: datetime
    place: str
    office: str
    act: str = Field(examples=["forwarded"])
    holder: str
    note: str


class ResultOut(Shape):
    """What the home gave."""

    name: str
    number: str
    check_url: str


class CrossFileOut(Shape):
    """A file on this side: both dates, the other side's number, who held it when."""

    case_id: UUID
    number: str
    state: str
    version: int
    role: Literal["receiver", "home"]
    mode: Mode
    peer: str
    peer_number: str
    handed_in_at: datetime
    accepted_at: datetime | None
    counts_from: date | None
    decided_at: datetime | None
    log: list[LineOut]
    results: list[ResultOut]

    @classmethod
    def of(cls, file: CrossFile) -> "CrossFileOut":
        """The shape of a file, which comes with its case."""
        accepted = file.accepted_at
        return cls(
            case_id=file.case_id,
            number=file.case.number,
            state=file.case.state,
            version=file.case.version,
            role=file.role,
            mode=file.mode,
            peer=file.peer,
            peer_number=file.peer_number,
            handed_in_at=file.handed_in_at,
            accepted_at=accepted,
            counts_from=clock_from(file.handed_in_at, accepted) if accepted else None,
            decided_at=file.decided_at,
            log=[
                LineOut(
                    at=line.at, place=line.place, act=line.act, holder=line.holder,
                    office=said(line.office["zh"], line.office["en"]), note=line.note,
                )
                for line in lines_of(file)
            ],
            results=[
                ResultOut(
                    name=said(row["name"]["zh"], row["name"]["en"]), number=row["number"],
                    check_url=row["check_url"],
                )
                for row in file.told.get("results", [])
            ],
        )  # fmt: skip


class ActIn(Shape):
    """An act of the desk; `text` is the reason, who received the result, the question or answer.

    `forward` needs `identity` and `form`, both true.
    """

    act: Literal["forward", "give_back", "hand_over", "ask", "reply", "withdraw"]
    text: Reason | None = None
    identity: bool = False
    form: bool = False
    version: Version | None = None


@router.get(
    "/cross-region/services", auth=None, response=gives(CrossServicesOut),
    operation_id="list_cross_services", summary="Services across regions 跨省通办事项",
)  # fmt: skip
def services(request: HttpRequest) -> CrossServicesOut:
    """What is published for the site's cross-region window today."""
    rows = [service_of(item) for item in published(place_code(), on=timezone.localdate())]
    return CrossServicesOut(
        items=[
            CrossServiceOut(code=s.code, name=said(s.name, s.name_en), home=s.home, mode=s.mode)
            for s in rows
        ]
    )


@router.get(
    "/cross-region/cases/{case_id}", response=gives(CrossFileOut, 404),
    operation_id="get_cross_case", summary="A case across regions 跨省通办办件",
)  # fmt: skip
def get_file(request: HttpRequest, case_id: UUID) -> CrossFileOut:
    """For the party, and for whoever serves the case in this place."""
    return CrossFileOut.of(_file(caller(request), case_id, timezone.now()))


@router.post(
    "/cross-region/cases/{case_id}/acts", response=gives(CrossFileOut, 404, 409),
    operation_id="act_on_cross_case", summary="Act on a case across regions 办理跨省通办",
)  # fmt: skip
def act(request: HttpRequest, case_id: UUID, body: ActIn) -> CrossFileOut:
    """Check and forward, give back, hand over, ask, answer; the applicant may withdraw."""
    user, at = caller(request), timezone.now()
    _act(_file(user, case_id, at), body, user, at)
    return CrossFileOut.of(_file(user, case_id, at))


def _act(file: CrossFile, body: ActIn, user: User, at: datetime) -> None:
    case_id, text, version = file.case_id, body.text or "", body.version
    match body.act:
        case "forward":
            checked = Checked(identity=body.identity, form=body.form, version=version)
            forward(case_id, checked, user=user, at=at)
        case "give_back":
            elsewhere.give_back(case_id, reason=text, user=user, at=at, version=version)
        case "hand_over":
            received_by = text or file.case.party.name
            elsewhere.hand_over(case_id, received_by=received_by, user=user, at=at, version=version)
        case "ask":
            ask(case_id, question=text, user=user, at=at)
        case "reply":
            reply(_open_inquiry(file), answer=text, user=user, at=at)
        case "withdraw":
            elsewhere.withdraw(case_id, user=user, at=at, reason=text)


def _open_inquiry(file: CrossFile) -> UUID:
    rows = Inquiry.objects.filter(file=file, answered_at__isnull=True, case__isnull=False)
    case_id = rows.order_by("asked_at").values_list("case_id", flat=True).first()
    if case_id is None:
        raise InquiryMissing
    return case_id


def _file(user: User, case_id: UUID, at: datetime) -> CrossFile:
    """The file through either door. Errors: `CrossFileMissing`."""
    for rows in (own_files(user, at=at), served_files(user, at=at)):
        if (file := rows.filter(case_id=case_id).first()) is not None:
            return file
    raise CrossFileMissing
