"""What can go wrong when a firm looks, applies, or is decided upon."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing


class FirmMissing(Missing):
    """No firm of that code, or not one that this reader acts for: both answer alike."""

    code: ClassVar[str] = "benefits.firm_missing"
    zh: ClassVar[str] = "没有找到这家企业，或者您没有代它办事的授权。请核对统一社会信用代码。"
    en: ClassVar[str] = "No such firm, or you have no mandate of it. Check its credit code."


class ApplicationMissing(Missing):
    """No such application, or not this reader's to see."""

    code: ClassVar[str] = "benefits.application_missing"
    zh: ClassVar[str] = "没有找到这件惠企申请。请核对，或从申请列表进入。"
    en: ClassVar[str] = "No such application. Check it, or come from the list of applications."


class NotByApplication(Conflict):
    """The policy is not applied for: it comes of itself, or is enjoyed by declaring."""

    code: ClassVar[str] = "benefits.not_by_application"
    zh: ClassVar[str] = "“{policy}”不用申请：{way}。"
    en: ClassVar[str] = "“{policy}” is not applied for: {way}."


class NotInForce(Conflict):
    """The policy is not in force on the day."""

    code: ClassVar[str] = "benefits.not_in_force"
    zh: ClassVar[str] = "“{policy}”现在不能申请：还没有开始、已经到期或者没有按期复核。"
    en: ClassVar[str] = "“{policy}” cannot be applied for now: not begun, over, or not reviewed."


class NotDue(Conflict):
    """By the data and the firm's statements the rule says no."""

    code: ClassVar[str] = "benefits.not_due"
    zh: ClassVar[str] = (
        "按现有数据不能享受“{policy}”：{why}。数据有误的，请在“我的数据”里提出异议。"
    )
    en: ClassVar[str] = (
        "By the data, “{policy}” is not due: {why}. If they are wrong, contest them in “my facts”."
    )


class StillUnknown(Invalid):
    """The answer hangs on data that nobody has and that the firm did not state."""

    code: ClassVar[str] = "benefits.still_unknown"
    zh: ClassVar[str] = "还缺：{missing}。请先补充，再申请“{policy}”。"
    en: ClassVar[str] = "Still missing: {missing}. Supply them, then apply for “{policy}”."


class HadBefore(Conflict):
    """The firm had the policy in this period."""

    code: ClassVar[str] = "benefits.had_before"
    zh: ClassVar[str] = "本期“{policy}”已经拨付或者正在拨付，不用再申请。"
    en: ClassVar[str] = "“{policy}” was paid in this period, or is on its way; no need to apply."


class AppliedBefore(Conflict):
    """There is an application that is open or was granted."""

    code: ClassVar[str] = "benefits.applied_before"
    zh: ClassVar[str] = "本期“{policy}”已经申请过（{number}），不用重复申请。"
    en: ClassVar[str] = "“{policy}” was applied for in this period already ({number})."


class NoAmount(Conflict):
    """What would be granted has no amount that the rule can tell."""

    code: ClassVar[str] = "benefits.no_amount"
    zh: ClassVar[str] = "还算不出金额，不能同意。请先补齐数据。"
    en: ClassVar[str] = "The amount cannot be reckoned yet, so it cannot be granted."


class ReasonNeeded(Invalid):
    """Who refuses, or writes an opinion, says why."""

    code: ClassVar[str] = "benefits.reason_needed"
    zh: ClassVar[str] = "请写明理由，最多 {most} 个字。"
    en: ClassVar[str] = "Give the reason, in at most {most} characters."
