"""How a bundle goes on: members start when what they need exists; what fails stops its followers.

Called after every step that can matter; set-based over cases and bundles.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from yingshang.city.matters.lists import bundle_of, parsed_matter
from yingshang.city.matters.models import Application, Dependency, Licence
from yingshang.city.matters.papers.issuing import papers_of_steps
from yingshang.city.matters.projection import project
from yingshang.city.matters.results import Issue, issue_results
from yingshang.city.matters.vertical import APPLY, ISSUE, ORDER, hand_over, kind_of_message
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.models import Case

SUCCEEDED = frozenset({"granted", "delivered", "done"})
FOLLOWS = "前置事项“{name}”没有办成，本事项不再办理。The service it needs was not granted."


def lock_bundles(case_ids: Collection[UUID]) -> None:
    """Hold the bundles of these cases until the transaction ends, before any member is locked.

    Members of one bundle that move at the same time wait for each other here: each then sees what
    the other brought about, so that no start and no finish is missed, and none is done twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_BUNDLES, [list(case_ids)])


_LOCK_BUNDLES = """
SELECT count(*) FROM (
    SELECT 1 FROM core_case
    WHERE id IN (SELECT CASE kind WHEN 'bundle' THEN id ELSE parent_id END
                 FROM core_case WHERE id = ANY (%s::uuid[]))
    ORDER BY id FOR UPDATE) AS held"""


class Standing(NamedTuple):
    """How a member stands: `granted` alone is no result while the register has not answered."""

    kind: str
    state: str
    code: str
    has_result: bool


def start_members(bundle_ids: Collection[UUID], *, at: datetime) -> None:
    """Start every waiting member whose needs exist, and hand over what others must do."""
    waiting = Case.objects.filter(parent_id__in=bundle_ids, state="waiting")
    blocked = Dependency.objects.filter(case__in=waiting).exclude(
        needed__state__in=SUCCEEDED, needed__licences__isnull=False
    )
    ready = list(waiting.exclude(pk__in=blocked.values("case_id")).values_list("pk", flat=True))
    if ready:
        advance([Move(case_id, "start", CLOCK, at) for case_id in ready])
    fresh = Case.objects.filter(parent_id__in=bundle_ids, state__in=["received", "ordered"])
    hand_over(fresh.select_related("item", "party"), kinds=(APPLY, ORDER), at=at)
    project(bundle_ids, at=at)


def granted(case_ids: Sequence[UUID], *, at: datetime, actor: Actor) -> None:
    """After decisions at our desk: results are made here, or asked of the register in charge."""
    cases = list(_cases(case_ids))
    hand_over(cases, kinds=(ISSUE,), at=at)
    own = [case for case in cases if kind_of_message(case) is None]
    with_results([(case.pk, actor, {}) for case in own], at=at)


def with_results(
    answers: Sequence[tuple[UUID, Actor, Mapping[str, object]]], *, at: datetime
) -> None:
    """Make the results of granted cases, deliver what is delivered electronically, go on."""
    if not answers:
        return
    cases = {case.pk: case for case in _cases([case_id for case_id, _, _ in answers])}
    issue_results([Issue(cases[pk], actor, body) for pk, actor, body in answers], at=at)
    deliver_electronically(cases.values(), at=at)
    go_on(_parents(cases.values()), at=at)


def deliver_electronically(cases: Iterable[Case], *, at: datetime) -> None:
    """Deliver at once where the applicant chose so, or nothing else is offered."""
    decided = [case for case in cases if case.kind == "matter" and case.state == "granted"]
    rows = Application.objects.filter(case_id__in=_parents(decided))
    chosen: dict[UUID | None, str] = dict(rows.values_list("case_id", "delivery"))
    moves = []
    for case in decided:
        offered = parsed_matter(case.item).delivery
        wanted = chosen.get(case.parent_id, "desk")
        if "electronic" in offered and (wanted == "electronic" or len(offered) == 1):
            moves.append(Move(case.pk, "deliver", CLOCK, at, data={"by": "electronic"}))
    if moves:
        said = {move.case_id: move.data for move in moves}
        papers_of_steps(advance(moves).moved, actor=CLOCK, at=at, said=said)


def refused(case_ids: Sequence[UUID], *, at: datetime) -> None:
    """After refusals and other ends without result: followers end too, the rest goes on."""
    parents = _parents(_cases(case_ids))
    followers = list(_followers(case_ids))
    while followers:
        advance([
            Move(case_id, "terminate", CLOCK, at, reason=FOLLOWS.format(name=name))
            for case_id, name in followers
        ])  # fmt: skip
        followers = list(_followers([case_id for case_id, _ in followers]))
    go_on(parents, at=at)


def go_on(bundle_ids: Collection[UUID], *, at: datetime) -> None:
    """Start what can start, and finish the bundles that are done."""
    if bundle_ids:
        lock_bundles(bundle_ids)
        start_members(bundle_ids, at=at)
        _finish(bundle_ids, at)


def _followers(case_ids: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    rows = Dependency.objects.filter(needed_id__in=case_ids, case__state="waiting")
    return dict(rows.values_list("case_id", "needed__item__body__name")).items()


def _finish(bundle_ids: Collection[UUID], at: datetime) -> None:
    bundles = Case.objects.filter(pk__in=bundle_ids, state="running").select_related("item")
    members: dict[UUID, list[Standing]] = {}
    result = Exists(Licence.objects.filter(case=OuterRef("pk")))
    rows = Case.objects.filter(parent__in=bundles).annotate(has_result=result)
    for parent, kind, state, code, has_result in rows.values_list(
        "parent_id", "kind", "state", "item__code", "has_result"
    ):
        members.setdefault(parent, []).append(Standing(kind, state, code, has_result))
    moves = [
        Move(bundle.pk, step, CLOCK, at, data={"members": len(members[bundle.pk])})
        for bundle in bundles
        if bundle.pk in members and (step := _step(bundle, members[bundle.pk]))
    ]
    if moves:
        advance(moves)


def _step(bundle: Case, members: Sequence[Standing]) -> str | None:
    """Finished when every member is; the promise is kept when the blocking ones have results."""
    if all(lifecycle_of(member.kind).state(member.state).is_final for member in members):
        is_whole = all(member.state in SUCCEEDED for member in members)
        return "finish" if is_whole else "finish_partly"
    listed = bundle_of(bundle.item)
    blocking = {member.matter for member in listed.members if member.blocking}
    ready = [m.state in SUCCEEDED and m.has_result for m in members if m.code in blocking]
    promised = bundle.commitments.filter(met_at__isnull=True, cancelled_at__isnull=True)
    return "fulfil" if ready and all(ready) and promised.exists() else None


def _cases(case_ids: Sequence[UUID]) -> Iterable[Case]:
    return Case.objects.filter(pk__in=case_ids).select_related("item", "party", "office")


def _parents(cases: Iterable[Case]) -> set[UUID]:
    return {case.parent_id for case in cases if case.parent_id is not None}
