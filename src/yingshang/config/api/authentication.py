"""Who may call: a bearer token, or the session of the pages with its CSRF token."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf
from typing_extensions import override

from yingshang.core.access.decorators import is_verified, may_enter
from yingshang.core.access.models import User
from yingshang.core.access.posts import has_post
from yingshang.core.access.tokens import user_of_token
from yingshang.errors import Denied, Invalid

MOST_BYTES = 60 * 1024 * 1024
"""More than any upload may have; what is larger is refused before it is read."""


class SignInNeeded(Denied):
    """Nobody is known to call, or the token is unknown, ended or revoked. Answered as 401."""

    code: ClassVar[str] = "api.sign_in_needed"
    zh: ClassVar[str] = "请先登录，或带上有效的令牌（Authorization: Bearer …）。"
    en: ClassVar[str] = "Sign in first, or send a valid token (Authorization: Bearer …)."


class CsrfTokenNeeded(Denied):
    """A session's unsafe request came without the token of the pages."""

    code: ClassVar[str] = "api.csrf_token_needed"
    zh: ClassVar[str] = "用会话调用须带 X-CSRFToken 请求头。请刷新页面后再试，或改用令牌。"
    en: ClassVar[str] = "A call by session needs the header X-CSRFToken. Reload, or use a token."


class SecondFactorNeeded(Denied):
    """A session of staff has given only the password."""

    code: ClassVar[str] = "api.second_factor_needed"
    zh: ClassVar[str] = "工作人员须先完成动态口令验证。请在登录页输入六位口令。"
    en: ClassVar[str] = "Staff must give the second factor first. Enter the six digits at log-in."


class BodyTooLarge(Invalid):
    """A request of more bytes than anything here takes. Answered as 413."""

    code: ClassVar[str] = "api.body_too_large"
    zh: ClassVar[str] = "请求太大。JSON 最多 2 MiB，文件最多 50 MiB。请分批发送或压缩文件。"
    en: ClassVar[str] = (
        "The request is too large: JSON may have 2 MiB, a file 50 MiB. Send it in parts."
    )


class Bearer(HttpBearer):
    """`Authorization: Bearer ys_…`. Errors: `SignInNeeded` for a token that is not valid."""

    @override
    def authenticate(self, request: HttpRequest, token: str) -> User:
        _refuse_huge(request)
        user = user_of_token(token.strip(), at=timezone.now())
        if user is None or not may_enter(user):
            raise SignInNeeded
        return user


class Session(APIKeyCookie):
    """The cookie of the pages. Errors: `CsrfTokenNeeded`; `SecondFactorNeeded`."""

    param_name = settings.SESSION_COOKIE_NAME

    @override
    def __call__(self, request: HttpRequest) -> User | None:
        _refuse_huge(request)
        user = request.user
        if not isinstance(user, User) or not may_enter(user):
            return None
        if check_csrf(request) is not None:
            raise CsrfTokenNeeded
        if not is_verified(user) and has_post(user, at=timezone.now()):
            raise SecondFactorNeeded
        return user

    @override
    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """Not used: the session's user is the pages' own."""
        return self(request)


def _refuse_huge(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length[:12]) > MOST_BYTES:
        raise BodyTooLarge
