"""Answers: the cases that a reader may see and asked for, newest first, a page at a time.

No count is made of anything. Statements: two for what the reader may see, three for the answer, and
those of the door; one more for a whole number. A rare false hit of the index (the parts of a word
stand apart in the text) costs another round.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.expressions import RawSQL
from psycopg.errors import QueryCanceled

from yingshang.core.access.doors import served_cases, visible_cases
from yingshang.core.access.posts import Reader
from yingshang.core.cases.models import Case
from yingshang.core.search import scope
from yingshang.core.search.asked import Asked, asked
from yingshang.core.search.asking import all_of, lexeme
from yingshang.core.search.ladder import rungs
from yingshang.core.search.models import SearchCursor
from yingshang.core.search.words import plain
from yingshang.errors import Unavailable

PER_PAGE = 50
MOST_ROUNDS = 8
PATIENCE_MS = 2000


class TooBroad(Unavailable):
    """The words are so common, and so seldom together, that the answer takes too long."""

    code: ClassVar[str] = "search.too_broad"
    zh: ClassVar[str] = "查询范围太大，未能及时得出结果。请多输入几个字，或选定事项、单位后再查。"
    en: ClassVar[str] = (
        "The search is too broad to be answered in time. Type more, or choose a service or office."
    )


@dataclass(frozen=True, slots=True)
class Search:
    """A question: the text as typed, a service's code, an office, and where the last page ended.

    `only_served` asks for the cases of the reader's posts and none of her own.
    """

    text: str = ""
    item: str = ""
    office_id: UUID | None = None
    after: int | None = None
    only_served: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of cases with item (but its body), office and party.

    `next` is the `after` of the page that follows, None at the end.
    """

    cases: list[Case]
    next: int | None


def find(user: Reader, search: Search, *, at: datetime, limit: int = PER_PAGE) -> Found:
    """The newest `limit` cases that match and that the reader may see. Errors: `TooBroad`."""
    question = asked(search.text)
    cases = _door(user, search, at).select_related("item", "office", "party").defer("item__body")
    exact = _of_number(cases, question) if search.after is None else []
    condition = condition_of(user, search, at=at)
    if condition is None:
        return Found(exact, None)
    kept, after = list(exact), _beginning(search)
    for _round in range(MOST_ROUNDS):
        hits = _hits(condition, after, limit + 1)
        rows = cases.filter(pk__in=[case_id for case_id, _ in hits]) if hits else ()
        by_id = {case.pk: case for case in rows if _stands(case, question) and case not in exact}
        for case_id, position in hits:
            if case_id in by_id:
                if len(kept) == limit:
                    return Found(kept, after)
                kept.append(by_id[case_id])
            after = position
        if len(hits) <= limit:
            return Found(kept, None)
    return Found(kept, after)


def rows_of(user: Reader, search: Search, *, at: datetime) -> QuerySet[Case]:
    """Everything that `find` would give page by page, unordered and unsliced: for exports."""
    condition = condition_of(user, replace(search, after=None), at=at)
    cases = _door(user, search, at)
    if condition is None:
        return cases.none()
    inside = "SELECT case_id FROM core_searchrow WHERE tokens @@ %s::tsquery"
    rows = cases.filter(pk__in=RawSQL(inside, [condition]))  # noqa: S611  # the condition is quoted by `asking`
    for word in asked(search.text).words:
        rows = rows.filter(Q(title__icontains=word) | Q(party__name__icontains=word))
    return rows


def newest_ids(user: Reader, search: Search, *, at: datetime, most: int) -> list[UUID] | None:
    """Everything that the index has for the question; None where that is more than `most`.

    None too where the question is too broad, or names nothing that the index could look for. The
    door has still to judge them, and the index is some seconds behind. Four SQL statements.
    """
    condition = condition_of(user, search, at=at)
    if condition is None:
        return None
    try:
        hits = _hits(condition, _beginning(search), most + 1)
    except TooBroad:
        return None
    return [case_id for case_id, _ in hits] if len(hits) <= most else None


def condition_of(user: Reader, search: Search, *, at: datetime) -> str | None:
    """The whole question as a tsquery; None where nothing can be found or nothing was asked."""
    seen = scope.seen_by(user, at=at, only_served=search.only_served)
    wanted = [asked(search.text).condition]
    if search.item:
        wanted.append(lexeme(scope.item(search.item)))
    if search.office_id:
        wanted.append(lexeme(scope.office(search.office_id)))
    return all_of([*wanted, seen]) if seen and any(wanted) else None


def _door(user: Reader, search: Search, at: datetime) -> QuerySet[Case]:
    door: Callable[..., QuerySet[Case]] = served_cases if search.only_served else visible_cases
    cases = door(user, at=at)
    if search.item:
        cases = cases.filter(item__code=search.item)
    return cases.filter(office_id=search.office_id) if search.office_id else cases


def _of_number(cases: QuerySet[Case], question: Asked) -> list[Case]:
    return list(cases.filter(number=question.number)) if question.number else []


def _stands(case: Case, question: Asked) -> bool:
    """Whether every longer word stands in the case's texts in one piece."""
    text = plain(f"{case.title}\n{case.party.name}\n{case.number}")
    return all(word in text for word in question.words)


def _beginning(search: Search) -> int:
    """The log place before which to look: that of the page before, or the end of all logs."""
    if search.after is not None:
        return max(search.after, 0)
    last: int | None = SearchCursor.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _hits(condition: str, below: int, limit: int) -> Sequence[tuple[UUID, int]]:
    """The next hits before a place of the log, newest first: two SQL statements.

    The windows stand in one statement; the server goes to the next only when the one before has not
    filled the page, as long as it does not share the work out to several processes.
    """
    windows = list(rungs(below))
    if not windows:
        return []
    parameters: list[str | int] = []
    for rung in windows:
        parameters += [all_of([condition, rung.blocks]), rung.least, rung.below, limit]
    joined = " UNION ALL ".join([_WINDOW] * len(windows))
    statement = f"SELECT case_id, position FROM ({joined}) AS windows LIMIT %s"  # noqa: S608  # ours
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ALONE, [str(PATIENCE_MS)])
            cursor.execute(statement, [*parameters, limit])
            return [(case_id, position) for case_id, position in cursor.fetchall()]
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroad from error
        raise


_WINDOW = """(SELECT case_id, position FROM core_searchrow
WHERE tokens @@ %s::tsquery AND position >= %s AND position < %s
ORDER BY position DESC LIMIT %s)"""
_ALONE = """SELECT set_config('max_parallel_workers_per_gather', '0', true),
    set_config('statement_timeout', %s, true)"""
