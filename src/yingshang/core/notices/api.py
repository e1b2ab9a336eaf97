"""The inbox by API."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from yingshang.core.access.api import caller
from yingshang.core.notices.inbox import inbox_for, mark_read, unread_count
from yingshang.core.notices.schemas import Inbox, InboxPaging, LetterOut, MarkedRead, ReadLetters
from yingshang.core.schemas import gives, language

router = Router(tags=["inbox"])


@router.get("/inbox", response=gives(Inbox), operation_id="list_inbox", summary="My inbox 我的消息")
def inbox(request: HttpRequest, paging: Query[InboxPaging]) -> Inbox:
    """Letters to the caller and to those the caller may act for, latest first.

    `after` counts letters: a page is that many away from the newest.
    """
    user, at = caller(request), timezone.now()
    found = inbox_for(
        user.pk, at=at, language=language(), limit=paging.limit + 1, offset=paging.after
    )
    return Inbox(
        items=[LetterOut.of(letter) for letter in found[: paging.limit]],
        next=paging.after + paging.limit if len(found) > paging.limit else None,
        unread=unread_count(user.pk, at=at),
    )


@router.post(
    "/inbox/read",
    response=gives(MarkedRead),
    operation_id="mark_letters_read",
    summary="Mark letters as read 标为已读",
)
def read(request: HttpRequest, body: ReadLetters) -> MarkedRead:
    """Letters of others are left as they are, as if they did not exist."""
    user = caller(request)
    return MarkedRead(marked=mark_read(body.ids, user_id=user.pk, at=timezone.now()))
