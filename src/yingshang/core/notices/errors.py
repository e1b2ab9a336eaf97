"""What can go wrong with notices."""

from typing import ClassVar

from yingshang.errors import Invalid, Unavailable


class UnknownTemplate(Invalid):
    """There is no text under this code."""

    code: ClassVar[str] = "notices.unknown_template"
    zh: ClassVar[str] = "没有编号为 {template} 的通知模板。"
    en: ClassVar[str] = "There is no notice template {template}."


class MissingDatum(Invalid):
    """A text needs a datum that was not given."""

    code: ClassVar[str] = "notices.missing_datum"
    zh: ClassVar[str] = "通知 {template} 缺少数据：{names}。"
    en: ClassVar[str] = "The notice {template} lacks the data: {names}."


class AddressRefused(Invalid):
    """An address to which nothing may be sent; trying again would change nothing."""

    code: ClassVar[str] = "notices.address_refused"
    zh: ClassVar[str] = "地址不可用：{problem}。请在“联系方式”中修改。"
    en: ClassVar[str] = "The address cannot be used: {problem}. Change it in “Contact”."


class ReceiverUnavailable(Unavailable):
    """The receiver does not accept the delivery now."""

    code: ClassVar[str] = "notices.receiver_unavailable"
    zh: ClassVar[str] = "对方暂时无法接收：{problem}；稍后自动重试。"
    en: ClassVar[str] = "The receiver does not accept it now: {problem}; tried again later."
