"""The schema of a service item (政务服务事项) as its list file has it."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from yingshang.city.matters.listing.lifelong import Remedies, SpecialProcedure
from yingshang.city.matters.listing.limits import (
    LICENSING_DEFAULT,
    DeemedAcceptance,
    Law,
    Limit,
    Period,
    StatutoryLimit,
)
from yingshang.city.matters.listing.questions import Choice, Question, When
from yingshang.city.matters.listing.terms import (
    Adapter,
    CaseType,
    Channel,
    Delivery,
    FieldType,
    MaterialSource,
    MatterType,
    ResultKind,
    RetentionClass,
    Sensitivity,
    StageName,
)
from yingshang.core.catalogue.items import ListedItem, ListModel
from yingshang.core.catalogue.schemas import Code, Text


class Stage(ListModel):
    """One step inside the office: 承办, 审核 or 批准. `materials` are those it examines."""

    stage: StageName
    role: Text
    role_en: Text
    limit: Period | None = None
    materials: tuple[Code, ...] = ()


class Producer(ListModel):
    """Which result of which matter a material is."""

    matter: Code
    result: Code


class Material(ListModel):
    """A document that the matter needs, and who brings it.

    `source` output: it is result `of` another matter; where that matter is not part of the
    application, `otherwise` says who brings it instead. A `secondary` one (可容缺) may come later,
    on a promise.
    """

    code: Code
    name: Text
    name_en: Text
    source: MaterialSource
    of: Producer | None = None
    otherwise: Annotated[MaterialSource, Field(pattern="^(applicant|government)$")] | None = None
    required: bool = True
    secondary: bool = False
    original: bool = False
    formats: tuple[Annotated[str, Field(pattern=r"^[a-z0-9]{2,5}$")], ...] = ("pdf", "jpg", "png")
    max_size_mb: Annotated[int, Field(ge=1, le=200)] = 10
    sensitivity: Sensitivity = "public"
    hint: Text | None = None
    hint_en: Text | None = None
    when: When = Field(default_factory=dict)


class FormField(ListModel):
    """A field of the matter's form; fields of one `meaning` are asked once in a bundle."""

    code: Code
    meaning: Code
    name: Text
    name_en: Text
    type: FieldType
    required: bool = True
    sensitivity: Sensitivity = "public"
    hint: Text | None = None
    hint_en: Text | None = None
    choices: tuple[Choice, ...] = ()
    pattern: Text | None = None
    max_length: Annotated[int, Field(ge=1, le=10000)] | None = None
    when: When = Field(default_factory=dict)


class ValidFor(ListModel):
    """How long a licence is valid."""

    amount: Annotated[int, Field(ge=1, le=100)]
    unit: str = Field(pattern="^(year|month)$")


class Result(ListModel):
    """What the applicant gets. `meanings` are the fields it answers, such as the credit code."""

    code: Code
    name: Text
    name_en: Text
    kind: ResultKind
    valid_for: ValidFor | None = None
    meanings: tuple[Code, ...] = ()


class Matter(ListedItem):
    """A service item of one place.

    `office` handles it, or the external `executor` does; exactly one of them is named. Limits count
    from acceptance; `deemed_acceptance` is None where silence accepts nothing. Where
    `special_procedures` are listed, no others may stop the clock. `retention` None: the place's.
    """

    code: Code
    name: Text
    name_en: Text
    basic_code: Annotated[str, Field(pattern=r"^[0-9A-Z]{10,31}$")] | None = None
    type: MatterType
    summary: Text | None = None
    summary_en: Text | None = None
    office: Code | None = None
    executor: Code | None = None
    legal_basis: tuple[Law, ...] = ()
    case_type: CaseType
    statutory_limit: StatutoryLimit | None = None
    promised_limit: Limit
    deemed_acceptance: DeemedAcceptance | None = None
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=3)]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    visits: Annotated[int, Field(ge=0, le=20)]
    fee_fen: Annotated[int, Field(ge=0)] = 0
    fee_basis: Law | None = None
    questions: tuple[Question, ...] = ()
    fields: tuple[FormField, ...] = ()
    materials: tuple[Material, ...] = ()
    results: Annotated[tuple[Result, ...], Field(min_length=1)]
    signatories: tuple[Code, ...] = ()
    delivery: Annotated[tuple[Delivery, ...], Field(min_length=1)]
    adapter: Adapter | None = None
    deferrable: bool = False
    special_procedures: tuple[SpecialProcedure, ...] = ()
    remedies: Remedies | None = None
    retention: RetentionClass | None = None

    @property
    def responsible(self) -> str:
        """The code of the office or the executor."""
        return self.office or self.executor or ""

    @property
    def silence(self) -> DeemedAcceptance | None:
        """The rule by which silence accepts: the item's own, else Art. 32 for a permit only."""
        if self.deemed_acceptance is None and self.type == "permit":
            return LICENSING_DEFAULT
        return self.deemed_acceptance


def matter_from(body: Mapping[str, Any]) -> Matter:
    """The matter in a stored row's body."""
    return Matter.model_validate_json(json.dumps(body))
