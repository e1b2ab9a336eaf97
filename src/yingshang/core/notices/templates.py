"""The texts of all notices, by code, in Chinese and English.

Data by name: `number` and `title` of the case, `office`, `due` (a date as it is to be read),
`reason`, `what`. A text may use only what its caller always has.
"""

from dataclasses import dataclass
from functools import cached_property
from string import Formatter


@dataclass(frozen=True)
class Template:
    """A heading and a text in both languages, as `str.format` patterns."""

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str

    @cached_property
    def needs(self) -> frozenset[str]:
        """The names of the data that the four patterns use."""
        patterns = (self.title_zh, self.title_en, self.text_zh, self.text_en)
        return frozenset(
            name for pattern in patterns for _, name, _, _ in Formatter().parse(pattern) if name
        )


TEMPLATES = {
    "case_received": Template(
        "已收件：{title}",
        "Received: {title}",
        "{office}已收到您的“{title}”申请，办件编号 {number}。",
        "{office} has received your application “{title}”, case number {number}.",
    ),
    "case_accepted": Template(
        "已受理：{title}",
        "Accepted: {title}",
        "{office}已受理您的“{title}”（{number}），承诺于 {due} 前办结。",
        "{office} has accepted “{title}” ({number}) and promises a decision by {due}.",
    ),
    "correction_asked": Template(
        "请补正材料：{title}",
        "Please correct: {title}",
        "{office}请您补正“{title}”（{number}）：{what}。",
        "{office} asks you to correct “{title}” ({number}): {what}.",
    ),
    "case_granted": Template(
        "准予：{title}",
        "Granted: {title}",
        "{office}已对“{title}”（{number}）作出准予决定。",
        "{office} has granted “{title}” ({number}).",
    ),
    "case_refused": Template(
        "不予：{title}",
        "Refused: {title}",
        "{office}对“{title}”（{number}）作出不予决定，理由：{reason}。救济途径见决定书。",
        "{office} has refused “{title}” ({number}). Reason: {reason}. "
        "The decision says how to object.",
    ),
    "case_delivered": Template(
        "结果已送达：{title}",
        "Delivered: {title}",
        "“{title}”（{number}）的办理结果已由{office}送达。",
        "{office} has delivered the result of “{title}” ({number}).",
    ),
    "not_accepted": Template(
        "不予受理：{title}",
        "Not accepted: {title}",
        "{office}对“{title}”（{number}）不予受理，理由：{reason}。",
        "{office} does not accept “{title}” ({number}). Reason: {reason}.",
    ),
    "not_within_permits": Template(
        "不属许可范围：{title}",
        "No permit needed: {title}",
        "{office}告知：“{title}”（{number}）依法不需要取得行政许可，理由：{reason}。",
        "{office} tells you that “{title}” ({number}) needs no permit by law. Reason: {reason}.",
    ),
    "wrong_office": Template(
        "不属本机关职权：{title}",
        "Another office is in charge: {title}",
        "{office}对“{title}”（{number}）不予受理：不属本机关职权，{reason}。",
        "{office} does not accept “{title}” ({number}): another office is in charge. {reason}.",
    ),
    "supplement_asked": Template(
        "请补充材料：{title}",
        "Please supply: {title}",
        "{office}审查“{title}”（{number}）时请您补充：{what}。办理期限照常计算。",
        "{office} examines “{title}” ({number}) and asks for: {what}. The time limit goes on.",
    ),
    "suspension_over": Template(
        "特别程序已超过告知的时间：{title}",
        "A special procedure takes longer than announced: {title}",
        "“{title}”（{number}）的特别程序应于 {due} 前结束，请恢复计时或者说明原因。",
        "The special procedure of “{title}” ({number}) was to end by {due}. Resume the clock.",
    ),
    "permit_told": Template(
        "领照后还要办：{title}",
        "Needed after the business licence: {title}",
        "您登记的经营范围涉及“{title}”（{number}），由{office}监管：{what}。"
        "请确认，并承诺取得许可前不从事该项经营；如不从事，也请告知。",
        "Your registered scope touches “{title}” ({number}), watched over by {office}: {what}. "
        "Please confirm and promise not to trade in it before the permit, or say that you do not.",
    ),
    "pre_reviewed": Template(
        "预审意见：{title}",
        "Review before handing in: {title}",
        "{office}对您正在填写的“{title}”的预审意见：{what}",
        "{office} has looked at your draft “{title}”: {what}",
    ),
    "permit_claimed": Template(
        "已认领：{title}",
        "Claimed: {title}",
        "{office}已认领“{title}”（{number}），会就办证给予指导。",
        "{office} has taken on “{title}” ({number}) and will advise you on the permit.",
    ),
    "permit_flagged": Template(
        "无证经营风险提示：{title}",
        "Risk of trading without a permit: {title}",
        "{office}提示：“{title}”（{number}）还没有取得许可，{reason}。取得前请勿经营。",
        "{office} warns: “{title}” ({number}) has no permit yet. {reason}. Do not trade before it.",
    ),
    "deemed_accepted": Template(
        "视为受理：{title}",
        "Deemed accepted: {title}",
        "{office}逾期未告知补正内容，“{title}”（{number}）自收到之日起视为受理，"
        "应于 {due} 前办结。",
        "{office} asked for no correction in time: “{title}” ({number}) counts as accepted on the "
        "day of receipt and is due by {due}.",
    ),
    "due_soon": Template(
        "即将到期：{title}",
        "Due soon: {title}",
        "“{title}”（{number}）须于 {due} 前办结，请及时处理。",
        "“{title}” ({number}) is due by {due}. Please handle it in time.",
    ),
    "red_light": Template(
        "红灯：{title}",
        "Red light: {title}",
        "“{title}”（{number}）须于 {due} 前办结，时间已经不多。请督促承办人，或改派。",
        "“{title}” ({number}) is due by {due} and little time is left. "
        "Urge the officer, or reassign it.",
    ),
    "opinion_asked": Template(
        "请会办：{title}",
        "Opinion wanted: {title}",
        "{office}请您单位对“{title}”提出会办意见（{number}），请于 {due} 前答复。",
        "{office} asks your office for an opinion on “{title}” ({number}) by {due}.",
    ),
    "opinion_given": Template(
        "会办意见已答复：{title}",
        "Opinion given: {title}",
        "{office}已对“{title}”（{number}）答复会办意见。",
        "{office} has given its opinion on “{title}” ({number}).",
    ),
    "authorisation_asked": Template(
        "请确认授权：{title}",
        "Confirm an authorisation: {title}",
        "{what}提交了“{title}”的授权书，请在“授权书”里确认或拒绝。",
        "{what} has handed in an authorisation of “{title}”. Confirm or refuse it.",
    ),
    "overdue": Template(
        "已逾期：{title}",
        "Overdue: {title}",
        "“{title}”（{number}）应于 {due} 前办结，现已逾期。",
        "“{title}” ({number}) was due by {due} and is overdue.",
    ),
    "extended": Template(
        "办理期限延长：{title}",
        "Time extended: {title}",
        "{office}将“{title}”（{number}）的期限延长至 {due}，理由：{reason}。",
        "{office} has extended the time for “{title}” ({number}) to {due}. Reason: {reason}.",
    ),
    "suspended": Template(
        "计时暂停：{title}",
        "Clock stopped: {title}",
        "“{title}”（{number}）进入特别程序，{office}暂停计算办理期限，原因：{reason}。",
        "{office} has stopped the clock of “{title}” ({number}) for a special procedure. "
        "Reason: {reason}.",
    ),
    "resumed": Template(
        "计时恢复：{title}",
        "Clock resumed: {title}",
        "{office}已恢复“{title}”（{number}）的办理计时，应于 {due} 前办结。",
        "{office} has resumed the clock of “{title}” ({number}); it is due by {due}.",
    ),
    "withdrawn": Template(
        "已撤回：{title}",
        "Withdrawn: {title}",
        "“{title}”（{number}）已按申请撤回。",
        "“{title}” ({number}) has been withdrawn as asked.",
    ),
    "terminated": Template(
        "已终止：{title}",
        "Terminated: {title}",
        "{office}已终止办理“{title}”（{number}），理由：{reason}。",
        "{office} has terminated “{title}” ({number}). Reason: {reason}.",
    ),
    "gap_opened": Template(
        "请补交材料：{title}",
        "Hand in what is missing: {title}",
        "{office}已容缺受理“{title}”（{number}）。请在 {due} 前补齐您承诺的材料，逾期终止办理。",
        "{office} has accepted “{title}” ({number}) conditionally. Hand in what you promised by "
        "{due}, or the case is terminated.",
    ),
    "correction_ordered": Template(
        "请整改：{title}",
        "To be corrected: {title}",
        "{office}核查“{title}”（{number}）发现与承诺不符：{reason}。请按期整改并报告。",
        "{office} found that something in “{title}” ({number}) is not as promised: {reason}. "
        "Correct it in time and report it.",
    ),
    "correction_due": Template(
        "整改期限：{title}",
        "Time to correct: {title}",
        "“{title}”（{number}）与承诺不符之处，请在 {due} 前整改并报告；整改不合格的依法撤销。",
        "Correct what is not as promised in “{title}” ({number}) by {due} and report it; what stays"
        " uncorrected is revoked by law.",
    ),
    "correction_passed": Template(
        "整改合格：{title}",
        "Correction accepted: {title}",
        "{office}认可了您对“{title}”的整改，核查办结（{number}）。",
        "{office} has accepted your correction of “{title}” and closed the check ({number}).",
    ),
    "false_promise_found": Template(
        "拟认定虚假承诺：{title}",
        "Found false: {title}",
        "{office}核查“{title}”（{number}）拟认定承诺虚假：{reason}。您可以陈述、申辩。",
        "{office} is about to find the commitment in “{title}” ({number}) false: {reason}. "
        "You may be heard.",
    ),
    "decision_revoked": Template(
        "已撤销：{title}",
        "Revoked: {title}",
        "{office}已依法撤销凭承诺对“{title}”作出的决定（{number}），理由：{reason}。",
        "{office} has revoked by law what was decided on the commitment in “{title}” ({number}). "
        "Reason: {reason}.",
    ),
    "signature_wanted": Template(
        "请签名：{title}",
        "Signature wanted: {title}",
        "“{title}”（{number}）等待您核实身份并签名。",
        "“{title}” ({number}) waits for you to confirm who you are and to sign.",
    ),
    "rating_asked": Template(
        "请评价：{title}",
        "Please rate: {title}",
        "“{title}”（{number}）已办结，请对{office}的服务作出评价。",
        "“{title}” ({number}) is finished. Please rate the service of {office}.",
    ),
    "request_accepted": Template(
        "已受理您的反映：{title}",
        "Taken: {title}",
        "{office}已受理您反映的“{title}”（{number}），将于 {due} 前答复。",
        "{office} has taken what you reported, “{title}” ({number}), and will answer by {due}.",
    ),
    "request_redirected": Template(
        "请另找去处：{title}",
        "Please turn elsewhere: {title}",
        "您反映的“{title}”（{number}）不属{office}受理范围。{reason}",
        "“{title}” ({number}) is not for {office} to take. {reason}",
    ),
    "request_answered": Template(
        "已答复：{title}",
        "Answered: {title}",
        "{office}答复您反映的“{title}”（{number}）：{reason}",
        "{office} answers what you reported, “{title}” ({number}): {reason}",
    ),
    "member_started": Template(
        "开始办理：{title}",
        "Started: {title}",
        "“{title}”（{number}）所需的前序结果已齐，由{office}开始办理。",
        "What “{title}” ({number}) waited for is there; {office} has begun.",
    ),
    "feed_stopped": Template(
        "变更推送已停止：{title}",
        "Change feed stopped: {title}",
        "向“{title}”推送变更多次失败，已停在第 {what} 位：{reason}。恢复后从该处继续，不会遗漏。",
        "Pushing changes to “{title}” failed again and again and stands at position {what}: "
        "{reason}. Once revived it goes on from there and misses nothing.",
    ),
    "cross_forwarded": Template(
        "已转递：{title}",
        "Forwarded: {title}",
        "{office}已将您的“{title}”（{number}）转递业务属地。办理期限从业务属地受理的次日起算。",
        "{office} has forwarded “{title}” ({number}) to the place that decides. Its time limit runs"
        " from the day after that place accepts it.",
    ),
    "cross_accepted": Template(
        "业务属地已受理：{title}",
        "Accepted by the deciding place: {title}",
        "业务属地已受理您的“{title}”（{number}）。交件日期、受理日期和最迟办结日期见办件页。",
        "The deciding place has accepted “{title}” ({number}). The case page shows when you handed "
        "it in, when it was accepted and when it is due.",
    ),
    "cross_correction": Template(
        "业务属地请您补正：{title}",
        "The deciding place asks for a correction: {title}",
        "业务属地请您补正“{title}”（{number}）：{what}。可在{office}或网上交补正材料。",
        "The deciding place asks you to correct “{title}” ({number}): {what}. Hand it in at "
        "{office} or online.",
    ),
    "cross_granted": Template(
        "业务属地已准予：{title}",
        "Granted by the deciding place: {title}",
        "业务属地已对您的“{title}”（{number}）作出准予决定，结果见办件页。",
        "The deciding place has granted “{title}” ({number}). The case page shows the result.",
    ),
    "cross_refused": Template(
        "业务属地不予：{title}",
        "Refused by the deciding place: {title}",
        "业务属地对您的“{title}”（{number}）作出不予决定，理由：{reason}。救济途径见决定书。",
        "The deciding place has refused “{title}” ({number}). Reason: {reason}. "
        "The decision says how to object.",
    ),
    "cross_ended": Template(
        "业务属地已终结：{title}",
        "Ended by the deciding place: {title}",
        "业务属地已终结您的“{title}”（{number}），原因：{reason}。",
        "The deciding place has ended “{title}” ({number}). Reason: {reason}.",
    ),
    "cross_returned": Template(
        "已退回：{title}",
        "Returned: {title}",
        "{office}没有转递您的“{title}”（{number}），材料已退回，原因：{reason}。",
        "{office} did not forward “{title}” ({number}) and returned the papers. Reason: {reason}.",
    ),
    "cross_delivered": Template(
        "结果已交付：{title}",
        "Result handed over: {title}",
        "“{title}”（{number}）的办理结果已交付给您。",
        "The result of “{title}” ({number}) has been handed over to you.",
    ),
    "fact_upheld": Template(
        "维持原数据：{title}",
        "Upheld: {title}",
        "{office}核实了贵企业的“{title}”（{number}），维持原数据，理由：{reason}。",
        "{office} has verified “{title}” ({number}) and upholds the data. Reason: {reason}.",
    ),
    "fact_agreed": Template(
        "将予更正：{title}",
        "To be corrected: {title}",
        "{office}核实了贵企业的“{title}”（{number}），属实，将在下次上报时更正：{reason}。",
        "{office} agrees with “{title}” ({number}) and will correct the data: {reason}.",
    ),
    "fact_corrected": Template(
        "已更正：{title}",
        "Corrected: {title}",
        "{office}已上报更正后的数据，“{title}”（{number}）办结。",
        "{office} has delivered corrected data; “{title}” ({number}) is closed.",
    ),
    "benefit_review_due": Template(
        "待复审：{title}",
        "To be reviewed: {title}",
        "{office}牵头的“{title}”应当在 {due} 前复审。没有复审的，到期自动停止，企业不能再享受。",
        "{office}: “{title}” is to be reviewed by {due}. Unless it is, it withdraws itself and"
        " firms cannot have it any more.",
    ),
    "benefit_listed": Template(
        "拟享受惠企政策：{title}",
        "On the list: {title}",
        "{office}已将您单位列入“{title}”（{number}）拟兑现名单，金额 {amount} 元，不需要申请。"
        "有异议或者不需要的，请在公示期内提出。",
        "{office} has put your firm on the list of “{title}” ({number}), {amount} yuan; you need"
        " not apply. Object, or give it up, while the list is in public notice.",
    ),
    "benefit_paid": Template(
        "已拨付：{title}",
        "Paid: {title}",
        "“{title}”{amount} 元已拨付到贵单位账户（文件编号 {number}）。依据和计算过程见“我的拨付”。",
        "{amount} yuan of “{title}” were paid to your account (file {number})."
        " “My payments” shows why and how it was computed.",
    ),
    "benefit_demanded": Template(
        "请退回：{title}",
        "Please pay back: {title}",
        "“{title}”（{number}）需退回 {amount} 元，请于 {due} 前办理。理由：{reason}",
        "{amount} yuan of “{title}” ({number}) are to be paid back by {due}. Reason: {reason}",
    ),
}
"""Every notice the spine and its capabilities can send."""
