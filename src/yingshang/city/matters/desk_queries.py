"""What an officer reads: the queue of her posts, and the steps she may take in a case now.

Scope comes from `core.access`; the number of SQL statements does not depend on the rows.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from yingshang.city.matters.desk_matters import ListedMatter, Stages, Versions, known_in
from yingshang.city.matters.lifecycle import MATTER
from yingshang.city.matters.models import Licence
from yingshang.core.access.doors import NOTHING, served_cases
from yingshang.core.access.held import posts_held
from yingshang.core.access.models import Post, Role
from yingshang.core.access.predicates import SEEING_PLACE_WIDE, SERVING_PLACE_WIDE
from yingshang.core.cases.guards import judge_sql
from yingshang.core.cases.lifecycle import Step, lifecycle_of
from yingshang.core.ids import first_id_at
from yingshang.core.models import Alert, Case, Commitment, Suspension, User
from yingshang.core.search.finding import Search, newest_ids
from yingshang.core.statements import fetch, uuids
from yingshang.core.watch.queries import lit_cases, with_light
from yingshang.ui.paging import COUNT_CAP
from yingshang.worktime.zone import SHANGHAI, local

ROLES = frozenset(Role.values)
QUEUE_STATES = (
    "todo", "mine", "waiting", "suspended", "today", "yellow", "red", "overdue", "all",
)  # fmt: skip
NEAR = timedelta(days=14)
"""Longer than any light is ahead of its date, over the longest holiday."""
URGENT_CAP = COUNT_CAP
MOST_FOUND = 2000
NOT_YET_INDEXED = timedelta(minutes=2)
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
SPANS = (timedelta(), timedelta(days=1), timedelta(days=3), timedelta(days=7), NEAR)
_WHERE = {"place": "place = ANY (%s::text[])", "office": "office_id = ANY (%s::uuid[])"}
_SPAN = """(SELECT case_id, due_at FROM core_commitment
WHERE {where} AND due_at >= %s AND due_at < %s AND met_at IS NULL AND cancelled_at IS NULL
ORDER BY due_at LIMIT {most})"""
LIGHTS: Mapping[str, int] = {"yellow": Alert.Level.YELLOW, "red": Alert.Level.RED}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a queue is narrowed to: text in number, party or title; a matter; a state.

    `matter` is a code or a part of a name.
    """

    search: str = ""
    matter: str = ""
    state: str = "todo"


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at her posts at a moment; read once a request."""

    user: User
    posts: tuple[Post, ...]
    stages: Stages
    listed: Sequence[ListedMatter]
    at: datetime


def desk_of(user: User, *, at: datetime) -> Desk:
    """The user's desk: two SQL statements."""
    posts = posts_held(user, at=at)
    known = known_in({post.office.place for post in posts})
    return Desk(user, posts, known.stages, known.current, at)


def queue_of(user: User, filters: Filters, *, at: datetime) -> QuerySet[Case]:
    """As `rows_of`, for who needs nothing else of the desk."""
    return rows_of(desk_of(user, at=at), filters)


def rows_of(desk: Desk, filters: Filters) -> QuerySet[Case]:
    """The open matters at the desk's posts, with `next_step`, `due_at` and `is_paused`; unordered.

    `todo` are those in which the next step is one of hers and no colleague has claimed the case.
    """
    rows = _open_matters(desk)
    if filters.search:
        rows = rows.filter(_has_text(desk, filters.search))
    if filters.matter:
        rows = rows.filter(item__code__in=codes_meant(desk, filters.matter))
    return _in_state(rows, filters.state, desk)


def _has_text(desk: Desk, text: str) -> Q:
    """Whether a text stands in the number or the title, which names matter and applicant.

    A rare one is found by the index of the search, but for what that has not taken in yet; a
    frequent one is looked for in the open cases themselves.
    """
    asked = Search(text, only_served=True)
    known = newest_ids(desk.user, asked, at=desk.at, most=MOST_FOUND)
    if known is None:
        # Chinese has no capitals, and folding those of every title costs ten times the comparison
        how = "contains" if text.upper() == text.lower() else "icontains"
        return Q(**{f"number__{how}": text}) | Q(**{f"title__{how}": text})
    wanted = "%" + connection.ops.prep_for_like_query(text) + "%"
    fresh = first_id_at(desk.at - NOT_YET_INDEXED)
    return Q(pk__in=RawSQL(_FOUND, [uuids(known), fresh, wanted, wanted]))  # noqa: S611 - ours


