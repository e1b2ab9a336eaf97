"""Reads of documents by whoever has passed a door already."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from yingshang.core.documents.models import Document
from yingshang.core.documents.validity import local_day
from yingshang.core.parties.models import Party


def held_by(party: Party, kinds: Collection[str], *, at: datetime) -> list[Document]:
    """The party's clean documents of these kinds that hold at `at`, the newest first.

    What stands here is not asked for again; using it in another case needs consent.
    """
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=local_day(at))
    return list(
        Document.objects.filter(
            holds, owner=party, kind__in=kinds, scan=Document.Scan.CLEAN
        ).select_related("blob").order_by("-given_at", "-pk")
    )  # fmt: skip
