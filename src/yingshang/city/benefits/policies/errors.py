"""What can go wrong with a policy, beyond its list."""

from typing import ClassVar

from yingshang.errors import Missing


class NoSuchPolicy(Missing):
    """The place's lists have no policy of that code."""

    code: ClassVar[str] = "benefits.no_such_policy"
    zh: ClassVar[str] = "没有政策“{policy}”。已有的政策：{known}。"
    en: ClassVar[str] = "There is no policy “{policy}”. Known are: {known}."
