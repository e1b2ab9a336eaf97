"""One policy and one firm: in which of the four groups it stands, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yingshang.city.benefits.listing import Exclusion
from yingshang.city.benefits.matching.reasons import conditions
from yingshang.city.benefits.matching.seeing import Known, lacking, seen
from yingshang.city.benefits.matching.types import Group, Line
from yingshang.city.benefits.policies.deciding import decide
from yingshang.city.benefits.policies.given import wanted
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
    """Where the policy stands for the firm on a day, and all that is needed to say why."""
    policy = listed.model
    had = firm.had_fen.get((policy.code, policy.period.name), 0)
    if not listed.state.holds:
        return Line(listed, Group.OUT_OF_TIME, had_fen=had)
    answer = decide(listed, firm.facts, on=on, covers_reserve=covers_reserve, explain=True)
    hit = excluded_by(listed, firm.facts)
    looked_at = seen(policy, answer, firm.known)
    by_statement = {code for code in wanted(policy) if code in firm.known.statements}
    return Line(
        listed,
        Group.INELIGIBLE if hit else GROUPS[answer.eligible],
        answer,
        seen=looked_at,
        conditions=conditions(listed.rule, answer.reasons),
        lacking=tuple(lacking(policy, looked_at, firm.known, matters=answer.missing)),
        exclusion=hit,
        by_statement=tuple(sorted(by_statement)),
        had_fen=had,
    )


def excluded_by(listed: Listed, facts: Facts) -> Exclusion | None:
    """The first credit list that the firm stands on."""
    return next((one for one in listed.model.exclusions if facts.get(one.element) is True), None)
