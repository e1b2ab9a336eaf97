"""What can go wrong with messages, and how an error is written down beside one."""

from typing import ClassVar

from yingshang.errors import Conflict, DomainError, Invalid, Missing, Unavailable

LONGEST_ERROR = 300


class BadMessage(Invalid):
    """A part of a message cannot be sent or stored as it is."""

    code: ClassVar[str] = "exchange.bad_message"
    zh: ClassVar[str] = "消息的 {part} 不合规：{problem}。"
    en: ClassVar[str] = "The message's {part} is not acceptable: {problem}."


class KeyReused(Conflict):
    """A key names one message for ever; this one came again with other content."""

    code: ClassVar[str] = "exchange.key_reused"
    zh: ClassVar[str] = "消息编号 {key} 已用于另一内容；新内容请用新编号。"
    en: ClassVar[str] = "The key {key} was used for other content; give new content a new key."


class BadSignature(Invalid):
    """The signature does not belong to the content, place, system and direction."""

    code: ClassVar[str] = "exchange.bad_signature"
    zh: ClassVar[str] = "签名与内容不符；请用本系统的入站密钥重新签名。"
    en: ClassVar[str] = "The signature does not fit the content; sign with this system's key."


class NeverAsked(Invalid):
    """An answer names a message that was never sent to this system."""

    code: ClassVar[str] = "exchange.never_asked"
    zh: ClassVar[str] = "没有发出过编号为 {key} 的消息；请核对 in_reply_to。"
    en: ClassVar[str] = "No message with key {key} was sent; check in_reply_to."


class NoHandler(Missing):
    """No capability has said what to do with this kind of answer."""

    code: ClassVar[str] = "exchange.no_handler"
    zh: ClassVar[str] = "没有登记 {system} 的 {kind} 类消息由谁处理。"
    en: ClassVar[str] = "Nobody is registered to handle {kind} messages of {system}."


class NoSuchMessage(Missing):
    """The message does not exist, or is not for this actor to see."""

    code: ClassVar[str] = "exchange.no_such_message"


class NotDead(Conflict):
    """Only a dead letter can be tried again; this message is still on its way or done."""

    code: ClassVar[str] = "exchange.not_dead"
    zh: ClassVar[str] = "该消息状态为 {state}，无需重试。"
    en: ClassVar[str] = "The message is {state}; there is nothing to retry."


class SystemUnavailable(Unavailable):
    """An outside system does not answer now; the message is kept and tried again."""

    code: ClassVar[str] = "exchange.system_unavailable"
    zh: ClassVar[str] = "{system} 暂时无法连接；消息已保存，稍后自动重试。"
    en: ClassVar[str] = "{system} cannot be reached now; the message is kept and tried again."


class UnknownAdapter(Unavailable):
    """The settings name no usable adapter for a system."""

    code: ClassVar[str] = "exchange.unknown_adapter"
    zh: ClassVar[str] = "EXCHANGE_ADAPTERS 没有为 {place}/{system} 指定可用的适配器：{problem}。"
    en: ClassVar[str] = "EXCHANGE_ADAPTERS names no usable adapter for {place}/{system}: {problem}."


def written(error: Exception) -> str:
    """The error as it stands in `last_error`: its code or class, then its words, cut to fit."""
    if isinstance(error, DomainError):
        text = f"{error.code}: {error.text('en')}"
    else:
        text = f"{type(error).__name__}: {error}"
    return text.replace("\x00", "")[:LONGEST_ERROR]
