"""What others may call: tell somebody something, and where they want to be told."""

from yingshang.core.notices.contacts import drop_contact_point, set_contact_point
from yingshang.core.notices.delivering import deliver_due
from yingshang.core.notices.inbox import mark_read
from yingshang.core.notices.telling import tell
from yingshang.core.notices.types import Recipient, Telling

__all__ = [
    "Recipient",
    "Telling",
    "deliver_due",
    "drop_contact_point",
    "mark_read",
    "set_contact_point",
    "tell",
]
