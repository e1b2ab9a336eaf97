"""Why a letter is refused, and what keeps one from being written."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Unavailable


class LetterRefused(Invalid):
    """Base of all reasons for which a letter that came is not taken."""

    code: ClassVar[str] = "exchange.letter_refused"
    zh: ClassVar[str] = "函件不予接收。"
    en: ClassVar[str] = "The letter is refused."


class LetterUnreadable(LetterRefused):
    """The text is not the canonical JSON of a letter."""

    code: ClassVar[str] = "exchange.letter_unreadable"
    zh: ClassVar[str] = "函件读不出来：{problem}。"
    en: ClassVar[str] = "The letter cannot be read: {problem}."


class LetterVersionUnknown(LetterRefused):
    """A version of the form that this instance does not know."""

    code: ClassVar[str] = "exchange.letter_version"
    zh: ClassVar[str] = "不认识第 {version} 版函件；请双方使用同一版本。"
    en: ClassVar[str] = "Version {version} of the letter is not known; both sides need one version."


class LetterMisdirected(LetterRefused):
    """The letter names another receiver, or another sender than the channel it came by."""

    code: ClassVar[str] = "exchange.letter_misdirected"
    zh: ClassVar[str] = "函件写明由 {sender} 发往 {receiver}，不应到这里。"
    en: ClassVar[str] = "The letter says it goes from {sender} to {receiver}; not this way."


class LetterForged(LetterRefused):
    """No known key of the sending place made the signature."""

    code: ClassVar[str] = "exchange.letter_forged"
    zh: ClassVar[str] = "签名不是 {sender} 的已知密钥所签，或内容被改动。"
    en: ClassVar[str] = "No known key of {sender} signed this, or its content was changed."


class LetterNumberUsed(LetterRefused):
    """A number of the channel came again with other content."""

    code: ClassVar[str] = "exchange.letter_number_used"
    zh: ClassVar[str] = "第 {number} 号函件已收过，内容不同。"
    en: ClassVar[str] = "Letter {number} was received before, with other content."


class PlaceUnknown(Unavailable):
    """No key of the other place is known here."""

    code: ClassVar[str] = "exchange.place_unknown"
    zh: ClassVar[str] = "没有 {place} 的公钥。请用 yingshang exchange trust 登记对方告知的公钥。"
    en: ClassVar[str] = (
        "No key of {place} is known. Enter the keys it told you: yingshang exchange trust."
    )


class LetterTooLarge(Invalid):
    """What is attached does not go into one letter; it goes by post."""

    code: ClassVar[str] = "exchange.letter_too_large"
    zh: ClassVar[str] = "随函材料共 {size} KB，超过 {most} KB；请改为邮寄原件。"
    en: ClassVar[str] = "The attachments have {size} KB, more than {most} KB: send them by post."


class SealedForAnother(Invalid):
    """What is sealed in a letter does not open with this place's key."""

    code: ClassVar[str] = "exchange.sealed_for_another"
    zh: ClassVar[str] = "函件中加密的内容打不开：不是加密给 {place} 的，或已损坏。"
    en: ClassVar[str] = "What is sealed in the letter does not open here ({place}), or is damaged."


class AboutNothingKnown(Conflict):
    """A letter speaks of a matter whose first letter has not come yet; it is tried again."""

    code: ClassVar[str] = "exchange.about_nothing_known"
    zh: ClassVar[str] = "还没有收到关于 {about} 的来函；稍后再试。"
    en: ClassVar[str] = "No earlier letter about {about} has come yet; tried again later."
