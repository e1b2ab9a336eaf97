"""What of the feed a subscriber may see: kinds of subjects, offices, and whether their content."""

from dataclasses import dataclass
from uuid import UUID

from yingshang.core.feed.models import Subscription


@dataclass(frozen=True, slots=True)
class Scope:
    """Empty `kinds` or `offices` mean all. An office's scope is that of the cases it has now."""

    place: str
    kinds: tuple[str, ...] = ()
    offices: tuple[UUID, ...] = ()
    with_content: bool = False


def scope_of(subscription: Subscription) -> Scope:
    """The scope of a subscription."""
    return Scope(
        subscription.place,
        tuple(subscription.kinds),
        tuple(subscription.offices),
        subscription.with_content,
    )
