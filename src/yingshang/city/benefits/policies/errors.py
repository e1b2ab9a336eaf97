"""What can go wrong with a policy, beyond its list."""

from typing import ClassVar

from yingshang.errors import Missing, Unavailable


class NoSuchPolicy(Missing):
    """The place's lists have no policy of that code."""

    code: ClassVar[str] = "benefits.no_such_policy"
    zh: ClassVar[str] = "没有政策“{policy}”。已有的政策：{known}。"
    en: ClassVar[str] = "There is no policy “{policy}”. Known are: {known}."


class RuleNotKept(Unavailable):
    """A rule of that hash was never kept here: what was decided by it cannot be reckoned anew."""

    code: ClassVar[str] = "benefits.rule_not_kept"
    zh: ClassVar[str] = "没有保存散列值为 {hash} 的规则，无法重新计算。请从备份中取回规则文件。"
    en: ClassVar[str] = (
        "No rule with the hash {hash} was kept, so nothing can be reckoned by it."
        " Fetch the rule file from a backup."
    )
