"""What a caller hands to the ledger: one act, and who did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user, the platform's own clock, or an outside system."""

    kind: str
    id: UUID

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A named part of the platform, such as the clock; its id follows from its name."""
        return cls("system", uuid5(NAMESPACE_URL, f"urn:yingshang:system:{name}"))

    @classmethod
    def exchange(cls, system: str) -> "Actor":
        """An outside system that answers through `exchange`."""
        return cls("exchange", uuid5(NAMESPACE_URL, f"urn:yingshang:exchange:{system}"))

    @classmethod
    def user(cls, user_id: UUID) -> "Actor":
        """A log-in."""
        return cls("user", user_id)


CLOCK = Actor.system("clock")


class Act(NamedTuple):
    """One act on one subject. `data` holds strings, integers, lists and objects only.

    A named tuple, since batches make them by the ten thousand: a frozen dataclass takes thrice as
    long to make.
    """

    place: str
    subject_kind: str
    subject_id: UUID
    actor: Actor
    at: datetime
    action: str
    data: Mapping[str, object] = NOTHING
    on_behalf_of: UUID | None = None