_FOUND = """SELECT unnest(%s::uuid[]) UNION ALL
SELECT fresh.id FROM core_case fresh
WHERE fresh.id >= %s AND fresh.closed_at IS NULL
    AND (fresh.number ILIKE %s OR fresh.title ILIKE %s)"""


@dataclass(frozen=True, slots=True)
class Near:
    """The cases of what falls due first; `is_cut` where more fall due in the days looked at."""

    ids: Sequence[UUID]
    is_cut: bool


class Urgent(NamedTuple):
    """A case to do among those that fall due first, with the light that it shows if any."""

    id: UUID
    due_at: datetime | None
    is_paused: bool
    light: int | None


def due_first(desk: Desk) -> Near:
    """The cases of what falls due first at the posts' offices: no earlier promise is left out.

    One SQL statement, through the indexes of running promises: a span of days after the other, so
    that of a desk with a hundred thousand promises only the next ones are read.
    """
    places, offices = _reach(desk)
    ways = {"place": sorted(places), "office": uuids(offices)}
    asked = [way for way, some in (("place", places), ("office", offices)) if some]
    if not asked:
        return Near([], is_cut=False)
    spans = list(pairwise([LONG_AGO, *(desk.at + span for span in SPANS)]))
    given = [each for span in spans for way in asked for each in (ways[way], *span)]
    found = [case_id for (case_id,) in fetch(_due_first(tuple(asked)), given)]
    return Near(list(dict.fromkeys(found)), len(found) >= URGENT_CAP)


@lru_cache(maxsize=4)
def _due_first(ways: tuple[str, ...]) -> str:
    parts = [_SPAN.format(where=_WHERE[way], most=URGENT_CAP) for way in ways]
    span = parts[0]
    if len(parts) > 1:
        both = " UNION ALL ".join(parts)
        span = f"(SELECT case_id, due_at FROM ({both}) s ORDER BY due_at LIMIT {URGENT_CAP})"  # noqa: S608
    spans = " UNION ALL ".join([span] * len(SPANS))
    return f"SELECT case_id FROM ({spans}) w LIMIT {URGENT_CAP}"  # noqa: S608 - numbers of ours


def urgent_of(desk: Desk, near: Near) -> list[Urgent]:
    """What is to do of what falls due first, in that order: one SQL statement."""
    rows = with_light(among(rows_of(desk, Filters()), near.ids)).order_by(F("due_at"), "pk")
    found = rows.values_list("pk", F("due_at"), F("is_paused"), F("light"))
    return [Urgent(*row) for row in found]


def first_due(rows: QuerySet[Case], near: Near) -> list[UUID]:
    """Those of the rows that fall due first, in that order: one SQL statement."""
    return list(among(rows, near.ids).order_by(F("due_at"), "pk").values_list("pk", flat=True))


def cases_of(desk: Desk, ids: Sequence[UUID]) -> QuerySet[Case]:
    """These cases as far as the posts have them, with `next_step`."""
    rows = served_cases(desk.user, at=desk.at).filter(pk__in=ids)
    return rows.annotate(next_step=_next_step(desk.stages))


def counts_of(desk: Desk, urgent: Sequence[Urgent]) -> dict[str, int]:
    """Of what is to do: overdue, due today, yellow, red, and not counting.

    The first four are of `urgent_of`, which may have been cut: then each is so many at least. Two
    SQL statements for the last at most, which is capped like the queue.
    """
    today = end_of_day(desk.at)
    running = [row for row in urgent if not row.is_paused and row.due_at is not None]
    late = sum(row.due_at is not None and row.due_at < desk.at for row in running)
    soon = sum(row.due_at is not None and desk.at <= row.due_at < today for row in running)
    lights = Counter(row.light for row in running)
    return {
        "overdue": late,
        "today": soon,
        "suspended": _suspended(desk),
        "yellow": lights[Alert.Level.YELLOW],
        "red": lights[Alert.Level.RED],
    }


