"""Reads of the exchange. Who may see which case's messages is the caller's door, not this one's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yingshang.core.exchange.models import Message


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as staff see it."""

    id: UUID
    place: str
    system: str
    direction: str
    kind: str
    key: str
    case_id: UUID | None
    in_reply_to: UUID | None
    body: dict[str, object]
    state: str
    attempts: int
    next_attempt_at: datetime | None
    last_error: str
    created_at: datetime
    sent_at: datetime | None

    @property
    def is_simulated(self) -> bool:
        """Whether the answer came from no real system."""
        return self.body.get("simulated") == "yes"


def messages_of(case_id: UUID) -> list[MessageView]:
    """All messages about a case, in the order in which they were written or came."""
    return _views(Message.objects.filter(case_id=case_id).order_by("created_at", "id"))


def dead_letters(place: str, *, limit: int = 200) -> list[MessageView]:
    """What waits for a person, latest first."""
    dead = Message.objects.filter(place=place, state=Message.State.DEAD)
    return _views(dead.order_by("-created_at", "-id")[:limit])


def _views(messages: "QuerySet[Message]") -> list[MessageView]:
    return [
        MessageView(
            m.id,
            m.place,
            m.system,
            m.direction,
            m.kind,
            m.key,
            m.case_id,
            m.in_reply_to_id,
            m.body,
            m.state,
            m.attempts,
            m.next_attempt_at,
            m.last_error,
            m.created_at,
            m.sent_at,
        )
        for m in messages
    ]
