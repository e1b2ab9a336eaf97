"""A bad rating opens a follow-up case at the call-back desk, in the rating's own transaction."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.parameters import ParameterValue, parameter
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Office, Party
from yingshang.core.ratings.errors import NoCallBackDesk
from yingshang.core.ratings.handling import is_called_back
from yingshang.core.ratings.lifecycle import CALL, KIND, RESPONSE
from yingshang.core.ratings.models import Rating
from yingshang.core.ratings.opinions import WORST_GOOD
from yingshang.worktime import Budget
from yingshang.worktime.zone import local

PLATFORM = Actor.system("ratings")
PREFIX = "差评"
TITLE = "差评核实"
NOBODY = "评价人（不公开）"


def followup_ids(rows: Sequence[Rating]) -> dict[int, UUID]:
    """A fresh case id for each bad rating, by its position."""
    return {n: new_id() for n, row in enumerate(rows) if row.grade < WORST_GOOD}


def open_followups(rows: Sequence[Rating], is_named: Sequence[bool]) -> None:
    """Open the cases of the bad ratings; a rater without a name is owed no call.

    The case's party is a stand-in for all raters of the place, so that no reader of cases learns
    who rated. Errors: `NoCallBackDesk`, `ParameterMissing`.
    """
    pairs = zip(rows, is_named, strict=True)
    bad = [(row, named) for row, named in pairs if row.followup_case_id is not None]
    rules = {place: _Rules(place, bad) for place in {row.place for row, _ in bad}}
    open_cases([rules[row.place].opening(row, is_named=named) for row, named in bad])


class _Rules:
    """What a place's follow-ups have in common: desk, stand-in party and time limits."""

    def __init__(self, place: str, bad: Sequence[tuple[Rating, bool]]) -> None:
        day = max(local(row.given_at, field="at").date() for row, _ in bad if row.place == place)
        self.response: ParameterValue = parameter(place, "bad_rating_response", on=day)
        self.call: Budget = parameter(place, "bad_rating_callback", on=day).budget
        self.desk = callback_office(place)
        self.party = stand_in(place)

    def opening(self, row: Rating, *, is_named: bool) -> Opening:
        starts = [(RESPONSE, self.response.budget)]
        if is_called_back(row.grade, is_named=is_named):
            starts.append((CALL, self.call))
        return Opening(
            case_id=row.followup_case_id or new_id(),
            kind=KIND,
            state="opened",
            place=row.place,
            number_prefix=PREFIX,
            party_id=self.party.pk,
            office_id=self.desk.pk,
            item_id=self.response.item_id,
            actor=PLATFORM,
            at=row.given_at,
            title=TITLE,
            cause=f"rating:{row.pk}",
            starts=tuple(starts),
            data={"rating": str(row.pk), "grade": row.grade},
        )


def callback_office(place: str) -> Office:
    """The service centre, which runs the call-back desk. Errors: `NoCallBackDesk`."""
    listed = Item.objects.filter(place=place, kind="office", is_current=True)
    codes = listed.filter(body__kind="service_centre").values("code")
    office = Office.objects.filter(place=place, code__in=codes).order_by("code").first()
    if office is None:
        raise NoCallBackDesk(place=place)
    return office


def stand_in(place: str) -> Party:
    """The one party that stands for every rater of a place."""
    party_id = uuid5(NAMESPACE_URL, f"urn:yingshang:raters:{place}")
    party, _ = Party.objects.get_or_create(
        pk=party_id, defaults={"kind": Party.Kind.PERSON, "name": NOBODY}
    )
    return party