def _suspended(desk: Desk) -> int:
    places, offices = _reach(desk)
    stopped = Suspension.objects.filter(
        Q(case__place__in=places) | Q(case__office__in=offices),
        ends_at__isnull=True,
        case__closed_at__isnull=True,
    )
    ids = list(stopped.values_list("case_id", flat=True)[: COUNT_CAP + 1])
    return rows_of(desk, Filters()).filter(pk__in=ids).count()


def among(rows: QuerySet[Case], ids: Sequence[UUID]) -> QuerySet[Case]:
    """The rows with these ids, of which there may be a thousand: each is looked up by itself."""
    return rows.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [uuids(ids)]))


def _is_of(column: str, versions: Versions) -> Q:
    """Whether a column is one of the versions."""
    found = Q(_is_one_of(column, versions.ids)) if versions.ids else NOTHING
    return ~found if versions.are_left_out else found


def _is_one_of(column: str, ids: Sequence[UUID]) -> Func:
    """Whether a column is one of many ids: one parameter, not thousands."""
    return Func(
        F(column), Value(uuids(ids)), arg_joiner=" = ANY (", template="(%(expressions)s::uuid[]))",
        output_field=BooleanField(),
    )  # fmt: skip


def _reach(desk: Desk) -> tuple[set[str], set[UUID]]:
    """The places of which the posts see every office, and the offices of the other posts."""
    wide = {post.office.place for post in desk.posts if post.role in SEEING_PLACE_WIDE}
    return wide, {post.office_id for post in desk.posts if post.office.place not in wide}


def matters_of(desk: Desk) -> list[ListedMatter]:
    """The matters that can come to the desk's posts, for the filter."""
    return [matter for matter in desk.listed if any(_comes_to(post, matter) for post in desk.posts)]


def codes_meant(desk: Desk, text: str) -> list[str]:
    """The codes of the matters that a text names: by code, by the whole name, or by a part of it.

    A code counts even where no list has it any more: its cases go on.
    """
    if any(text == matter.code for matter in desk.listed):
        return [text]
    wanted = text.casefold()
    names = {m.code: (m.name.casefold(), (m.name_en or "").casefold()) for m in desk.listed}
    whole = [code for code, both in names.items() if wanted in both]
    return whole or [text, *(code for code, both in names.items() if wanted in "\n".join(both))]


def _comes_to(post: Post, matter: ListedMatter) -> bool:
    if matter.place != post.office.place or (post.items and matter.code not in post.items):
        return False
    is_wide = post.role in (*SERVING_PLACE_WIDE, Role.SUPERVISOR)
    return is_wide or matter.office == post.office.code


def offered_steps(user: User, case: Case, *, at: datetime) -> tuple[Step, ...]:
    """The steps that the user may take in the case as it is now: one SQL statement.

    The judge of `advance` decides, so that a button that is shown works and one that would not is
    not shown.
    """
    candidates, statement, steps = _question(case.kind, case.state)
    if not candidates:
        return ()
    rows = [_batch_row(n, step, case, user, at) for n, step in enumerate(candidates)]
    judged = fetch(statement, {"rows": json.dumps(rows), "steps": steps})
    allowed = {found[0] for found in judged if found[-1] is None}
    may = [step for n, step in enumerate(candidates) if n in allowed]
    return tuple(step for step in may if not _is_idle(step, case, user))


@lru_cache(maxsize=256)
def _question(kind: str, state: str) -> tuple[tuple[Step, ...], str, str]:
    """The steps that a role may take from a state, the statement that judges them, both as JSON."""
    steps = lifecycle_of(kind).steps
    candidates = tuple(step for step in steps if state in step.sources and step.by & ROLES)
    guards = {guard.code: guard for step in candidates for guard in step.guards}
    rows = [_step_row(step, kind) for step in candidates]
    return candidates, judge_sql(guards.values()), json.dumps(rows)


