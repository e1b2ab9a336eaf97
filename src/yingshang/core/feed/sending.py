"""One page to one address: a POST that follows no redirect and ends by itself."""

from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from typing_extensions import override

from yingshang.core.feed.signing import HEADER
from yingshang.errors import Unavailable

TIMEOUT_SECONDS = 10


class NotDelivered(Unavailable):
    """The subscriber did not take the page."""

    code = "feed.not_delivered"
    zh = "订阅方没有接收：{reason}。"
    en = "The subscriber did not take the page: {reason}."


class _Nowhere(HTTPRedirectHandler):
    """What moved elsewhere is not followed: an address is changed by a person."""

    @override
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """No second request."""
        return None


_opener = build_opener(_Nowhere)


def send_page(url: str, text: bytes, *, signature: str, subscription: str, position: int) -> None:
    """POST the page; 2xx means that it was taken. Errors: `NotDelivered`.

    `position` names the page for the receiver: it is the same at every attempt.
    """
    request = Request(  # noqa: S310 - the scheme was checked when the address was entered
        url,
        data=text,
        method="POST",
        headers={
            "Content-Type": "application/json",
            HEADER: signature,
            "Yingshang-Subscription": subscription,
            "Yingshang-After": str(position),
            "User-Agent": "yingshang",
        },
    )
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            status = int(answer.status)
    except HTTPError as error:
        error.close()
        raise NotDelivered(reason=f"HTTP {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NotDelivered(reason=f"{type(error).__name__}: {error}"[:200]) from error
    if not 200 <= status < 300:
        raise NotDelivered(reason=f"HTTP {status}")
