"""Who is calling: the reader of a request, and what the API says about them."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from yingshang.core.access.acting import clients_of
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.access.schemas import Me
from yingshang.core.schemas import MOST_ROWS, gives

router = Router(tags=["me"])


def caller(request: HttpRequest) -> User:
    """The log-in that the request was authenticated as; every secured operation has one."""
    user = getattr(request, "auth", None)
    if not isinstance(user, User):
        raise TypeError("an operation without authentication has no caller")
    return user


@router.get("/me", response=gives(Me), operation_id="get_me", summary="Who is calling 我是谁")
def me(request: HttpRequest) -> Me:
    """The log-in with its running posts and the first 200 parties it may act for by mandate."""
    user, at = caller(request), timezone.now()
    return Me.of(user, list(posts_of(user, at=at)), list(clients_of(user, at=at)[:MOST_ROWS]))
