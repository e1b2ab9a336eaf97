"""What a party is told about its promises beside the notices of the steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.core.cases.telling import day_text
from yingshang.core.models import Case
from yingshang.core.notices.services import Recipient, Telling, tell


def tell_dues(rows: Sequence[Undertaking], *, template: str, at: datetime) -> None:
    """Tell each party by when it must have done what it promised."""
    cases = Case.objects.select_related("office").in_bulk([row.case_id for row in rows])
    tellings = [
        Telling(
            row.place, template, "undertaking", row.pk, [Recipient(row.party_id)],
            _data(cases, row),
        )
        for row in rows
        if row.due_at is not None
    ]  # fmt: skip
    if tellings:
        tell(tellings, at=at)


def _data(cases: Mapping[UUID, Case], row: Undertaking) -> dict[str, object]:
    case = cases[row.case_id]
    office = {"zh": case.office.name, "en": case.office.name_en}
    due = day_text(row.due_at) if row.due_at else ""
    return {"number": case.number, "title": case.title, "office": office, "due": due}
