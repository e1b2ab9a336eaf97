"""Why a change cannot be tried."""

from typing import ClassVar

from yingshang.errors import Invalid, Missing


class NothingChanged(Invalid):
    """Neither a parameter nor the rule is another one."""

    code: ClassVar[str] = "benefits.nothing_changed"
    zh: ClassVar[str] = (
        "没有改动：参数与现行的一样，也没有给另一份规则。请改一个参数，或者给一份规则文件。"
    )
    en: ClassVar[str] = (
        "Nothing is changed: the parameters are those in force and no other rule was given."
        " Change a parameter or give a rule file."
    )


class NoSuchParameter(Invalid):
    """The policy has no parameter of that name."""

    code: ClassVar[str] = "benefits.no_such_parameter"
    zh: ClassVar[str] = "“{policy}”没有参数“{name}”。可以改的参数：{known}。"
    en: ClassVar[str] = "“{policy}” has no parameter “{name}”. Those that can be changed: {known}."


class ValueUnfit(Invalid):
    """A parameter was given a value that the rule cannot take."""

    code: ClassVar[str] = "benefits.value_unfit"
    zh: ClassVar[str] = "参数“{name}”不能是“{value}”，应为：{expected}。请改后再试。"
    en: ClassVar[str] = "The parameter “{name}” cannot be “{value}”; give {expected}."


class RuleUnfit(Invalid):
    """A second rule cannot stand in for the policy's own."""

    code: ClassVar[str] = "benefits.rule_unfit"
    zh: ClassVar[str] = "规则文件 {file} 不能用于“{policy}”：{why}。"
    en: ClassVar[str] = "The rule file {file} cannot stand in for “{policy}”: {why_en}."


class NoteMissing(Missing):
    """There is no such note, or the reader may not see it."""

    code: ClassVar[str] = "benefits.note_missing"
    zh: ClassVar[str] = "没有这份试算记录。"
    en: ClassVar[str] = "There is no such note."
