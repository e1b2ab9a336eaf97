"""What can be wrong with asking for opinions, and with giving them."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


class NotYoursToAsk(Denied):
    """Only an officer of the office that decides the case asks for opinions."""

    code: ClassVar[str] = "matters.opinion_not_yours"
    zh: ClassVar[str] = "只有主办单位的承办、审核、审批人员或负责人可以请其他单位会办。"
    en: ClassVar[str] = "Only the officers of the office that decides may ask others for opinions."


class NotUnderReview(Conflict):
    """A case that is not under review needs no opinions."""

    code: ClassVar[str] = "matters.opinion_not_under_review"
    zh: ClassVar[str] = "办件不在审查中，不能请其他单位会办。请刷新后再看。"
    en: ClassVar[str] = "The case is not under review; no opinion can be asked. Reload it."


class NoOfficeToAsk(Invalid):
    """No office, an office twice, one's own, or one that does not serve here."""

    code: ClassVar[str] = "matters.opinion_no_office"
    zh: ClassVar[str] = "请选择一个以上本地的其他单位，每个单位一次。"
    en: ClassVar[str] = "Choose one or more other offices of this place, each once."


class AskedBefore(Conflict):
    """An office is asked one thing at a time."""

    code: ClassVar[str] = "matters.opinion_asked_before"
    zh: ClassVar[str] = "{office}还有一份没有答复的会办意见。请等它答复。"
    en: ClassVar[str] = "{office} has not answered yet what it was asked before. Wait for it."


class WrongTime(Invalid):
    """A number of working days outside what makes sense."""

    code: ClassVar[str] = "matters.opinion_wrong_time"
    zh: ClassVar[str] = "答复期限须为 1 至 {most} 个工作日。"
    en: ClassVar[str] = "The time to answer is 1 to {most} working days."


class NoText(Invalid):
    """A question or an opinion without words, or with too many."""

    code: ClassVar[str] = "matters.opinion_no_text"
    zh: ClassVar[str] = "请写明内容（1 至 {most} 字）。"
    en: ClassVar[str] = "Write it out, in 1 to {most} characters."


class OpinionMissing(Missing):
    """No such opinion, or not asked of this reader's office."""

    code: ClassVar[str] = "matters.opinion_missing"
