"""The index of cases, and how far behind the ledger it is."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from typing_extensions import override

from yingshang.core.cases.models import Case


class SearchRow(models.Model):
    """A case as it is searched: its lexemes, and its place in the order of opening.

    `position` is the index of the entry `case.open` in the place's log, so that newest first needs
    no clock and the same ledger gives the same index. The lexemes hold the scope too (office,
    place, party, kind, item): what a reader may not see is never even counted.
    """

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="search", db_constraint=False
    )
    place = models.CharField(max_length=6)
    position = models.BigIntegerField()
    tokens = SearchVectorField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # new rows wait in a list that every search reads through: it is kept short
            GinIndex(fields=["tokens"], name="search_tokens", gin_pending_list_limit=1024),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.position}"


class SearchCursor(models.Model):
    """The last index of a place's log whose entry the search has taken in; -1 before the first."""

    place = models.CharField(primary_key=True, max_length=6)
    position = models.BigIntegerField(default=-1)

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.position}"
