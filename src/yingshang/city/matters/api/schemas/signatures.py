"""Shapes of signatures: what is asked to be signed, and the decision."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.city.matters.api.schemas.applications import FieldOut, GivenMaterial, fields_of
from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.models import Signature
from yingshang.core.access.schemas import PartyOut
from yingshang.core.schemas import Shape, said

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=["0" * 64])]


class WantedRow(Shape):
    """An application that waits for the caller's signature."""

    application_id: UUID
    service: str
    service_name: str
    applicant: PartyOut
    roles: list[str]
    submitted_at: datetime | None

    @classmethod
    def of(cls, signature: Signature) -> "WantedRow":
        """The shape of a signature that is asked for, which comes with its application."""
        application = signature.application
        body = application.bundle.body
        return cls(
            application_id=application.pk,
            service=application.bundle.code,
            service_name=said(body["name"], body["name_en"]),
            applicant=PartyOut.of(application.applicant),
            roles=list(signature.roles),
            submitted_at=application.submitted_at,
        )


class WantedPage(Shape):
    """A page of signatures asked of the caller; `next` is the following `after`."""

    items: list[WantedRow]
    next: UUID | None


class WantedOut(Shape):
    """Exactly what is signed; `content` is its SHA-256, to be sent back with the decision."""

    wanted: WantedRow
    content: Hash
    answers: dict[str, str]
    fields: list[FieldOut]
    materials: list[GivenMaterial]

    @classmethod
    def of(cls, signature: Signature, planned: Planned) -> "WantedOut":
        """The shape of what a signer is shown."""
        application = planned.application
        given = application.materials.select_related("document__blob").order_by("material", "pk")
        return cls(
            wanted=WantedRow.of(signature),
            content=signature.content_hash,
            answers=dict(application.answers),
            fields=fields_of(planned),
            materials=[GivenMaterial.of(one) for one in given],
        )


class SignBody(Shape):
    """The hash of what the signer was shown, and whether she agrees."""

    content: Hash
    agrees: bool


class Decided(Shape):
    """What became of the application: signing goes on, or it is a case now."""

    application_id: UUID
    state: str = Field(examples=["submitted"])
    case_id: UUID | None
