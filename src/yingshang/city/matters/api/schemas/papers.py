"""Shapes of papers and licences, and of the public check."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from yingshang.city.matters.licences.checking import Checked
from yingshang.city.matters.licences.masking import CheckedFact
from yingshang.city.matters.models import Licence, Paper
from yingshang.core.schemas import Shape, said


class PaperOut(Shape):
    """A numbered, dated paper of a case; its PDF is at `pdf`."""

    id: UUID
    case_id: UUID
    kind: str = Field(examples=["acceptance"])
    kind_name: str = Field(examples=["受理通知书"])
    number: str
    issued_at: datetime
    reason: str
    points: list[str]
    legal_basis: str
    pdf: str

    @classmethod
    def of(cls, paper: Paper) -> "PaperOut":
        """The shape of a paper."""
        kind = Paper.Kind(paper.kind)
        return cls(
            id=paper.pk,
            case_id=paper.case_id,
            kind=paper.kind,
            kind_name=said(str(kind.label), kind.value.replace("_", " ")),
            number=paper.number,
            issued_at=paper.issued_at,
            reason=str(paper.body.get("reason", "")),
            points=[str(point) for point in paper.body.get("points", [])],
            legal_basis=str(paper.body.get("legal_basis", "")),
            pdf=f"/api/v1/papers/{paper.pk}/pdf",
        )


class Papers(Shape):
    """The papers of a case, in the order in which they were issued."""

    items: list[PaperOut]


class LicenceOut(Shape):
    """A result of a case; anyone can check it by its token."""

    id: UUID
    case_id: UUID
    kind: str
    name: str
    number: str
    holder: str
    office: str
    state: str = Field(examples=["valid"])
    issued_at: datetime
    valid_until: date | None
    token: str
    pdf: str

    @classmethod
    def of(cls, licence: Licence) -> "LicenceOut":
        """The shape of a licence for whoever may see its case."""
        body = licence.body
        return cls(
            id=licence.pk,
            case_id=licence.case_id,
            kind=licence.kind,
            name=said(body["name"], body["name_en"]),
            number=licence.number,
            holder=body["holder"],
            office=said(body["office"], body["office_en"]),
            state=licence.state,
            issued_at=licence.issued_at,
            valid_until=licence.valid_until,
            token=licence.token,
            pdf=f"/api/v1/licences/{licence.pk}/pdf",
        )


class LicencePage(Shape):
    """A page of licences, latest first."""

    items: list[LicenceOut]
    next: UUID | None


class FactOut(Shape):
    """One line of a licence as a stranger reads it."""

    code: str
    name: str
    value: str

    @classmethod
    def of(cls, fact: CheckedFact) -> "FactOut":
        """The shape of a fact."""
        return cls(code=fact.code, name=said(fact.zh, fact.en), value=fact.value)


class CheckOut(Shape):
    """What a stranger may know of a licence. `sha256`: of the PDF that was issued, if it was made.

    `is_sample`: a paper without legal effect; `is_simulated`: a simulated register filled it in.
    """

    name: str
    number: str
    holder: str
    office: str
    issued_on: date
    valid_until: date | None
    status: str = Field(examples=["valid"])
    facts: list[FactOut]
    is_sample: bool
    is_simulated: bool
    sha256: str | None

    @classmethod
    def of(cls, checked: Checked) -> "CheckOut":
        """The shape of a check's answer."""
        return cls(
            name=said(checked.name, checked.name_en),
            number=checked.number,
            holder=checked.holder,
            office=said(checked.office, checked.office_en),
            issued_on=checked.issued_on,
            valid_until=checked.valid_until,
            status=checked.status.value,
            facts=[FactOut.of(fact) for fact in checked.facts],
            is_sample=checked.is_sample,
            is_simulated=checked.is_simulated,
            sha256=checked.sha256,
        )
