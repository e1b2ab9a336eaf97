"""A firm contests a fact, and takes it back; each by whoever may act for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yingshang.core.access.acting import may_act_for
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.models import Case
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Moved, NumberTaken, Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.facts.contests.lifecycle import KIND, PREFIX, RESPONSE
from yingshang.core.facts.contests.queries import contest_of
from yingshang.core.facts.dictionary import CREDIT_CODE, dictionary_of, holds, newest_of
from yingshang.core.facts.errors import ContestedAlready, FirmMissing, NothingToContest
from yingshang.core.facts.looking import row_about
from yingshang.core.facts.mine import SCOPE, sees_sensitive
from yingshang.core.facts.models import ContestedFact, Snapshot
from yingshang.core.facts.texts import checked_text, plain_value
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Party
from yingshang.worktime.zone import local

CLAIMED, GROUNDS = 200, 1000
TITLE = "数据异议：{name}"


@dataclass(frozen=True, slots=True)
class Contest:
    """Which fact is wrong, what would be right, and why. `key` makes a repeat harmless."""

    key: UUID
    place: str
    dataset: str
    element: str
    claimed: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a snapshot says of a firm, in the element's plain form."""

    snapshot: Snapshot
    name: str
    value: str
    is_sensitive: bool


def contest(asked: Contest, *, firm: Party, user: User, at: datetime) -> Case:
    """Open a case for the office that delivers the fact, which promises to answer in time.

    Errors: `FirmMissing`, `NothingToContest`, `WrongText`, `ContestedAlready`, `ParameterMissing`.
    """
    claimed = checked_text(asked.claimed, field="claimed", most=CLAIMED)
    grounds = checked_text(asked.grounds, field="grounds", most=GROUNDS)
    fact = fact_of(asked.place, firm, asked.dataset, asked.element, user=user, at=at)
    row = ContestedFact(
        case_id=asked.key,
        place=asked.place,
        credit_code=firm.credit_code or "",
        dataset=asked.dataset,
        element=asked.element,
        snapshot=fact.snapshot,
        value=fact.value,
        claimed=claimed,
        grounds=grounds,
    )
    try:
        with transaction.atomic():
            open_cases([_opening(asked, row, fact, firm, user, at)])
            row.save(force_insert=True)
    except NumberTaken:
        return contest_of(firm, asked.key)
    except IntegrityError as error:
        raise ContestedAlready from error
    return contest_of(firm, asked.key)


def withdraw(case_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """The firm takes it back. Errors: `CaseMissing`; `StepRefused`, also for strangers."""
    if not ContestedFact.objects.filter(pk=case_id).exists():
        raise CaseMissing
    with transaction.atomic():
        (moved,) = advance(
            [Move(case_id, "withdraw", Actor.user(user.pk), at, expected_version=version)]
        ).moved
        ContestedFact.objects.filter(pk=case_id).update(is_open=False)
    return moved


def fact_of(
    place: str, firm: Party, dataset: str, element: str, *, user: Reader, at: datetime
) -> Fact:
    """What the newest snapshot says of a firm that the user may act for.

    Errors: `FirmMissing`; `NothingToContest`, also for what this user may not see.
    """
    if not firm.credit_code or not may_act_for(user, firm, item_code=SCOPE, at=at):
        raise FirmMissing
    dictionary = dictionary_of(place)
    listed, known = dictionary.datasets.get(dataset), dictionary.elements.get(element)
    if listed is None or known is None or element == CREDIT_CODE or not holds(listed, element):
        raise NothingToContest
    if known.sensitivity == "sensitive" and not sees_sensitive(user, firm, at=at):
        raise NothingToContest
    snapshot = newest_of(place, [dataset], on=local(at, field="at").date()).get(dataset)
    found = row_about(snapshot, firm.credit_code, [element]) if snapshot else None
    if snapshot is None or found is None:
        raise NothingToContest
    is_sensitive = known.sensitivity == "sensitive"
    return Fact(snapshot, known.name, plain_value(known, found[element]), is_sensitive)


def _opening(
    asked: Contest, row: ContestedFact, fact: Fact, firm: Party, user: User, at: datetime
) -> Opening:
    limit = parameter(asked.place, "fact_contest_response", on=local(at, field="at").date())
    data: dict[str, object] = {
        "dataset": asked.dataset, "element": asked.element, "snapshot": str(fact.snapshot.pk),
    }  # fmt: skip
    if not fact.is_sensitive:  # entries are read by agents too
        data |= {"value": row.value, "claimed": row.claimed, "grounds": row.grounds}
    return Opening(
        case_id=asked.key,
        kind=KIND,
        state="opened",
        place=asked.place,
        number_prefix=PREFIX,
        party_id=firm.pk,
        office_id=fact.snapshot.office_id,
        item_id=fact.snapshot.item_id,
        actor=Actor.user(user.pk),
        on_behalf_of=firm.pk,
        at=at,
        title=TITLE.format(name=fact.name),
        cause=f"snapshot:{fact.snapshot.pk}",
        starts=((RESPONSE, limit.budget),),
        data=data,
    )
