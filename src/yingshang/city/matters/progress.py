"""How a bundle goes on: members start when what they need exists; what fails stops its followers.

Called after every step that can matter; set-based over cases and bundles. `at` is one moment for
the batch, or each bundle's own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.guards import HAS_RESULT
from yingshang.city.matters.lists import bundles_of, matters_of
from yingshang.city.matters.models import Dependency
from yingshang.city.matters.papers.issuing import advance_on_paper, papers_beside
from yingshang.city.matters.permits.following import Resulted, after_results
from yingshang.city.matters.projection import project
from yingshang.city.matters.results import Issue, issue_results, make_results
from yingshang.city.matters.standing import (
    SUCCEEDED,
    Member,
    Moments,
    latest,
    lock_bundles,
    members_of,
    moment_of,
    needs_of,
)
from yingshang.city.matters.undertakings.aftercheck.opening import Decision, open_afterchecks
from yingshang.city.matters.undertakings.following import after_ends
from yingshang.city.matters.vertical import APPLY, ISSUE, ORDER, hand_over, kind_of_matter
from yingshang.core.cases.advancing import advance, step_on
from yingshang.core.cases.judging import Judged
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Move, Moved, Standing
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.models import Case
from yingshang.core.statements import fetch, uuids

__all__ = [
    "SUCCEEDED",
    "go_on",
    "granted_rows",
    "lock_bundles",
    "refused",
    "results_beside",
    "start_members",
    "with_results",
]

FOLLOWS = "前置事项“{name}”没有办成，本事项不再办理。The service it needs was not granted."

Answer = tuple[UUID, Actor, Mapping[str, object]]
"""A case, who made its result, and what an outside system said about it."""


def go_on(bundle_ids: Collection[UUID], *, at: Moments) -> None:
    """Start what can start, tell the dates as they stand, and finish the bundles that are done."""
    if bundle_ids:
        bundles = lock_bundles(bundle_ids)
        members, promised = _start(bundle_ids, at)
        _finish(bundles, members, promised, at)


def start_members(bundle_ids: Collection[UUID], *, at: Moments) -> None:
    """Start every waiting member whose needs exist, and hand over what others must do."""
    _start(bundle_ids, at)


def _start(bundle_ids: Collection[UUID], at: Moments) -> tuple[dict[UUID, list[Member]], set[UUID]]:
    """The members as they stand afterwards, and the bundles with a running promise."""
    members = members_of(bundle_ids)
    everyone = [member for group in members.values() for member in group]
    there = {member.id for member in everyone if member.is_there}
    waiting = [member for member in everyone if member.state == "waiting"]
    needs = needs_of([member.id for member in waiting])
    ready = [m for m in waiting if all(need in there for need in needs.get(m.id, ()))]
    if ready:
        advance([Move(m.id, "start", CLOCK, moment_of(at, m.bundle_id)) for m in ready])
        members = members_of(bundle_ids)
    _hand_over_fresh(members, at)
    return members, project(bundle_ids, at=at, members=members)


def _hand_over_fresh(members: Mapping[UUID, Sequence[Member]], at: Moments) -> None:
    """What others decide or do is sent to them; most matters are nobody else's."""
    fresh = [m for group in members.values() for m in group if m.state in ("received", "ordered")]
    matters = matters_of({m.item_id for m in fresh})
    others = [m for m in fresh if kind_of_matter(matters[m.item_id]) in (APPLY, ORDER)]
    for moment, group in _by_moment(others, at).items():
        cases = Case.objects.filter(pk__in=[m.id for m in group]).select_related("item", "party")
        hand_over(cases, kinds=(APPLY, ORDER), at=moment)


def _by_moment(members: Iterable[Member], at: Moments) -> dict[datetime, list[Member]]:
    found: dict[datetime, list[Member]] = {}
    for member in members:
        found.setdefault(moment_of(at, member.bundle_id), []).append(member)
    return found


def granted_rows(moved: Sequence[Moved]) -> None:
    """The same after a batch of steps, whose results were written with them, if they are ours."""
    own, asked = _own_and_asked([
        Issue(
            row.case_id, row.place, row.parent_id, row.item_id, row.party_id, row.office_id,
            row.actor, row.at, {},
        )
        for row in moved
    ])  # fmt: skip
    _ask(asked)
    _go_on_with(own, {row.case_id: row.standing for row in moved})


def results_beside(judged: Sequence[Judged]) -> dict[UUID, dict[str, object]]:
    """Make the results that are ours; answers what each deciding step's entry says of them."""
    own, _ = _own_and_asked([
        Issue(
            row.move.case_id, row.place, row.parent_id, row.item_id, row.party_id, row.office_id,
            row.move.actor, row.move.at, {},
        )
        for row in judged
    ])  # fmt: skip
    return {pk: {"results": made} for pk, made in make_results(own).items()}


def _own_and_asked(issues: Sequence[Issue]) -> tuple[list[Issue], list[Issue]]:
    """Whose results we make, and whose the register in charge is asked for."""
    matters = matters_of({issue.item_id for issue in issues})
    kinds = {pk: kind_of_matter(matter) for pk, matter in matters.items()}
    own = [issue for issue in issues if kinds[issue.item_id] is None]
    return own, [issue for issue in issues if kinds[issue.item_id] == ISSUE]


def _ask(asked: Sequence[Issue]) -> None:
    for at in sorted({issue.at for issue in asked}):
        ids = [issue.case_id for issue in asked if issue.at == at]
        hand_over(Case.objects.filter(pk__in=ids).select_related("item", "party"), kinds=(ISSUE,),
                  at=at)  # fmt: skip


def with_results(answers: Sequence[Answer], *, at: datetime) -> None:
    """Make the results of granted cases, deliver what is delivered electronically, go on."""
    _results(_issues(answers, at))


