"""The refusals every step shares, and the one SQL statement that judges a batch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yingshang.core.access.predicates import (
    ACTS_FOR_THE_PARTY,
    IS_THEIR_OWN,
    serves_the_case,
)
from yingshang.core.cases.lifecycle import Guard
from yingshang.errors import Kind


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a row is refused."""

    kind: Kind
    zh: str
    en: str


GROUNDS = {
    "cases.missing": Ground(
        Kind.MISSING, "没有找到这个办件。请核对编号。", "No such case. Check the number."
    ),
    "cases.twice": Ground(
        Kind.INVALID,
        "同一批里同一办件出现了两次；请分两批提交。",
        "The same case stands twice in this batch; send the second step in a batch of its own.",
    ),
    "cases.no_such_step": Ground(
        Kind.INVALID, "这类办件没有“{step}”这一步。", "This kind of case has no step “{step}”."
    ),
    "cases.moved_on": Ground(
        Kind.CONFLICT,
        "办件在您打开之后已有变化，现在是“{state}”（第 {version} 版）。请刷新后再办。",
        "The case changed after you opened it: it is now “{state}” (version {version})."
        " Reload and decide anew.",
    ),
    "cases.wrong_state": Ground(
        Kind.CONFLICT,
        "办件现在是“{state}”，不能“{step}”。请刷新后再办。",
        "The case is now “{state}”; “{step}” cannot be done from there. Reload it.",
    ),
    "cases.not_yours": Ground(
        Kind.DENIED,
        "“{step}”不在您的岗位或授权范围内。请转给有权限的同事。",
        "“{step}” is not within your post or mandate. Pass it to a colleague who may.",
    ),
    "cases.own": Ground(
        Kind.DENIED,
        "您是这个办件的当事人或者其代理人，依法应当回避。请转给同事办理“{step}”。",
        "You are the party of this case or act for it, and must stand back."
        " Leave “{step}” to a colleague.",
    ),
    "cases.reason_needed": Ground(
        Kind.INVALID, "“{step}”须写明理由。", "“{step}” needs a reason in words."
    ),
    "cases.datum_needed": Ground(
        Kind.INVALID, "“{step}”须写明：{needs}。", "“{step}” needs: {needs}."
    ),
    "cases.taken": Ground(
        Kind.CONFLICT,
        "这个办件已由 {handler} 签收。需要时请先转办。",
        "The case was taken by {handler}. Have it transferred first.",
    ),
}

MANY = 50
"""From so many rows on, what several rows share is looked up once for all of them."""

BATCH = """json_to_recordset(%(rows)s::json) AS b(n integer, case_id uuid, version integer,
    step text, actor_kind text, actor_id uuid, at timestamptz, reason text, data jsonb)"""
STEPS = """json_to_recordset(%(steps)s::json) AS t(kind text, step text, sources text[],
    roles text[], by text[], guards text[], needs_reason boolean, takes boolean, needs text[])"""


def _during(alias: str, predicate: str) -> str:
    """A predicate about an actor and a case at a moment, asked about a whole span of time."""
    named = re.sub(r"\b[bc]\.", f"{alias}.", predicate)
    spans = (("<= {}.at", "<= {}.first_at"), ("> {}.at", "> {}.last_at"))
    for one, all_of in spans:
        named = named.replace(one.format(alias), all_of.format(alias))
    return named


