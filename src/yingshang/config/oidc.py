"""Log-in by OpenID Connect: the provider says who it is, a claim says which log-in that is.

Active only when `YINGSHANG_OIDC_ISSUER` is set. Log-ins and posts are made by the administration,
never by a claim, and staff give their second factor here too.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from typing_extensions import override

from yingshang.core.access.models import User

DEFAULT_CLAIM = "preferred_username"
Claims = Mapping[str, Any]  # the provider's JSON


class Backend(OIDCAuthenticationBackend):  # type: ignore[misc]  # the package has no types
    """Finds the log-in whose name stands in the claim `OIDC_USERNAME_CLAIM`."""

    @override
    def verify_claims(self, claims: Claims) -> bool:
        """Whether the claims name anybody at all."""
        return bool(self.get_username(claims))

    @override
    def get_username(self, claims: Claims) -> str:
        """The log-in's name, or nothing if the claim is absent or is no text."""
        name = claims.get(getattr(settings, "OIDC_USERNAME_CLAIM", DEFAULT_CLAIM))
        return name.strip().lower() if isinstance(name, str) else ""

    @override
    def filter_users_by_claims(self, claims: Claims) -> QuerySet[User]:
        """The one active log-in of that name; the demo cast never enters this way."""
        username = self.get_username(claims)
        if not username:
            return User.objects.none()
        return User.objects.filter(username=username, is_active=True, is_demo=False)

    @override
    def create_user(self, claims: Claims) -> None:
        """Nobody: an unknown name is refused, whatever the provider says."""

    @override
    def update_user(self, user: User, claims: Claims) -> User:
        """The log-in as it is: names and posts are not the provider's to change."""
        return user

    @override
    def describe_user_by_claims(self, claims: Claims) -> str:
        """For the provider's log lines, without personal data."""
        return f"the value of claim {getattr(settings, 'OIDC_USERNAME_CLAIM', DEFAULT_CLAIM)}"
