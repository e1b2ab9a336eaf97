"""What can be wrong with a run, its list, and what is said against it."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing, Unavailable


class RunMissing(Missing):
    """No such run, or not this reader's to see."""

    code: ClassVar[str] = "benefits.run_missing"
    zh: ClassVar[str] = "没有找到这个批次。请核对编号，或从批次列表进入。"
    en: ClassVar[str] = "No such run. Check the number, or come from the list of runs."


class FirmMissing(Missing):
    """The firm is not on the list of the run, or not this reader's to see."""

    code: ClassVar[str] = "benefits.firm_missing"
    zh: ClassVar[str] = "名单里没有这家企业。请核对统一社会信用代码。"
    en: ClassVar[str] = "The firm is not on this list. Check its unified social credit code."


class NotTheOffice(Denied):
    """Only officers who review at the policy's office open its runs."""

    code: ClassVar[str] = "benefits.not_the_office"
    zh: ClassVar[str] = "“{policy}”由 {office} 的审核人员发起。请转给他们。"
    en: ClassVar[str] = "Runs of “{policy}” are opened by the reviewers of {office}. Ask them."


class NeverPaid(Conflict):
    """The policy is had by declaring it, as taxes are: no money is ever paid."""

    code: ClassVar[str] = "benefits.never_paid"
    zh: ClassVar[str] = (
        "“{policy}”是申报享受、资料留存备查的政策：企业申报时直接享受，不拨付，没有批次。"
    )
    en: ClassVar[str] = (
        "“{policy}” is had by declaring it and keeping the papers; nothing is paid, so it has no"
        " run."
    )


class NobodyWaits(Conflict):
    """Nothing that was granted on application waits to be paid."""

    code: ClassVar[str] = "benefits.nobody_waits"
    zh: ClassVar[str] = "“{policy}”现在没有已同意、待拨付的申请。有申请同意后再开办。"
    en: ClassVar[str] = (
        "No granted application of “{policy}” waits to be paid. Open a run once one is granted."
    )


class OutsidePeriod(Invalid):
    """The day lies outside the days on which the benefit can be had."""

    code: ClassVar[str] = "benefits.outside_period"
    zh: ClassVar[str] = "{on} 不在“{policy}”的政策期内（{begins} 至 {ends}）。请改日期。"
    en: ClassVar[str] = (
        "{on} is not within the period of “{policy}” ({begins} to {ends}). Choose another day."
    )


class RunUnderWay(Conflict):
    """Another run of the policy and period is not far enough for the next to know what is left."""

    code: ClassVar[str] = "benefits.run_under_way"
    zh: ClassVar[str] = "同一政策、同一期间的批次 {number} 还没有拨付。请先办完或作废，再开下一批。"
    en: ClassVar[str] = (
        "Run {number} of the same policy and period is not being paid yet."
        " Finish it or declare it void before the next."
    )


class RunRepeated(Conflict):
    """The same policy was run on the same data for the same day: nobody would get anything."""

    code: ClassVar[str] = "benefits.run_repeated"
    zh: ClassVar[str] = "批次 {number} 已经按同样的数据和日期办过，结果相同，未重复开办。"
    en: ClassVar[str] = "Run {number} had the same data and day; nothing was done twice."


class NotEvaluated(Unavailable):
    """The evaluation ended otherwise than it began: its file is damaged."""

    code: ClassVar[str] = "benefits.not_evaluated"
    zh: ClassVar[str] = "数据比对的结果文件损坏，正在重新比对。请稍候。"
    en: ClassVar[str] = "The file of the evaluation is damaged; it is being made again. Wait."


class ReasonMissing(Invalid):
    """What is struck, upheld or declared void is explained in words."""

    code: ClassVar[str] = "benefits.reason_missing"
    zh: ClassVar[str] = "请写明理由，最多 {most} 字。"
    en: ClassVar[str] = "Give the reason in words, at most {most} characters."


class NotOnTheList(Conflict):
    """The firm's row is in no state from which this can be done."""

    code: ClassVar[str] = "benefits.not_on_the_list"
    zh: ClassVar[str] = "这家企业现在是“{state}”，不能这样办。请刷新后再看。"
    en: ClassVar[str] = "The firm is “{state}” now, so this cannot be done. Reload the page."


class NothingPublished(Missing):
    """No list is in public notice there."""

    code: ClassVar[str] = "benefits.nothing_published"
    zh: ClassVar[str] = "没有找到这次公示。请从公示列表进入。"
    en: ClassVar[str] = "No such public notice. Come from the list of notices."


class ObjectionsClosed(Conflict):
    """Objections are raised while the notice runs."""

    code: ClassVar[str] = "benefits.objections_closed"
    zh: ClassVar[str] = "公示期已满，不能再提异议。仍有意见的，请向 {office} 反映。"
    en: ClassVar[str] = "The notice is over and takes no more objections. Turn to {office}."


class ObjectionUnclear(Invalid):
    """An objection says about which firm, what, and who says it."""

    code: ClassVar[str] = "benefits.objection_unclear"
    zh: ClassVar[str] = "请写明理由，最多 {most} 字；没有登录的请留下姓名和电话，以便答复。"
    en: ClassVar[str] = (
        "Say why, in at most {most} characters; without a log-in leave a name and a phone number,"
        " so that you can be answered."
    )


class ReceiptWrong(Missing):
    """No objection of that number, or the code is another one."""

    code: ClassVar[str] = "benefits.no_receipt"
    zh: ClassVar[str] = "编号或查询码不对。请对照回执核对。"
    en: ClassVar[str] = "The number or the code is not right. Compare them with your receipt."


class CannotRestore(Conflict):
    """By the newest data the rule does not give the firm anything: they must be put right first."""

    code: ClassVar[str] = "benefits.cannot_restore"
    zh: ClassVar[str] = (
        "按现有数据和规则，这家企业没有应享的金额。数据有误的，请企业在“我的数据”提出异议；"
        "报送单位更正后再答复，即可列入本批；来不及的列入下一批。"
    )
    en: ClassVar[str] = (
        "By the data as they are, the rule gives the firm nothing. If they are wrong, the firm"
        " contests them under “My data”; answer once the office has put them right and it stands in"
        " this list, or else in the next instalment."
    )


class NothingToPay(Conflict):
    """Every firm was struck, excluded or waived."""

    code: ClassVar[str] = "benefits.nothing_to_pay"
    zh: ClassVar[str] = "名单里没有应付的企业，不能送财政复核。请作废这一批。"
    en: ClassVar[str] = "Nobody on the list is due anything. Declare the run void."


class RuleLost(Unavailable):
    """The rule that a run was decided by is not kept any more."""

    code: ClassVar[str] = "benefits.rule_lost"
    zh: ClassVar[str] = "批次所用规则（{hash}）的文件缺失或已改动，不能复算。请从备份恢复。"
    en: ClassVar[str] = (
        "The file of the rule that the run was decided by ({hash}) is missing or was changed."
        " Restore it from the backup."
    )