def _results(issues: Sequence[Issue]) -> None:
    issue_results(issues)
    _go_on_with(issues, {})


def _go_on_with(issues: Sequence[Issue], held: Mapping[UUID, Standing]) -> None:
    """What follows from results that are there; `held` are cases that were just granted."""
    if not issues:
        return
    after_results(
        [Resulted(i.case_id, i.parent_id, i.place, i.party_id, i.item_id, i.at) for i in issues],
        matters_of({issue.item_id for issue in issues}),
    )
    open_afterchecks([Decision(issue.case_id, issue.at) for issue in issues])
    _deliver_electronically(issues, held)
    moments = latest((issue.parent_id, issue.at) for issue in issues)
    go_on(moments.keys(), at=moments)


def _issues(answers: Sequence[Answer], at: datetime) -> list[Issue]:
    columns = ("pk", "place", "parent_id", "item_id", "party_id", "office_id")
    rows = Case.objects.filter(pk__in=[case_id for case_id, _, _ in answers])
    found = {row[0]: row for row in rows.values_list(*columns)}
    issues = []
    for case_id, actor, body in answers:
        pk, place, parent, item, party, office = found[case_id]
        issues.append(Issue(pk, place, parent, item, party, office, actor, at, body))
    return issues


def _deliver_electronically(issues: Sequence[Issue], held: Mapping[UUID, Standing]) -> None:
    """Deliver at once where the applicant chose so, or nothing else is offered.

    A result that a register filled back may belong to an errand, which is not delivered by us.
    """
    bundles = {issue.parent_id for issue in issues if issue.parent_id}
    chosen: dict[UUID | None, str] = dict(fetch(_DELIVERIES, [uuids(bundles)]))
    matters = matters_of({issue.item_id for issue in issues})
    held = {
        i.case_id: held[i.case_id]
        for i in issues
        if i.case_id in held and matters[i.item_id].results
    }
    moves = []
    for issue in issues:
        offered = matters[issue.item_id].delivery
        wanted = chosen.get(issue.parent_id, "desk")
        is_ours = not matters[issue.item_id].executor
        if is_ours and "electronic" in offered and (wanted == "electronic" or len(offered) == 1):
            data = {"by": "electronic"}
            moves.append(Move(issue.case_id, "deliver", CLOCK, issue.at, data=data))
    said = {move.case_id: move.data for move in moves}
    known = [move for move in moves if move.case_id in held]
    step_on(
        [(held[move.case_id], move) for move in known],
        proven={HAS_RESULT.code},
        writing=lambda judged: papers_beside(judged, said),
    )
    if len(known) < len(moves):
        advance_on_paper([move for move in moves if move.case_id not in held], said=said)


_DELIVERIES = "SELECT case_id, delivery FROM matters_application WHERE case_id = ANY (%s::uuid[])"


def refused(case_ids: Sequence[UUID], *, at: Moments) -> None:
    """After refusals and other ends without result: followers end too, the rest goes on.

    A moment each stands under the case that ended.
    """
    parents = dict(
        Case.objects.filter(pk__in=case_ids, parent__isnull=False).values_list("pk", "parent_id")
    )
    moments = latest((parent, moment_of(at, case_id)) for case_id, parent in parents.items())
    after_ends(case_ids, at=max(moment_of(at, case_id) for case_id in case_ids))
    ended = list(case_ids)
    while followers := _followers(ended):
        advance([
            Move(case_id, "terminate", CLOCK, moments[parent], reason=FOLLOWS.format(name=name))
            for case_id, (name, parent) in followers.items()
        ])  # fmt: skip
        ended = list(followers)
    go_on(moments.keys(), at=moments)


def _followers(case_ids: Sequence[UUID]) -> dict[UUID, tuple[str, UUID]]:
    rows = Dependency.objects.filter(needed_id__in=case_ids, case__state="waiting")
    wanted: Iterable[tuple[UUID, str, UUID]]
    wanted = rows.values_list(  # type: ignore[assignment]  # followers are members
        "case_id", "needed__item__body__name", "case__parent_id"
    )
    return {case_id: (name, parent) for case_id, name, parent in wanted}


def _finish(
    bundles: Mapping[UUID, Standing],
    members: Mapping[UUID, Sequence[Member]],
    promised: Collection[UUID],
    at: Moments,
) -> None:
    listed = bundles_of({bundle.item_id for bundle in bundles.values()})
    matters = matters_of({m.item_id for group in members.values() for m in group})
    blocking = {
        pk: {member.matter for member in bundle.members if member.blocking}
        for pk, bundle in listed.items()
    }
    moves = []
    for bundle in bundles.values():
        group = members.get(bundle.case_id, ())
        if bundle.state != "running" or not group:
            continue
        holding = [m for m in group if matters[m.item_id].code in blocking[bundle.item_id]]
        if step := _step(group, holding, is_promised=bundle.case_id in promised):
            data = {"members": len(group)}
            moment = max(
                [moment_of(at, bundle.case_id), *(m.closed_at for m in group if m.closed_at)]
            )
            moves.append((bundle, Move(bundle.case_id, step, CLOCK, moment, data=data)))
    step_on(moves)


def _step(
    members: Sequence[Member], blocking: Sequence[Member], *, is_promised: bool
) -> str | None:
    """Finished when every member is; the promise is kept when the blocking ones have results."""
    if all(lifecycle_of(member.kind).state(member.state).is_final for member in members):
        is_whole = all(member.state in SUCCEEDED for member in members)
        return "finish" if is_whole else "finish_partly"
    is_kept = bool(blocking) and all(member.is_there for member in blocking)
    return "fulfil" if is_kept and is_promised else None
