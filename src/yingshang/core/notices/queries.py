"""What others may read: inboxes and how full they are."""

from yingshang.core.notices.inbox import inbox_for, inbox_of, unread_count
from yingshang.core.notices.types import Letter

__all__ = ["Letter", "inbox_for", "inbox_of", "unread_count"]
