"""What can go wrong at the window."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Missing


class NotAtTheWindow(Denied):
    """Only a window clerk calls, receives and ends a service."""

    code: ClassVar[str] = "matters.not_at_the_window"
    zh: ClassVar[str] = "只有综合窗口的工作人员可以办理。您现在没有窗口岗位，请联系管理员。"
    en: ClassVar[str] = "Only a window clerk can do this. You hold no such post now."


class NobodyWaits(Conflict):
    """There is no ticket to call."""

    code: ClassVar[str] = "matters.nobody_waits"
    zh: ClassVar[str] = "现在没有人排队。有人取号后再叫号。"
    en: ClassVar[str] = "Nobody is waiting. Call again when a ticket has been taken."


class StillServing(Conflict):
    """The clerk has somebody at her window."""

    code: ClassVar[str] = "matters.still_serving"
    zh: ClassVar[str] = "{ticket} 号还没有办完。请先结束这次服务，再叫下一位。"
    en: ClassVar[str] = "Ticket {ticket} is still being served. End it before calling the next."


class NotYetKnown(Conflict):
    """The person at the window has not been identified."""

    code: ClassVar[str] = "matters.person_not_identified"
    zh: ClassVar[str] = "还没有核验身份。请先核对身份证并登记。"
    en: ClassVar[str] = "The person is not identified yet. Check the ID card first."


class NotReceivedYet(Conflict):
    """There is no case of this service to give a receipt for."""

    code: ClassVar[str] = "matters.not_received_yet"
    zh: ClassVar[str] = "申请还没有收件，不能打印收件凭证。请先提交，并完成签名。"
    en: ClassVar[str] = (
        "The application is not received yet, so there is no receipt."
        " Submit it and have it signed first."
    )


class ServiceEnded(Missing):
    """No such service at this clerk's window, or it has ended."""

    code: ClassVar[str] = "matters.no_such_window_service"
