"""The schema of the lists of undertakings: what may be promised, and in which words.

*Source*: 国办发〔2020〕42号 and 湘政办发〔2021〕25号 for the shape (domain reference, section 2).
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from yingshang.city.matters.undertakings.terms import (
    Area,
    CheckMode,
    CheckScope,
    DocumentKind,
    Family,
    Statement,
)
from yingshang.core.catalogue.items import ListedItem, ListModel
from yingshang.core.catalogue.schemas import Code, Text

Version = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{1,3})?$")]


class Sentence(ListModel):
    """A condition, in both languages."""

    zh: Text
    en: Text


class Paragraph(ListModel):
    """A paragraph of a template. `says` names what a commitment must state; slots are `{party}`…"""

    zh: Text
    en: Text
    says: Statement | None = None


class UndertakingText(ListedItem):
    """A versioned template of one of an item's three documents (一事三文书).

    *Source*: the members of the three documents are not known; guide, commitment and checking rule
    are what is meant by probability.
    """

    code: Code
    version: Version
    document: DocumentKind
    name: Text
    name_en: Text
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]


class Documents(ListModel):
    """The templates of an item, by code."""

    guide: Code
    commitment: Code
    checking: Code


class Check(ListModel):
    """How the promise is looked at afterwards, by risk.

    `scope` drawn: of what was granted, `percent` is drawn in public. `months` is the item's own
    window; None takes the place's parameter `undertaking_check_window`.
    """

    mode: CheckMode
    scope: CheckScope = "full"
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    months: Annotated[int, Field(ge=1, le=60)] | None = None


class Point(ListModel):
    """One of the N promises of a one-review case: what will be done, and by when.

    *Units*: working days from the decision.
    """

    code: Code
    name: Text
    name_en: Text
    days: Annotated[int, Field(ge=1, le=250)]


class UndertakingItem(ListedItem):
    """What may be had on a promise: a proof, a permit, or one review with N promises.

    `materials` were asked for before, `promised` of them are replaced by the promise. `matter` is
    the service item in which it can be used here; without one the row only counts.
    *Units*: `days_before` working days; `decision` on the spot counts as half a working day.
    """

    code: Code
    name: Text
    name_en: Text
    family: Family
    matter: Code | None = None
    office: Code
    area: Area = "none"
    high_risk: bool = False
    materials: tuple[Code, ...] = ()
    promised: tuple[Code, ...] = ()
    conditions: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    points: tuple[Point, ...] = ()
    days_before: Annotated[int, Field(ge=0, le=250)]
    decision: Literal["on_the_spot"] = "on_the_spot"
    documents: Documents
    check: Check

    @property
    def materials_after(self) -> int:
        """How many materials are still asked for."""
        return len(set(self.materials) - set(self.promised))


def undertaking_item_from(body: Mapping[str, Any]) -> UndertakingItem:
    """The item in a stored row's body."""
    return UndertakingItem.model_validate_json(json.dumps(body))


def undertaking_text_from(body: Mapping[str, Any]) -> UndertakingText:
    """The template in a stored row's body."""
    return UndertakingText.model_validate_json(json.dumps(body))
