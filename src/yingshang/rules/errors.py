"""What a caller of the rules engine may be told: one family, each sentence with its remedy."""

from typing import ClassVar

from yingshang.errors import Invalid


class RulesError(Invalid):
    """A model, a decision or a value that cannot be worked with."""

    code: ClassVar[str] = "rules.invalid"


class NoSuchDecision(RulesError):
    """The model has no decision, service or function of that name."""

    code: ClassVar[str] = "rules.no_such_decision"
    zh: ClassVar[str] = "模型中没有“{name}”；可用的有：{known}。"
    en: ClassVar[str] = "The model has no “{name}”; it has {known}."


class TooMuchWork(RulesError):
    """An evaluation took more steps than it may."""

    code: ClassVar[str] = "rules.too_much_work"
    zh: ClassVar[str] = "计算超过 {limit} 步而停止；请检查循环，或提高上限。"
    en: ClassVar[str] = "Stopped after {limit} steps; look at the loops, or raise the limit."


class NoSuchInput(RulesError):
    """Something was given that the model does not know."""

    code: ClassVar[str] = "rules.no_such_input"
    zh: ClassVar[str] = "模型中没有输入“{name}”；可用的有：{known}。"
    en: ClassVar[str] = "The model has no input “{name}”; it has {known}."


class AnotherModel(RulesError):
    """The model is not the one to which a decision was pinned."""

    code: ClassVar[str] = "rules.another_model"
    zh: ClassVar[str] = "规则文件已变：摘要应为 {expected}，实为 {found}。请取当时的文件。"
    en: ClassVar[str] = (
        "The rules are not the same: their hash is {found}, not {expected}. Use the file of then."
    )


class ResultTooLarge(RulesError):
    """A value with more parts than are written out."""

    code: ClassVar[str] = "rules.result_too_large"
    zh: ClassVar[str] = "结果含有超过 {limit} 个值，不能写出；请在规则中先汇总或取其一部分。"
    en: ClassVar[str] = (
        "The result holds more than {limit} values and is not written out; "
        "let the rule sum it up or take a part."
    )
