"""One policy and one firm: in which of the four groups it stands, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yingshang.city.benefits.listing import Exclusion
from yingshang.city.benefits.matching.lines import Line
from yingshang.city.benefits.matching.types import Group, Known
from yingshang.city.benefits.policies.deciding import decide
from yingshang.city.benefits.policies.reading import Listed

Facts = Mapping[str, object | None]
GROUPS = {True: Group.ELIGIBLE, False: Group.INELIGIBLE, None: Group.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of a firm, the values that rules take (facts and statements), and its history.

    `had_fen` is what it was paid or is on its way, by policy and period.
    """

    known: Known
    facts: Facts
    had_fen: Mapping[tuple[str, str], int]


def line_of(listed: Listed, firm: Firm, *, on: date, covers_reserve: bool | None) -> Line:
    """Where the policy stands for the firm on a day."""
    policy = listed.model
    had = firm.had_fen.get((policy.code, policy.period.name), 0)
    if not listed.state.holds:
        return Line(listed, Group.OUT_OF_TIME, firm.known, had_fen=had)
    answer = decide(listed, firm.facts, on=on, covers_reserve=covers_reserve)
    hit = excluded_by(listed, firm.facts)
    group = Group.INELIGIBLE if hit else GROUPS[answer.eligible]
    return Line(listed, group, firm.known, answer, hit, had)


def excluded_by(listed: Listed, facts: Facts) -> Exclusion | None:
    """The first credit list that the firm stands on."""
    return next((one for one in listed.model.exclusions if facts.get(one.element) is True), None)
