"""Shapes of services: what one can apply for here, and the guide to it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from yingshang.city.matters.api.schemas.plans import EffortOut, PlanOut
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.listing.limits import Law, Period
from yingshang.city.matters.listing.terms import MATTER_TYPES
from yingshang.city.matters.lists import Service
from yingshang.core.models import Item
from yingshang.core.schemas import (
    MOST_ROWS,
    Code,
    Shape,
    language,
    said,
    said_or_none,
)


class ServicePaging(Shape):
    """How many services, and after which code."""

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50
    after: Code | None = None


class ServiceRow(Shape):
    """A service in the list: a bundle, or a single matter."""

    code: str = Field(examples=["company_opening"])
    kind: str = Field(examples=["bundle"])
    name: str = Field(examples=["企业开办"])
    summary: str | None
    source: str
    valid_from: date | None
    valid_until: date | None

    @classmethod
    def of(cls, item: Item) -> "ServiceRow":
        """The shape of a listed bundle or matter."""
        body = item.body
        return cls(
            code=item.code,
            kind=item.kind,
            name=said(body["name"], body["name_en"]),
            summary=said_or_none(body.get("summary"), body.get("summary_en")),
            source=item.source,
            valid_from=item.valid_from,
            valid_until=item.valid_until,
        )


class ServicePage(Shape):
    """A page of services; `next` is the `after` of the following one."""

    items: list[ServiceRow]
    next: str | None


class LimitOut(Shape):
    """An amount of time; 0 is on the spot."""

    amount: int
    unit: str
    text: str = Field(examples=["3 个工作日"])

    @classmethod
    def of(cls, period: Period) -> "LimitOut":
        """The shape of a period."""
        return cls(amount=period.amount, unit=period.unit, text=period.text(language()))


class LawOut(Shape):
    """A law, with its article where known."""

    law: str
    article: str | None

    @classmethod
    def of(cls, law: Law) -> "LawOut":
        """The shape of a legal basis."""
        return cls(law=said(law.law, law.law_en), article=law.article)


class MatterOut(Shape):
    """A matter as its list has it. *Units*: fee in fen."""

    code: str
    name: str
    type: str = Field(examples=["permit"])
    type_name: str
    office: str | None
    executor: str | None
    case_type: str
    legal_basis: list[LawOut]
    statutory_limit: LimitOut | None
    promised_limit: LimitOut
    stages: list[str]
    channels: list[str]
    delivery: list[str]
    visits: int
    fee_fen: int
    results: list[str]
    deferrable: bool

    @classmethod
    def of(cls, matter: Matter) -> "MatterOut":
        """The shape of a matter."""
        statutory = matter.statutory_limit
        return cls(
            code=matter.code,
            name=said(matter.name, matter.name_en),
            type=matter.type,
            type_name=said(*MATTER_TYPES[matter.type]),
            office=matter.office,
            executor=matter.executor,
            case_type=matter.case_type,
            legal_basis=[LawOut.of(law) for law in matter.legal_basis],
            statutory_limit=LimitOut.of(statutory) if statutory else None,
            promised_limit=LimitOut.of(matter.promised_limit),
            stages=[stage.stage for stage in matter.stages],
            channels=list(matter.channels),
            delivery=list(matter.delivery),
            visits=matter.visits,
            fee_fen=matter.fee_fen,
            results=[said(result.name, result.name_en) for result in matter.results],
            deferrable=matter.deferrable,
        )


class Guide(Shape):
    """What, who, how long and with which materials; what it took before, and what it takes now.

    `plan` is for the usual answers.
    """

    service: ServiceRow
    matters: list[MatterOut]
    before: EffortOut | None
    before_source: str | None
    plan: PlanOut

    @classmethod
    def of(cls, service: Service, plan: PlanOut) -> "Guide":
        """The guide to a service."""
        before = service.bundle.before
        codes = [member.matter for member in service.bundle.members]
        return cls(
            service=ServiceRow.of(service.item),
            matters=[MatterOut.of(service.matters[code]) for code in codes],
            before=EffortOut.of(before) if before else None,
            before_source=before.source if before else None,
            plan=plan,
        )
