"""What can be wrong with a request, and with what the desk does about it."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing


class NothingTold(Invalid):
    """What could not be done is not told, or too long, or no text."""

    code: ClassVar[str] = "requests.nothing_told"
    zh: ClassVar[str] = "请写明什么事没有办成、卡在哪里，最多 {most} 个字。"
    en: ClassVar[str] = (
        "Tell what could not be done and where it got stuck, in at most {most} characters."
    )


class NoWayBack(Invalid):
    """Who reports without a log-in leaves a phone, so that somebody can answer."""

    code: ClassVar[str] = "requests.no_way_back"
    zh: ClassVar[str] = "没有登录的请留下称呼和电话，以便答复和回访。"
    en: ClassVar[str] = "Leave a name and a phone number, so that we can answer and call back."


class AboutMissing(Missing):
    """The case or service that it is about is not there, or not this reader's to name."""

    code: ClassVar[str] = "requests.about_missing"
    zh: ClassVar[str] = "没有找到您说的办件或事项。请核对编号；不清楚的可以不填。"
    en: ClassVar[str] = "No such case or service. Check the number, or leave it out."


class ReceiptMissing(Missing):
    """No report of that number, or the code is another one."""

    code: ClassVar[str] = "requests.no_receipt"
    zh: ClassVar[str] = "编号或查询码不对。请对照回执核对。"
    en: ClassVar[str] = "The number or the code is not right. Compare them with your receipt."


class FactsMissing(Invalid):
    """The rule needs more facts to say whether the desk takes the matter."""

    code: ClassVar[str] = "requests.facts_missing"
    zh: ClassVar[str] = "还不能判断是否受理，请先弄清：{missing}。"
    en: ClassVar[str] = "Whether the desk takes it hangs on: {missing}. Find that out first."


class OutOfScope(Conflict):
    """The rule says that the desk does not take it."""

    code: ClassVar[str] = "requests.out_of_scope"
    zh: ClassVar[str] = "按规则不属受理范围。请选择去处并告知反映人。"
    en: ClassVar[str] = "By the rule the desk does not take this. Tell the person where to go."


class InScope(Conflict):
    """The rule says that the desk must take it, so nobody is sent elsewhere."""

    code: ClassVar[str] = "requests.in_scope"
    zh: ClassVar[str] = "按规则属于受理范围，不能让反映人另找去处。请受理。"
    en: ClassVar[str] = "By the rule the desk takes this; the person is not sent elsewhere."


class NoSuchWay(Invalid):
    """Where to go is not in the list."""

    code: ClassVar[str] = "requests.no_such_way"
    zh: ClassVar[str] = "请从清单里选一个去处。"
    en: ClassVar[str] = "Choose from the list where else the person should go."


class NoSuchClass(Invalid):
    """None of the classes."""

    code: ClassVar[str] = "requests.no_such_class"
    zh: ClassVar[str] = "请选择类别：简单、转办或者复杂。"
    en: ClassVar[str] = "Choose a class: simple, passed on, or complex."


class NoSuchCause(Invalid):
    """An answer names one cause of the list."""

    code: ClassVar[str] = "requests.no_such_cause"
    zh: ClassVar[str] = "请从清单里选一条原因。"
    en: ClassVar[str] = "Choose one cause from the list."


class NoSuchOffice(Invalid):
    """No office to pass it to, or one twice, or one that has it already."""

    code: ClassVar[str] = "requests.no_such_office"
    zh: ClassVar[str] = "请选择承办单位；已在承办的不用再转。"
    en: ClassVar[str] = "Choose the offices to answer; one that has it already is not asked twice."


class TooLong(Invalid):
    """A text that is too long, empty, or holds characters that are not text."""

    code: ClassVar[str] = "requests.too_long"
    zh: ClassVar[str] = "请写明内容，最多 {most} 个字，不能含控制字符。"
    en: ClassVar[str] = "Write it down in at most {most} characters, without control characters."


class NoSuchOutcome(Invalid):
    """A call ends in one of three ways."""

    code: ClassVar[str] = "requests.no_such_outcome"
    zh: ClassVar[str] = "请选择回访结果：满意、不满意或者没有联系上。"
    en: ClassVar[str] = "Choose how the call ended: satisfied, not satisfied, or not reached."
