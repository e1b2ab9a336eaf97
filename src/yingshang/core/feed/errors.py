"""What can go wrong between the feed and its subscribers."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing


class NoSuchSubscription(Missing):
    """No such subscription, or one of another place."""

    code: ClassVar[str] = "feed.no_such_subscription"
    zh: ClassVar[str] = "没有这个订阅。"
    en: ClassVar[str] = "There is no such subscription."


class NotDead(Conflict):
    """Only a subscription that was given up can be taken up again."""

    code: ClassVar[str] = "feed.not_dead"
    zh: ClassVar[str] = "这个订阅没有停止推送，不必恢复。"
    en: ClassVar[str] = "This subscription was not given up; there is nothing to revive."


class WrongUrl(Invalid):
    """A webhook needs an https address; http only in demo mode."""

    code: ClassVar[str] = "feed.wrong_url"
    zh: ClassVar[str] = "推送地址须为 https://（演示模式下可用 http://）。"
    en: ClassVar[str] = "A webhook's address begins with https:// (http:// only in demo mode)."


class WrongTerm(Invalid):
    """A subscription runs for 1 to 1,100 days."""

    code: ClassVar[str] = "feed.wrong_term"
    zh: ClassVar[str] = "订阅有效期为 1 到 {most} 天。"
    en: ClassVar[str] = "A subscription runs for 1 to {most} days."


class UnknownOffice(Invalid):
    """A scope names an office that the place does not have."""

    code: ClassVar[str] = "feed.unknown_office"
    zh: ClassVar[str] = "没有单位“{office}”。"
    en: ClassVar[str] = "There is no office “{office}”."
