"""Shapes of a search: what was asked, and the cases that were found."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.core.access.schemas import PartyOut
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.models import Case
from yingshang.core.schemas import MOST_ROWS, Code, Shape, Text, said
from yingshang.core.search.asked import MOST_CHARACTERS
from yingshang.core.search.finding import Search

Position = Annotated[int, Field(ge=0, le=2**63 - 1)]


class SearchQuery(Shape):
    """What to find: text, service, office; and the `next` of the page before as `after`."""

    text: Annotated[Text, Field(max_length=MOST_CHARACTERS)] = ""
    item: Code | None = None
    office: UUID | None = None
    after: Position | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50

    def search(self) -> Search:
        """The question."""
        return Search(self.text, self.item or "", self.office, self.after)


class FoundCase(Shape):
    """A case that was found."""

    id: UUID
    number: str = Field(examples=["潭开办 2026-11-000001"])
    kind: str
    item: str
    title: str
    state: str
    state_name: str
    party: PartyOut
    office: str
    opened_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> "FoundCase":
        """The shape of a case, which comes with item, office and party."""
        state = lifecycle_of(case.kind).state(case.state)
        return cls(
            id=case.pk,
            number=case.number,
            kind=case.kind,
            item=case.item.code,
            title=case.title,
            state=case.state,
            state_name=said(state.zh, state.en),
            party=PartyOut.of(case.party),
            office=said(case.office.name, case.office.name_en),
            opened_at=case.opened_at,
            closed_at=case.closed_at,
        )


class FoundPage(Shape):
    """A page, newest first. No total: what the caller may not see is not counted, nor the rest."""

    items: list[FoundCase]
    next: int | None
