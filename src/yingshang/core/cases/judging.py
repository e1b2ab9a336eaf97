"""A batch of moves judged over locked rows: what may go on, and why the rest is refused."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from yingshang.core.access.models import Role
from yingshang.core.cases.guards import GROUNDS, MANY, Ground, judge_sql
from yingshang.core.cases.lifecycle import Guard, Lifecycle, Step, lifecycle_of, lifecycles
from yingshang.core.cases.types import Move, Refusal
from yingshang.core.copying import json_text
from yingshang.core.statements import fetch
from yingshang.errors import Kind, Sentence


class Judged(NamedTuple):
    """A row of the batch beside its locked case."""

    move: Move
    place: str
    kind: str
    state: str
    version: int
    party_id: UUID
    office_id: UUID
    item_id: UUID
    parent_id: UUID | None
    number: str
    title: str
    step: Step

    @property
    def target(self) -> str:
        """The state after the step."""
        return self.step.target or self.state


def judge(moves: Sequence[Move], first: int) -> tuple[list[Judged], list[Refusal]]:
    """Who may move and who is refused; `first` is the row number of `moves[0]` in its batch.

    One SQL statement, on a snapshot taken after the rows were locked.
    """
    kinds = tuple(lifecycle.kind for lifecycle in lifecycles())
    names, is_many = frozenset(move.step for move in moves), len(moves) >= MANY
    guards, statement, steps = _question(names, kinds, is_many=is_many)
    found = fetch(statement, {"rows": _rows_json(moves), "steps": steps})
    judged: list[Judged] = []
    refused: list[Refusal] = []
    seen: set[UUID] = set()
    for n, place, kind, state, version, *rest, handler, refusal in found:
        move = moves[n]
        code = "cases.twice" if move.case_id in seen else refusal
        seen.add(move.case_id)
        step = lifecycle_of(kind).step(move.step) if code is None else None
        if step is None:
            facts = {"kind": kind, "state": state, "version": version, "handler": handler}
            refused.append(_refusal(n + first, move, str(code), guards, facts))
            continue
        party, office, item, parent, number, title = rest
        judged.append(
            Judged(
                move, place, kind, state, version, party, office, item, parent, number, title, step
            )
        )  # fmt: skip
    return judged, refused


@lru_cache(maxsize=512)
def _question(
    names: frozenset[str], kinds: tuple[str, ...], *, is_many: bool
) -> tuple[Mapping[str, Guard], str, str]:
    """The guards of the steps so named, the statement that judges them, and the steps as JSON.

    Lifecycles are registered at start and never change; making the question anew takes longer
    than asking it about one case.
    """
    known = [lifecycle_of(kind) for kind in kinds]
    steps = [
        (lifecycle, step) for lifecycle in known for step in lifecycle.steps if step.name in names
    ]
    guards = {guard.code: guard for _, step in steps for guard in step.guards}
    return guards, judge_sql(guards.values(), is_many=is_many), _steps_json(steps)


def _rows_json(moves: Sequence[Move]) -> str:
    rows = []
    for n, m in enumerate(moves):
        row: dict[str, object] = {
            "n": n,
            "case_id": m.case_id,
            "step": m.step,
            "actor_kind": m.actor.kind,
            "actor_id": m.actor.id,
            "at": m.at,
        }
        if m.reason:
            row["reason"] = m.reason
        if m.expected_version is not None:
            row["version"] = m.expected_version
        if m.data:
            row["data"] = dict(m.data)
        rows.append(row)
    return json_text(rows)


def _steps_json(steps: Sequence[tuple[Lifecycle, Step]]) -> str:
    roles = set(Role.values)
    return json_text(
        [
            {
                "kind": lifecycle.kind,
                "step": step.name,
                "sources": sorted(step.sources),
                "roles": sorted(step.by & roles),
                "by": sorted(step.by - roles),
                "guards": [guard.code for guard in step.guards],
                "needs_reason": step.needs_reason,
                "takes": step.takes,
                **({"needs": [datum.name for datum in step.needs]} if step.needs else {}),
            }
            for lifecycle, step in steps
        ]
    )


def _needs(step: Step) -> Sentence:
    zh = "、".join(datum.zh for datum in step.needs)
    return Sentence(zh, ", ".join(datum.en for datum in step.needs))


def _refusal(
    row: int, move: Move, code: str, guards: Mapping[str, Guard], facts: Mapping[str, object]
) -> Refusal:
    ground = GROUNDS.get(code) or Ground(Kind.INVALID, guards[code].zh, guards[code].en)
    lifecycle = lifecycle_of(str(facts["kind"])) if facts["kind"] else None
    step = lifecycle.step(move.step) if lifecycle else None
    state = lifecycle.state(str(facts["state"])) if lifecycle else None
    data: dict[str, object] = {
        "step": Sentence(step.zh, step.en) if step else move.step,
        "state": Sentence(state.zh, state.en) if state else "",
        "version": facts["version"],
        "handler": facts["handler"] or "",
        "needs": _needs(step) if step else "",
    }
    return Refusal(row, move.case_id, code, ground.kind, Sentence(ground.zh, ground.en, data))
