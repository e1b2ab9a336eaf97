"""The feed by API, for subscribers with a token of their own; no log-in of the pages opens it."""

from typing import Annotated, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from ninja.security import HttpBearer
from pydantic import Field
from typing_extensions import override

from yingshang.core.feed.models import Subscription
from yingshang.core.feed.reading import MOST_ITEMS, page_behind
from yingshang.core.feed.scope import scope_of
from yingshang.core.feed.services import subscription_of_token
from yingshang.core.feed.signing import HEADER, signature_header
from yingshang.core.schemas import Shape, gives
from yingshang.errors import Denied

MOST_POSITION = 2**63 - 1


class NoFeed(Denied):
    """No valid token of a subscription was sent. Answered as 401."""

    code: ClassVar[str] = "feed.none_for_you"
    zh: ClassVar[str] = "没有有效的订阅令牌（Authorization: Bearer yf_…）。请向平台管理员申请。"
    en: ClassVar[str] = (
        "No valid token of a subscription (Authorization: Bearer yf_…). Ask for one."
    )


class Subscriber(HttpBearer):
    """`Authorization: Bearer yf_…`. Errors: `NoFeed`."""

    @override
    def __call__(self, request: HttpRequest) -> Subscription | None:
        if not request.headers.get("Authorization"):
            raise NoFeed
        found: Subscription | None = super().__call__(request)
        return found

    @override
    def authenticate(self, request: HttpRequest, token: str) -> Subscription:
        found = subscription_of_token(token.strip(), at=timezone.now())
        if found is None:
            raise NoFeed
        return found


router = Router(tags=["feed"], auth=Subscriber())


class Cursor(Shape):
    """From where, and how many at most."""

    after: Annotated[int, Field(ge=0, le=MOST_POSITION)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS)] = 200


class FeedItem(Shape):
    """One entry. `hash` is its commitment, which stands at `position` of the place's log.

    `case`, `office` and `item` where the subject is a case; `data` if the subscription has
    content; `lost: 1` and nothing else but position and hash for an entry lost in a restore.
    """

    position: int
    id: str | None = None
    at: str | None = None
    recorded_at: str | None = None
    kind: str | None = None
    subject: str | None = None
    action: str | None = None
    hash: str
    case: str | None = None
    office: str | None = None
    item: str | None = None
    data: dict[str, object] | None = None
    lost: int | None = None


class FeedPage(Shape):
    """What is behind `after`; go on with `next`. At `next` = `head` nothing more is sealed yet."""

    type: str = Field(examples=["yingshang.feed"])
    v: int
    place: str
    after: int
    next: int
    head: int
    items: list[FeedItem]


@router.get(
    "/feed", response=gives(FeedPage), operation_id="read_feed", summary="Change feed 变更流"
)
def feed(request: HttpRequest, asked: Query[Cursor]) -> HttpResponse:
    """The entries behind a position of the place's sealed log, in order, as far as in scope.

    Nothing is lost under concurrent writers, and any position can be asked for again. The exact
    bytes are signed with the log's key: header `Yingshang-Signature`, see docs/how-to/change-feed.
    """
    subscription: Subscription = request.auth  # type: ignore[attr-defined]  # set by the router's auth
    text = page_behind(asked.after, scope_of(subscription), limit=asked.limit).text()
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response[HEADER] = signature_header(subscription.place, text)
    response["Cache-Control"] = "no-store"
    return response
