"""The schema of a bundle (一件事) as its list file has it."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from yingshang.city.matters.listing.questions import Question, When
from yingshang.core.catalogue.items import ListedItem, ListModel
from yingshang.core.catalogue.schemas import Code, Text

RuleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")]
"""The path of a rule under `catalogue/rules`, without its ending."""


class Member(ListModel):
    """A matter of the bundle, and which members must have given their results before it starts.

    `when` says for which answers it belongs to the bundle at all; `defer_when` for which answers
    the applicant puts it off. A member that is not `blocking` does not hold the bundle up.
    """

    matter: Code
    needs: tuple[Code, ...] = ()
    deferrable: bool = False
    blocking: bool = True
    when: When = Field(default_factory=dict)
    defer_when: When = Field(default_factory=dict)


class Page(ListModel):
    """One page of the form: one topic, the meanings asked on it in order."""

    code: Code
    name: Text
    name_en: Text
    meanings: Annotated[tuple[Code, ...], Field(min_length=1)]


class Effort(ListModel):
    """What the applicant goes through. *Units*: half working days."""

    visits: Annotated[int, Field(ge=0)]
    forms: Annotated[int, Field(ge=0)]
    materials: Annotated[int, Field(ge=0)]
    half_days: Annotated[int, Field(ge=0)]


class EffortBefore(Effort):
    """What it took item by item, with the source of the figures; what it takes is computed."""

    source: Text


class Bundle(ListedItem):
    """Matters that one event in a firm's life needs, applied for with one form.

    Its promised time is computed (the critical path) and never written. `guidance` names the rule
    that says which matters and materials follow from the answers; its text is filled in when the
    list is read and stays with this version of the row.
    """

    code: Code
    name: Text
    name_en: Text
    summary: Text | None = None
    summary_en: Text | None = None
    subject: Literal["enterprise", "person", "project", "special_group"] = "enterprise"
    number_prefix: Annotated[str, Field(min_length=2, max_length=12)]
    lead_office: Code
    questions: tuple[Question, ...] = ()
    members: Annotated[tuple[Member, ...], Field(min_length=1)]
    pages: tuple[Page, ...] = ()
    materials: tuple[Code, ...] = ()
    before: EffortBefore | None = None
    guidance: RuleName | None = None
    guidance_text: str | None = None

    def member(self, matter: str) -> Member | None:
        """The member that is `matter`."""
        return next((member for member in self.members if member.matter == matter), None)


def bundle_from(body: Mapping[str, Any]) -> Bundle:
    """The bundle in a stored row's body."""
    return Bundle.model_validate_json(json.dumps(body))
