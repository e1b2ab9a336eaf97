"""Why a change cannot be tried."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


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


class TrialMissing(Missing):
    """There is no such trial any more, or the reader may not see it."""

    code: ClassVar[str] = "benefits.trial_missing"
    zh: ClassVar[str] = "没有这次试算，或者已经过了三十天。要长期保留的，请存为记录。"
    en: ClassVar[str] = (
        "There is no such trial, or it is over thirty days old. Save what is to stay as a note."
    )


class TrialNotAllowed(Denied):
    """Only officers of the office that owns a policy try changes of it."""

    code: ClassVar[str] = "benefits.trial_not_allowed"
    zh: ClassVar[str] = "“{policy}”由牵头单位试算，您在那里没有岗位。请找牵头单位。"
    en: ClassVar[str] = (
        "Changes of “{policy}” are tried at the office that owns it, where you hold no post."
        " Ask that office."
    )


class TrialUnfinished(Conflict):
    """What is not done yet cannot be saved or taken away."""

    code: ClassVar[str] = "benefits.trial_unfinished"
    zh: ClassVar[str] = "试算还没有完成，完成后才能存记录、下载名单。"
    en: ClassVar[str] = (
        "The trial is not done; it can be saved and its firms taken away afterwards."
    )


class FilesGone(Missing):
    """The lists of firms of a trial are not kept any longer."""

    code: ClassVar[str] = "benefits.trial_files_gone"
    zh: ClassVar[str] = "这次试算的企业名单已经清理。请重新试算。"
    en: ClassVar[str] = "The lists of firms of this trial are gone. Try the change again."


class TooManyTrials(Conflict):
    """One person has so many trials under way at most."""

    code: ClassVar[str] = "benefits.too_many_trials"
    zh: ClassVar[str] = "您已有 {n} 次试算在进行，等完成一次再试。"
    en: ClassVar[str] = "You have {n} trials under way. Wait until one is done."
