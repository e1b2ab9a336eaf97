"""What others may call: subscribe, read the feed, push it."""

from yingshang.core.feed.pushing import push_due
from yingshang.core.feed.reading import Page, page_behind
from yingshang.core.feed.scope import Scope, scope_of
from yingshang.core.feed.subscribing import Wanted, end, revive, subscribe, subscription_of_token

__all__ = [
    "Page",
    "Scope",
    "Wanted",
    "end",
    "page_behind",
    "push_due",
    "revive",
    "scope_of",
    "subscribe",
    "subscription_of_token",
]
