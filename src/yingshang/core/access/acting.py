"""Whether a user may act for a party: as the person itself, or by a running mandate."""

from datetime import datetime

from django.db.models import QuerySet

from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.parties import queries
from yingshang.core.parties.models import Party


def may_act_for(
    user: Reader, party: Party, *, item_code: str, at: datetime, bundle_code: str = ""
) -> bool:
    """Whether `user` may act for `party` in a service; a mandate for the bundle covers it.

    For a step on an open case `advance` asks the same by `predicates`; this is for what comes
    before there is a case.
    """
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return False
    return user.person_id == party.pk or queries.holds_mandate(
        user.person_id, party.pk, item_code=item_code, bundle_code=bundle_code, at=at
    )


def clients_of(user: Reader, *, at: datetime) -> QuerySet[Party]:
    """The parties a user may act for by mandate in at least one service, by name."""
    if not isinstance(user, User) or not user.is_active or user.person is None:
        return Party.objects.none()
    return queries.principals_of(user.person, at=at)
