"""What a list says of a matter's whole life: special procedures, remedies, grounds of ending."""

from typing import Annotated

from pydantic import Field

from yingshang.city.matters.listing.limits import Period
from yingshang.city.matters.listing.terms import Procedure
from yingshang.core.catalogue.items import ListedItem, ListModel
from yingshang.core.catalogue.schemas import Code, Text


class SpecialProcedure(ListModel):
    """A procedure that this matter may need, and the longest it takes."""

    procedure: Procedure
    within: Period


class Remedies(ListModel):
    """Where one turns against a decision in this matter; the days and months are the law's.

    Only what is known for sure is written: nothing here, and the papers name no body.
    """

    reconsideration: Text
    reconsideration_en: Text
    court: Text | None = None
    court_en: Text | None = None


class TerminationGround(ListedItem):
    """A reason for which an office may end a case without a decision; the list is closed."""

    code: Code
    name: Text
    name_en: Text
    basis: Annotated[str, Field(max_length=300)] = ""
