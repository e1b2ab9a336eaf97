"""Why money does not move."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing, Unavailable


class NoBudget(Missing):
    """The fund has no budget for the period."""

    code: ClassVar[str] = "benefits.no_budget"
    zh: ClassVar[str] = "资金“{fund}”没有 {period} 的预算。请财政先录入预算，再预留。"
    en: ClassVar[str] = (
        "The fund “{fund}” has no budget for {period}. Enter the budget first, then reserve."
    )


class KeepsAReserve(Conflict):
    """The fund has no budget that somebody enters: its snapshots say what it may spend."""

    code: ClassVar[str] = "benefits.keeps_a_reserve"
    zh: ClassVar[str] = (
        "“{fund}”按备付规则控制，不录入预算。请报送最新的基金结余（fund_reserves）。"
    )
    en: ClassVar[str] = (
        "The fund “{fund}” keeps a reserve and takes no budget. Deliver what it holds"
        " (dataset fund_reserves)."
    )


class NoFund(Invalid):
    """The policy names no fund, so nothing is paid by it."""

    code: ClassVar[str] = "benefits.no_fund"
    zh: ClassVar[str] = "政策“{policy}”没有写资金来源，不产生拨付。请在清单中补写 fund。"
    en: ClassVar[str] = "The policy “{policy}” names no fund, so it pays nothing. List its fund."


class BudgetShort(Conflict):
    """What is available does not cover all payments of the run; none is reserved.

    *Units*: fen in `needed_fen`, `available_fen`, `lacking_fen`; yuan in the sentence.
    """

    code: ClassVar[str] = "benefits.budget_short"
    zh: ClassVar[str] = (
        "资金“{fund}”可用 {available} 元，本次需要 {needed} 元，还差 {lacking} 元，一笔也没有预留。"
        "请追加预算，或等在途资金退回后再试。"
    )
    en: ClassVar[str] = (
        "The fund “{fund}” has {available} yuan available, {needed} yuan are needed, {lacking} yuan"
        " lack; nothing was reserved. Add to the budget, or wait until money comes back."
    )


class ReserveUnknown(Unavailable):
    """No snapshot says what the fund holds and spends."""

    code: ClassVar[str] = "benefits.reserve_unknown"
    zh: ClassVar[str] = (
        "没有“{fund}”在 {on} 或之前的结余数据（数据集 fund_reserves），不能判断备付月数。请先报送。"
    )
    en: ClassVar[str] = (
        "Nothing says what the fund “{fund}” held on {on} (dataset fund_reserves), so its reserve"
        " cannot be judged. Deliver it first."
    )


class PaidBefore(Conflict):
    """Firms of the run have a payment for the same policy, period and instalment."""

    code: ClassVar[str] = "benefits.paid_before"
    zh: ClassVar[str] = (
        "{count} 家企业（如 {firm}）本期本次已有拨付，同一政策、期间、批次只付一次，没有预留。"
        "请在名单中剔除，或按补差另开一次。"
    )
    en: ClassVar[str] = (
        "{count} firms ({firm}, …) have a payment of this policy, period and instalment; each is"
        " paid once, and nothing was reserved. Strike them, or run a top-up."
    )


class NotReserved(Conflict):
    """The run has nothing reserved that could be released."""

    code: ClassVar[str] = "benefits.not_reserved"
    zh: ClassVar[str] = "这次发放没有已预留的拨付。请先做财政复核（预留）。"
    en: ClassVar[str] = "The run has no reserved payment. Do the finance check (reserve) first."


class NotReleased(Conflict):
    """The run has nothing released, or not all signatures."""

    code: ClassVar[str] = "benefits.not_released"
    zh: ClassVar[str] = "没有已批准的拨付：已签 {signed} 人，需要 {needed} 人。请先完成批准。"
    en: ClassVar[str] = (
        "No payment is released: {signed} of {needed} persons have signed. Complete the release."
    )


class NotAPayer(Denied):
    """Who moves money holds a paying post at the paying office."""

    code: ClassVar[str] = "benefits.not_a_payer"
    zh: ClassVar[str] = "这一步由拨付单位的拨付岗办理。您没有这个岗位。"
    en: ClassVar[str] = "This takes a paying post at the office that pays; you hold none."


class ReviewedBySame(Denied):
    """Who reviewed the run does not pay it."""

    code: ClassVar[str] = "benefits.reviewed_by_same"
    zh: ClassVar[str] = "这份名单是您审核的，拨付须由别人批准。"
    en: ClassVar[str] = "You reviewed this list; somebody else must release the money."


class SignedBefore(Denied):
    """Each signature is another person's."""

    code: ClassVar[str] = "benefits.signed_before"
    zh: ClassVar[str] = "您已经签批过这次拨付，下一次签批须由另一人作出。"
    en: ClassVar[str] = "You have signed this release; the next signature is another person's."


class WrongState(Conflict):
    """A payment is not in a state in which this can be done."""

    code: ClassVar[str] = "benefits.payment_state"
    zh: ClassVar[str] = "{firm} 的拨付现为“{state}”，不能{step}。请刷新后再看。"
    en: ClassVar[str] = "The payment of {firm} is “{state}”; it cannot be {step_en}. Reload it."


class PaymentMissing(Missing):
    """No such payment, or not this reader's to see."""

    code: ClassVar[str] = "benefits.payment_missing"
    zh: ClassVar[str] = "没有找到这笔拨付。"
    en: ClassVar[str] = "There is no such payment."


class NoAccount(Conflict):
    """Firms to be paid have no account that the bank could pay to."""

    code: ClassVar[str] = "benefits.no_account"
    zh: ClassVar[str] = (
        "{count} 家企业（如 {firm}）没有收款账户，文件没有生成。请补报收款账户数据集，或逐家更正。"
    )
    en: ClassVar[str] = (
        "{count} firms ({firm}, …) have no account to be paid to, so no file was made. Deliver the"
        " dataset payee_accounts again, or mend their accounts."
    )


class BadAccount(Invalid):
    """An account number is 8 to 32 digits; holder and bank are named."""

    code: ClassVar[str] = "benefits.bad_account"
    zh: ClassVar[str] = "请填写户名、开户行和 8 至 32 位数字的账号。"
    en: ClassVar[str] = "Give the holder, the bank, and an account number of 8 to 32 digits."


class BadAmount(Invalid):
    """An amount is more than nothing and at most what it is taken from. *Units*: yuan."""

    code: ClassVar[str] = "benefits.bad_amount"
    zh: ClassVar[str] = "金额须大于零且不超过 {most} 元。"
    en: ClassVar[str] = "The amount is above zero and at most {most} yuan."


class ReasonNeeded(Invalid):
    """Moving money another way than planned is explained."""

    code: ClassVar[str] = "benefits.payment_reason_needed"
    zh: ClassVar[str] = "请写明理由（1 至 {most} 字）。"
    en: ClassVar[str] = "Say why, in 1 to {most} characters."
