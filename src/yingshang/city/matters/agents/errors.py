"""What can be wrong with an authorisation that an agent hands in."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing


class ClientUnknown(Invalid):
    """No enterprise of exactly this name and code is known here."""

    code: ClassVar[str] = "matters.client_unknown"
    zh: ClassVar[str] = "没有找到名称和统一社会信用代码都相符的企业。请核对，或请企业先来登记账号。"
    en: ClassVar[str] = (
        "No enterprise has both this name and this credit code. Check them, or have the enterprise"
        " register first."
    )


class AskedAlready(Conflict):
    """An authorisation of this client waits for its confirmation."""

    code: ClassVar[str] = "matters.authorisation_asked"
    zh: ClassVar[str] = "这家企业还有一份授权书等待确认。请等它确认。"
    en: ClassVar[str] = "An authorisation of this enterprise waits to be confirmed already."


class WrongService(Invalid):
    """A service that is not offered here."""

    code: ClassVar[str] = "matters.authorisation_scope"
    zh: ClassVar[str] = "授权的事项不在本地的清单里。请重新选择。"
    en: ClassVar[str] = "An authorised service is not offered here. Choose again."


class WrongEnd(Invalid):
    """An authorisation that is over already, or that runs longer than three years."""

    code: ClassVar[str] = "matters.authorisation_end"
    zh: ClassVar[str] = "授权的最后一天须在今天以后、三年以内。"
    en: ClassVar[str] = "The last day must lie after today and within three years."


class AuthorisationMissing(Missing):
    """No such authorisation, or not this reader's, or decided already."""

    code: ClassVar[str] = "matters.authorisation_missing"