_JUDGE = f"""
SELECT b.n, c.place, c.kind, c.state, c.version, c.party_id, c.office_id, c.item_id, c.parent_id,
    c.number, c.title, h.display_name,
    CASE
        WHEN c.id IS NULL THEN 'cases.missing'
        WHEN t.step IS NULL THEN 'cases.no_such_step'
        WHEN b.version IS NOT NULL AND b.version <> c.version THEN 'cases.moved_on'
        WHEN NOT c.state = ANY (t.sources) THEN 'cases.wrong_state'
        WHEN NOT (
            (b.actor_kind <> 'user' AND b.actor_kind = ANY (t.by))
            OR (b.actor_kind = 'user' AND t.roles <> '{{}}' AND {serves_the_case("t.roles")})
            OR (b.actor_kind = 'user' AND 'applicant' = ANY (t.by) AND {ACTS_FOR_THE_PARTY})
        ) THEN 'cases.not_yours'
        WHEN b.actor_kind = 'user' AND NOT 'applicant' = ANY (t.by) AND {IS_THEIR_OWN}
            THEN 'cases.own'
        WHEN t.takes AND c.handler_id IS NOT NULL AND c.handler_id <> b.actor_id THEN 'cases.taken'
        WHEN t.needs_reason AND coalesce(b.reason, '') = '' THEN 'cases.reason_needed'
        WHEN t.needs IS NOT NULL AND b.actor_kind = 'user' AND EXISTS (
            SELECT 1 FROM unnest(t.needs) AS needed(name)
            WHERE coalesce(b.data ->> needed.name, '') IN ('', '[]')) THEN 'cases.datum_needed'
        -- guards
    END AS refusal
FROM {BATCH}
LEFT JOIN core_case c ON c.id = b.case_id
LEFT JOIN core_item i ON i.id = c.item_id
LEFT JOIN core_user h ON h.id = c.handler_id
LEFT JOIN {STEPS} ON t.kind = c.kind AND t.step = b.step
ORDER BY b.n"""  # noqa: S608 - made of constants of this package


# What rows of a large batch share: the items' lists, read out once; which actors are persons at
# all; who serves which cases during all of the batch. Where the last says no, the rule itself is
# asked about the row's own moment.
_SHARED = f"""
WITH b AS MATERIALIZED (SELECT * FROM {BATCH}),
c AS MATERIALIZED (SELECT k.* FROM core_case k WHERE k.id IN (SELECT case_id FROM b)),
i AS MATERIALIZED (SELECT k.id, k.code, k.body || '{{}}' AS body FROM core_item k
    WHERE k.id IN (SELECT item_id FROM c)),
persons AS MATERIALIZED (SELECT u.id FROM core_user u
    WHERE u.person_id IS NOT NULL AND u.id IN (SELECT actor_id FROM b)),
pairs AS MATERIALIZED (SELECT b.actor_id, b.step, c.kind, c.place, c.office_id, c.item_id,
        min(b.at) AS first_at, max(b.at) AS last_at
    FROM b JOIN c ON c.id = b.case_id WHERE b.actor_kind = 'user' GROUP BY 1, 2, 3, 4, 5, 6),
served AS MATERIALIZED (SELECT g.actor_id, g.step, g.kind, g.place, g.office_id, g.item_id
    FROM pairs g JOIN i ON i.id = g.item_id
    JOIN {STEPS} ON t.kind = g.kind AND t.step = g.step
    WHERE t.roles <> '{{}}' AND {_during("g", serves_the_case("t.roles"))})
"""  # noqa: S608 - made of constants of this package
_SHARING = {
    serves_the_case("t.roles"): f"(s.actor_id IS NOT NULL OR {serves_the_case('t.roles')})",
    IS_THEIR_OWN: f"p.id IS NOT NULL AND {IS_THEIR_OWN}",
    BATCH: "b",
    "LEFT JOIN core_case c ON": "LEFT JOIN c ON",
    "LEFT JOIN core_item i ON": "LEFT JOIN i ON",
    "ORDER BY b.n": """LEFT JOIN persons p ON p.id = b.actor_id
LEFT JOIN served s ON (s.actor_id, s.step, s.kind, s.place, s.office_id, s.item_id)
    = (b.actor_id, b.step, c.kind, c.place, c.office_id, c.item_id)
ORDER BY b.n""",
}
"""What the statement about a few rows says, and what stands there for many."""


def judge_sql(guards: Iterable[Guard], *, is_many: bool = False) -> str:
    """The judging statement with the predicates of exactly these guards; two ways, one answer."""
    cases = [
        f"WHEN '{guard.code}' = ANY (t.guards) AND ({guard.predicate}) IS NOT TRUE"
        f" THEN '{guard.code}'"
        for guard in guards
    ]
    judge = _JUDGE.replace("-- guards", "\n        ".join(cases))
    return _sharing(judge) if is_many else judge


def _sharing(judge: str) -> str:
    """The same statement over what its rows share."""
    for one_by_one, shared in _SHARING.items():
        judge = judge.replace(one_by_one, shared)
    return _SHARED + judge
