"""Shapes of applications: what is filled in, uploaded, signed and submitted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field

from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.applications.values import Stored, persons_in, shown
from yingshang.city.matters.models import Application, ApplicationMaterial, Signature
from yingshang.city.matters.shrinking import PlannedField
from yingshang.core.access.schemas import PartyOut
from yingshang.core.documents.schemas import DocumentOut
from yingshang.core.schemas import Code, FieldProblem, LongText, Shape, Text, Version, said

PERSON_TYPES = frozenset({"person", "persons"})


class PersonIn(Shape):
    """A person as typed in; the ID number and the phone are sealed when kept."""

    name: Annotated[Text, Field(examples=["李示例"])]
    id_number: Text
    phone: Text = ""


FieldValue = (
    bool
    | Annotated[int, Field(ge=0, le=10**15)]
    | LongText
    | PersonIn
    | Annotated[list[PersonIn], Field(max_length=50)]
    | None
)
"""Null and "" clear a field. An amount is an integer in fen, or a string in yuan: "99.50"."""

FieldsIn = Annotated[
    dict[Code, FieldValue],
    Field(max_length=300, examples=[{"company_name": "湘潭示例科技有限公司", "staff_count": "1"}]),
]


class StartBody(Shape):
    """Which service, for whom if not for oneself, and about which enterprise if there is one."""

    service: Annotated[Code, Field(examples=["company_opening"])]
    applicant_id: UUID | None = None
    enterprise_id: UUID | None = None


class FieldsBody(Shape):
    """Values of some fields by meaning; fields that are not named stay as they are."""

    values: FieldsIn
    version: Version | None = None


class VersionBody(Shape):
    """The version that the caller saw."""

    version: Version | None = None


class ReuseBody(Shape):
    """A document that the applicant gave before; sending this is her consent to its reuse."""

    document_id: UUID


class PersonOut(Shape):
    """A person of a form: numbers masked."""

    name: str
    id_number: str = Field(examples=["430***********1234"])
    phone: str


class FieldOut(Shape):
    """A field with what is kept of it: `text` for reading, `value` for programs (money in fen)."""

    meaning: str
    name: str
    type: str
    value: str | int | None
    persons: list[PersonOut]
    text: str

    @classmethod
    def of(cls, field: PlannedField, kept: Stored | None) -> "FieldOut":
        """The shape of a field and its kept value; persons masked."""
        people = persons_in(kept) if field.type in {*PERSON_TYPES, "id_number"} else []
        return cls(
            meaning=field.meaning,
            name=said(field.name, field.name_en),
            type=field.type,
            value=None if people else cast("str | int | None", kept),
            persons=[
                PersonOut(name=p["name"], id_number=p["masked"], phone=p["phone"]) for p in people
            ],
            text=shown(field, kept) if field.type != "id_number" else _masked(people),
        )


def _masked(people: Sequence[object]) -> str:
    return "".join(str(cast("dict[str, str]", person)["masked"]) for person in people) or "—"


class ApplicationRow(Shape):
    """An application in the list. `version` guards against a stale page."""

    id: UUID
    service: str
    service_name: str
    state: str = Field(examples=["draft"])
    version: int
    applicant: PartyOut
    enterprise: PartyOut | None
    case_id: UUID | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None

    @classmethod
    def of(cls, application: Application) -> "ApplicationRow":
        """The shape of an application, which comes with item and parties."""
        return cls(**_row(application))


def _row(application: Application) -> dict[str, object]:
    body = application.bundle.body
    enterprise = application.enterprise
    return {
        "id": application.pk,
        "service": application.bundle.code,
        "service_name": said(body["name"], body["name_en"]),
        "state": application.state,
        "version": application.version,
        "applicant": PartyOut.of(application.applicant),
        "enterprise": PartyOut.of(enterprise) if enterprise else None,
        "case_id": application.case_id,
        "created_at": application.created_at,
        "updated_at": application.updated_at,
        "submitted_at": application.submitted_at,
    }


class ApplicationPage(Shape):
    """A page of applications, latest first."""

    items: list[ApplicationRow]
    next: UUID | None


class GivenMaterial(Shape):
    """A document given for a material, anew or by reuse."""

    material: str
    document: DocumentOut
    is_reuse: bool

    @classmethod
    def of(cls, given: ApplicationMaterial) -> "GivenMaterial":
        """The shape of a given material, which comes with its document and blob."""
        return cls(
            material=given.material,
            document=DocumentOut.of(given.document),
            is_reuse=given.is_reuse,
        )


class SignatureState(Shape):
    """Who signs, and whether they have."""

    signer: str
    roles: list[str]
    state: str = Field(examples=["pending"])
    decided_at: datetime | None

    @classmethod
    def of(cls, signature: Signature) -> "SignatureState":
        """The shape of a signature, which comes with its signer."""
        return cls(
            signer=signature.signer.name,
            roles=list(signature.roles),
            state=signature.state,
            decided_at=signature.decided_at,
        )


class ApplicationOut(ApplicationRow):
    """An application with all that is kept of it."""

    answers: dict[str, str]
    put_off: list[str]
    delivery: str
    fields: list[FieldOut]
    materials: list[GivenMaterial]
    signatures: list[SignatureState]

    @classmethod
    def whole(cls, planned: Planned) -> "ApplicationOut":
        """The shape of an application under its plan: three reads beside the plan's."""
        application = planned.application
        given = application.materials.select_related("document__blob").order_by("material", "pk")
        signatures = application.signatures.select_related("signer").order_by("pk")
        return cls(
            **_row(application),
            answers=dict(application.answers),
            put_off=list(application.deferred),
            delivery=application.delivery,
            fields=fields_of(planned),
            materials=[GivenMaterial.of(one) for one in given],
            signatures=[SignatureState.of(one) for one in signatures],
        )


def fields_of(planned: Planned) -> list[FieldOut]:
    """The fields that the plan asks for, each with what is kept."""
    kept = planned.application.fields
    return [FieldOut.of(field, kept.get(field.meaning)) for field in planned.plan.fields]


class ProblemsOut(Shape):
    """What still stands between an application and its submission; empty when it can be sent."""

    problems: list[FieldProblem]


class ReusableOut(Shape):
    """Documents that are held already and fit a material of the application."""

    items: list[DocumentOut]