def end_of_day(at: datetime) -> datetime:
    """The midnight after `at`, in the place's time."""
    day = local(at, field="at").date() + timedelta(days=1)
    return datetime.combine(day, time(), SHANGHAI)


def _open_matters(desk: Desk) -> QuerySet[Case]:
    # A case has a handful of promises. Said this way the planner finds them by their case, and is
    # not tempted by the partial index of all running ones while its statistics are young.
    running = Commitment.objects.annotate(ended_at=Coalesce("met_at", "cancelled_at")).filter(
        case=OuterRef("pk"), ended_at__isnull=True
    )
    paused = Suspension.objects.filter(case=OuterRef("pk"), ends_at__isnull=True)
    return (
        served_cases(desk.user, at=desk.at)
        .filter(kind=MATTER.kind, closed_at__isnull=True)
        .annotate(
            due_at=Subquery(running.order_by("due_at").values("due_at")[:1]),
            is_paused=Exists(paused),
            next_step=_next_step(desk.stages),
        )
    )


def _next_step(stages: Stages) -> Choose:
    """The step that brings a case on, by its state and its item's stages; empty while others act.

    A matter without an approval stage and with an adapter is decided by the outside system.
    """
    handles, reviews = _is_of("item_id", stages.handling), _is_of("item_id", stages.reviewing)
    has_result = Exists(Licence.objects.filter(case=OuterRef("pk")))
    return Choose(
        When(_is_of("item_id", stages.elsewhere), then=Value("")),
        When(state="received", then=Value("accept")),
        When(Q(state="accepted") & handles, then=Value("handle")),
        When(Q(state__in=["accepted", "handled"]) & reviews, then=Value("review")),
        When(state__in=["accepted", "handled", "reviewed"], then=Value("grant")),
        When(Q(state="granted") & has_result, then=Value("deliver")),
        default=Value(""),
        output_field=CharField(),
    )


def _in_state(rows: QuerySet[Case], state: str, desk: Desk) -> QuerySet[Case]:
    user, at = desk.user, desk.at
    unclaimed = Q(handler__isnull=True) | Q(handler=user)
    todo = unclaimed & _mine_to_do(desk.posts)
    chosen: Mapping[str, Q] = {
        "todo": todo,
        "mine": Q(handler=user),
        "waiting": ~todo,
        "suspended": Q(is_paused=True),
        "today": Q(is_paused=False, due_at__gte=at, due_at__lt=end_of_day(at)),
        "overdue": Q(is_paused=False, due_at__lt=at),
    }
    if state in LIGHTS:
        return lit_cases(rows, at_least=LIGHTS[state], at_most=LIGHTS[state])
    return rows.filter(chosen[state]) if state in chosen else rows


def _mine_to_do(posts: Sequence[Post]) -> Q:
    """Cases whose next step one of the posts may take."""
    allowed = NOTHING
    for post in posts:
        steps = [step.name for step in MATTER.steps if post.role in step.by]
        where = Q(next_step__in=steps)
        if post.role in SERVING_PLACE_WIDE:
            where &= Q(place=post.office.place)
        else:
            where &= Q(office_id=post.office_id)
        allowed |= where & Q(item__code__in=post.items) if post.items else where
    return allowed


def _is_idle(step: Step, case: Case, user: User) -> bool:
    """Whether a step would change nothing: claiming what one has, transferring what nobody has."""
    if step.takes:
        return case.handler_id == user.pk
    return step.name == "transfer" and case.handler_id is None


def _batch_row(n: int, step: Step, case: Case, user: User, at: datetime) -> dict[str, object]:
    return {
        "n": n,
        "case_id": str(case.pk),
        "step": step.name,
        "actor_kind": "user",
        "actor_id": str(user.pk),
        "at": at.isoformat(),
        "reason": step.name if step.needs_reason else "",
    }


def _step_row(step: Step, kind: str) -> dict[str, object]:
    return {
        "kind": kind,
        "step": step.name,
        "sources": sorted(step.sources),
        "roles": sorted(step.by & ROLES),
        "by": sorted(step.by - ROLES),
        "guards": [guard.code for guard in step.guards],
        "needs_reason": step.needs_reason,
        "takes": step.takes,
    }
