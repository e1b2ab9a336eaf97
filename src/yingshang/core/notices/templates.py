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
    "member_started": Template(
        "开始办理：{title}",
        "Started: {title}",
        "“{title}”（{number}）所需的前序结果已齐，由{office}开始办理。",
        "What “{title}” ({number}) waited for is there; {office} has begun.",
    ),
}
"""Every notice the spine and its capabilities can send."""
