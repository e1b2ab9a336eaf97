"""Saved filters of the queue: a user's own, kept as the query of the address."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.tools.errors import WrongFilter
from yingshang.city.matters.tools.models import SavedFilter
from yingshang.core.access.models import User

MOST = 20
NAME_LENGTH, QUERY_LENGTH = 30, 300
KEPT = ("search", "matter", "state", "sort")
"""What of the address is kept: neither the page nor anything that is no filter."""


def save_filter(user: User, name: str, query: str, *, at: datetime) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it. Errors: `WrongFilter`.

    No entry: what a user looks for is nobody's act on a case.
    """
    name, kept = name.strip(), cleaned(query)
    if not 0 < len(name) <= NAME_LENGTH or not kept or len(kept) > QUERY_LENGTH:
        raise WrongFilter(field="name", most=MOST)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        others = SavedFilter.objects.filter(user=user).exclude(name=name)
        if others.count() >= MOST:
            raise WrongFilter(field="name", most=MOST)
        saved, _ = SavedFilter.objects.update_or_create(
            user=user, name=name, defaults={"query": kept, "made_at": at}
        )
    return saved


def forget_filter(user: User, filter_id: UUID) -> None:
    """Drop a filter; one that is not hers, or gone, changes nothing."""
    SavedFilter.objects.filter(user=user, pk=filter_id).delete()


def filters_of(user: User) -> list[SavedFilter]:
    """The user's filters by name: one SQL statement."""
    return list(SavedFilter.objects.filter(user=user).order_by("name"))


def cleaned(query: str) -> str:
    """The part of an address's query that is a filter, in one order."""
    given = dict(parse_qsl(query[:2000], max_num_fields=50))
    return urlencode([(name, given[name]) for name in KEPT if given.get(name)])
