"""Cases at the desk for the tests: received company registrations with form and material."""

import io
from datetime import datetime, timedelta

from tests.cast import NOW, PLACE, Cast
from tests.core.cases.factory import item, opening
from yingshang.city.matters.applications.values import clean
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.lists import parsed_matter, service
from yingshang.city.matters.models import Application
from yingshang.core.cases.opening import open_cases
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Document, DocumentUse
from yingshang.core.parties.illustrative import illustrative_id_number

ID_NUMBER = illustrative_id_number(7)
LATER = NOW + timedelta(minutes=30)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
VALUES = {
    "company_name": "湘潭示例食品有限公司",
    "business_scope": "食品销售",
    "contact_phone": "13800005678",
    "legal_representative": {"name": "示例业主", "id_number": ID_NUMBER, "phone": "13800005678"},
    "staff_count": "12",
}


def received(cast: Cast, *, count: int = 1, at: datetime = NOW, **more) -> list[Case]:
    """Received matters of the cast's company."""
    rows = [
        opening(cast, at=at, title="企业设立登记：示例食品有限公司", **more) for _ in range(count)
    ]
    open_cases(rows)
    return list(Case.objects.filter(pk__in=[row.case_id for row in rows]).order_by("number"))


def applied(cast: Cast, *, at: datetime = NOW, **more) -> Case:
    """A received registration with its application."""
    (case,) = received(cast, at=at, **more)
    fields = {field.meaning: field for field in parsed_matter(item("company_registration")).fields}
    fields |= {f.meaning: f for f in parsed_matter(item("housing_fund_employer")).fields}
    Application.objects.create(
        place=PLACE,
        bundle=service(PLACE, "company_opening").item,
        started_by=cast.owner,
        applicant=cast.owner.person,
        enterprise=cast.company,
        fields={m: clean(fields[m], raw, today=NOW.date()) for m, raw in VALUES.items()},
        state="submitted",
        case=case,
        created_at=at,
        updated_at=at,
    )
    return case


def with_material(cast: Cast, case: Case, *, name: str = "章程.pdf") -> Document:
    """A charter given for the case."""
    document = store(
        io.BytesIO(PDF), name=name, kind="charter", owner=cast.company, place=PLACE,
        origin=Document.Origin.APPLICANT, allowed=("pdf",), max_size_bytes=10**6,
        actor=Actor.user(cast.owner.pk), at=NOW,
    )  # fmt: skip
    DocumentUse.objects.create(document=document, case=case, material="charter", at=NOW)
    return document


def step(case: Case, name: str, user, *, at: datetime = NOW, **more) -> Case:
    """The case after a step of the desk."""
    take_step(DeskStep(case.pk, name, **more), user=user, at=at)
    case.refresh_from_db()
    return case


def in_days(days: int) -> datetime:
    return NOW + timedelta(days=days)
