"""The in-app inbox: what somebody may read, and what they have read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from yingshang.core.notices.models import Notice
from yingshang.core.notices.rendering import Data, render, whole_data
from yingshang.core.notices.types import Letter

# A log-in reads what is addressed to it, to its person, and to whom its person may act for. A
# mandate with a scope opens only the cases of the services (or bundles) that it names.
_READABLE = """
(
    n.recipient_id = u.id
    OR n.recipient_id = u.person_id
    OR EXISTS (
        SELECT 1 FROM core_mandate m
        WHERE m.holder_id = u.person_id AND m.principal_id = n.recipient_id
          AND m.revoked_at IS NULL AND m.valid_from <= %(at)s
          AND (m.valid_until IS NULL OR m.valid_until > %(at)s)
          AND (cardinality(m.scope) = 0 OR EXISTS (
                SELECT 1 FROM core_case c JOIN core_item i ON i.id = c.item_id
                LEFT JOIN core_case bundle ON bundle.id = c.parent_id
                LEFT JOIN core_item bi ON bi.id = bundle.item_id
                WHERE c.id = n.subject_id
                  AND (i.code = ANY (m.scope) OR bi.code = ANY (m.scope))))))
"""
_WANTED = """
SELECT u.id, u.person_id FROM core_user u WHERE u.id = %(user)s AND u.is_active
"""
_RECIPIENTS = """
SELECT u.id FROM u UNION SELECT u.person_id FROM u
UNION SELECT m.principal_id FROM core_mandate m JOIN u ON m.holder_id = u.person_id
"""
_IDS = f"""
WITH u AS ({_WANTED}), wanted AS ({_RECIPIENTS})
SELECT n.id FROM u, core_notice n
WHERE n.recipient_id IN (SELECT id FROM wanted) AND {_READABLE}
"""  # noqa: S608 - constants of this module
_PAGE = _IDS + " ORDER BY n.created_at DESC, n.id DESC LIMIT %(limit)s OFFSET %(offset)s"
_COUNT = f"SELECT count(*) FROM ({_IDS} AND n.read_at IS NULL) unread"  # noqa: S608 - constants
_MARK = f"""
UPDATE core_notice SET read_at = %(at)s
WHERE read_at IS NULL AND id IN ({_IDS} AND n.id = ANY (%(letters)s))
"""  # noqa: S608 - constants of this module


def inbox_of(
    ids: Sequence[UUID], *, language: str, limit: int = 50, offset: int = 0
) -> list[Letter]:
    """The letters to any of these parties or log-ins, latest first.

    The caller knows that the reader may act for them all without limits; see `inbox_for`.
    """
    found = Notice.objects.filter(recipient_id__in=ids).order_by("-created_at", "-id")
    return _letters(found[offset : offset + limit], language)


def inbox_for(
    user_id: UUID, *, at: datetime, language: str, limit: int = 50, offset: int = 0
) -> list[Letter]:
    """The letters that a log-in may read at `at`, latest first, with those of its mandates."""
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, {"user": user_id, "at": at, "limit": limit, "offset": offset})
        ids = [row[0] for row in cursor.fetchall()]
    return _letters(Notice.objects.filter(id__in=ids).order_by("-created_at", "-id"), language)


def unread_count(user_id: UUID, *, at: datetime) -> int:
    """How many of them nobody has opened."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"user": user_id, "at": at})
        return int(cursor.fetchone()[0])


def mark_read(letter_ids: Sequence[UUID], *, user_id: UUID, at: datetime) -> int:
    """Mark letters read that the log-in may read; answers how many were unread.

    A letter to an enterprise is read once for all who act for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"user": user_id, "at": at, "letters": list(letter_ids)})
        return int(cursor.rowcount)


def _letters(notices: Iterable[Notice], language: str) -> list[Letter]:
    notices = list(notices)
    said = whole_data(notices)
    return [_letter(notice, said[notice.pk], language) for notice in notices]


def _letter(notice: Notice, data: Data, language: str) -> Letter:
    title, text = render(notice.template, data, language)
    return Letter(
        notice.id,
        notice.created_at,
        notice.template,
        title,
        text,
        notice.subject_kind,
        notice.subject_id,
        notice.read_at is not None,
    )
