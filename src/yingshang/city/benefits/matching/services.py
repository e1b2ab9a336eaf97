"""What one firm is due: every policy in one of four groups, and the best combination.

A firm that looks at itself leaves no trace; whoever looks for another purpose is recorded, and
the firm can see it. Money is in fen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from yingshang.city.benefits.listing import Fund
from yingshang.city.benefits.matching.combining import best_of
from yingshang.city.benefits.matching.grouping import Firm, line_of
from yingshang.city.benefits.matching.history import had_fen
from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.statements import NothingToState, stated
from yingshang.city.benefits.matching.types import Group, Known
from yingshang.city.benefits.payments.budgets import RESERVES, covers_reserve
from yingshang.city.benefits.policies.given import wanted
from yingshang.city.benefits.policies.reading import Listed, policies
from yingshang.core.facts.consulting import Purpose, consult
from yingshang.core.facts.dictionary import Dictionary, dictionary_of
from yingshang.core.facts.queries import given, newest
from yingshang.core.facts.types import Given
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Office
from yingshang.errors import Sentence

ORDER = (Group.ELIGIBLE, Group.UNKNOWN, Group.INELIGIBLE, Group.OUT_OF_TIME)


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at a firm other than itself, when, and what for; the firm sees it."""

    actor: Actor
    at: datetime
    purpose: Purpose
    office: Office | None = None


@dataclass(slots=True)
class _Funds:
    """Whether a fund keeps its reserve: asked once a fund."""

    place: str
    on: date
    known: dict[tuple[str, int], bool | None] = field(default_factory=dict)

    def covers(self, fund: Fund | None) -> bool | None:
        if fund is None or fund.kind == "budget":
            return None
        key = (fund.code, fund.reserve_months)
        if key not in self.known:
            snapshot = newest(self.place, RESERVES, on=self.on)
            reads = (self.place, fund, self.on)
            self.known[key] = None if snapshot is None else _covers(*reads, snapshot.pk)
        return self.known[key]


@lru_cache(maxsize=256)
def _covers(place: str, fund: Fund, on: date, snapshot: UUID) -> bool | None:
    """Read once for each delivery and day."""
    del snapshot
    return covers_reserve(place, fund, on)


def match(
    place: str,
    credit_code: str,
    *,
    on: date,
    looking: Looking | None = None,
    statements: Mapping[str, str] | None = None,
    codes: Sequence[str] | None = None,
) -> Matched:
    """Where every policy of the place (or those of `codes`) stands for the firm on a day.

    `looking` is None when the firm itself looks. `statements` are texts that the firm typed, by
    element, for what nobody delivered. A fixed number of SQL statements, two more for each fund.
    Errors: `PurposeNeeded`, `SnapshotDamaged`, `WrongStatement`, `NothingToState`.
    """
    listed = [one for one in policies(place, on) if codes is None or one.code in codes]
    dictionary = dictionary_of(place)
    found = _facts(place, credit_code, listed, on, looking)
    typed = _typed(dictionary, found, statements or {})
    known = Known(found, dictionary.elements, frozenset(typed))
    firm = Firm(known, found.plain | typed, had_fen(place, credit_code))
    funds = _Funds(place, on)
    lines = [
        line_of(one, firm, on=on, covers_reserve=funds.covers(one.model.fund)) for one in listed
    ]
    in_order = tuple(sorted(lines, key=_rank))
    return Matched(place, credit_code, on, in_order, best_of(lines), found, typed)


def _facts(
    place: str, credit_code: str, listed: Sequence[Listed], on: date, looking: Looking | None
) -> Given:
    """The elements that policies in force name, and no others."""
    holding = [one for one in listed if one.state.holds]
    elements = list(dict.fromkeys(code for one in holding for code in wanted(one.model)))
    if looking is None:
        return given(place, credit_code, elements, on=on)
    return consult(
        place, credit_code, elements, on=on, purpose=looking.purpose, actor=looking.actor,
        at=looking.at, office=looking.office,
    )  # fmt: skip


def _typed(
    dictionary: Dictionary, found: Given, statements: Mapping[str, str]
) -> dict[str, object]:
    """The statements as values. Nothing that an office says can be stated otherwise."""
    typed = {}
    for code, text in statements.items():
        if code not in found.missing:
            element = dictionary.elements.get(code)
            zh, en = (element.name, element.name_en) if element else (code, code)
            raise NothingToState(field=code, name=Sentence("{v}", "{w}", {"v": zh, "w": en}))
        typed[code] = stated(dictionary.elements[code], text)
    return typed


def _rank(line: Line) -> tuple[int, int, str]:
    amount = line.amount_fen
    return ORDER.index(line.group), -1 if amount is None else -amount - 2, line.code
