"""What can be wrong about an undertaking, each with the remedy."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


class UndertakingMissing(Missing):
    """No such undertaking, or not this reader's to see."""

    code: ClassVar[str] = "matters.no_such_undertaking"


class NotOffered(Invalid):
    """The matter cannot be had on such a promise, or not by this applicant."""

    code: ClassVar[str] = "matters.undertaking_not_offered"
    zh: ClassVar[str] = "“{name}”不能这样办：{reason}。请按一般程序提交材料。"
    en: ClassVar[str] = (
        "“{name}” cannot be had this way: {reason}. Hand in the documents by the normal procedure."
    )


class TextChanged(Conflict):
    """The words that were read are no longer those to be signed."""

    code: ClassVar[str] = "matters.undertaking_text_changed"
    zh: ClassVar[str] = "“{name}”的承诺书在您读过之后有改动。请重新阅读后再签。"
    en: ClassVar[str] = "The commitment for “{name}” changed after you read it. Read it again."


class NothingLacking(Invalid):
    """Conditional acceptance was asked for, and nothing that may be missing is named."""

    code: ClassVar[str] = "matters.nothing_to_put_off"
    zh: ClassVar[str] = "请至少选一份以后补交的材料；只有清单标明可容缺的材料可以后补。"
    en: ClassVar[str] = (
        "Choose at least one document to hand in later; only those that the list marks may be."
    )


class GapNotFilled(Invalid):
    """Not everything that was promised came."""

    code: ClassVar[str] = "matters.gap_not_filled"
    zh: ClassVar[str] = "还缺：{names}。请一次补齐。"
    en: ClassVar[str] = "Still missing: {names}. Hand in all of it at once."


class CreditMissing(Missing):
    """No such record, or not this reader's."""

    code: ClassVar[str] = "matters.no_such_credit_record"


class AlreadyRepaired(Conflict):
    """The record is repaired, or its repair was asked for and is being looked at."""

    code: ClassVar[str] = "matters.credit_repair_settled"
    zh: ClassVar[str] = "这条记录已经修复，或者修复申请正在办理。"
    en: ClassVar[str] = "This record is repaired, or its repair is being decided."


class NotYoursToRepair(Denied):
    """Only an approver of the office that entered it repairs a record."""

    code: ClassVar[str] = "matters.credit_not_yours"
    zh: ClassVar[str] = "信用修复由记入单位的审批人员决定，不在您的岗位范围内。"
    en: ClassVar[str] = "An approver of the office that entered the record decides its repair."
