"""What can be wrong with a rating, with who gives it, and with what follows."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


class WrongGrade(Invalid):
    """No grade, or none of the five."""

    code: ClassVar[str] = "ratings.wrong_grade"
    zh: ClassVar[str] = "请在五个等级中选一个。"
    en: ClassVar[str] = "Choose one of the five grades."


class WrongReason(Invalid):
    """A reason that is not in the list, or stands there twice."""

    code: ClassVar[str] = "ratings.wrong_reason"
    zh: ClassVar[str] = "原因只能从所列各项中选择，每项一次。请刷新页面后重新选择。"
    en: ClassVar[str] = "Choose reasons from the list, each once. Reload the page and choose again."


class WrongComment(Invalid):
    """A comment that is too long or holds characters that are not text."""

    code: ClassVar[str] = "ratings.wrong_comment"
    zh: ClassVar[str] = "意见最多 {most} 个字，不能含控制字符。请删改后再提交。"
    en: ClassVar[str] = (
        "A comment has at most {most} characters and no control characters. Shorten or retype it."
    )


class NotFinished(Conflict):
    """The service has not ended, so there is nothing to rate yet."""

    code: ClassVar[str] = "ratings.not_finished"
    zh: ClassVar[str] = "这件事还没有办结，办结后再评价。"
    en: ClassVar[str] = "This service has not ended yet. Rate it when it has."


class RatingOver(Conflict):
    """The time to rate is over."""

    code: ClassVar[str] = "ratings.over"
    zh: ClassVar[str] = "评价时间已过（办结后 {days} 天内）。意见和投诉请打 12345。"
    en: ClassVar[str] = (
        "The time to rate is over ({days} days from the end). For complaints, call 12345."
    )


class RatedBefore(Conflict):
    """Each service is rated once."""

    code: ClassVar[str] = "ratings.rated_before"
    zh: ClassVar[str] = "这次服务已经评价过，每次服务评价一次。"
    en: ClassVar[str] = "This service was rated before; each is rated once."


class ServiceToRateMissing(Missing):
    """No such window service, or the code on the ticket is another."""

    code: ClassVar[str] = "ratings.no_such_service"


class RatingHidden(Missing):
    """No such rating, or nobody is behind it who could be named."""

    code: ClassVar[str] = "ratings.hidden"


class RatedYourself(Denied):
    """Who serves at the rated office never learns who rated."""

    code: ClassVar[str] = "ratings.rated_yourself"
    zh: ClassVar[str] = "您在被评价的单位有窗口或审批岗位，不能查看评价人。请由其他回访人员办理。"
    en: ClassVar[str] = (
        "You serve at the rated office, so you cannot see who rated. Leave it to a colleague."
    )


class NoCallBackDesk(Conflict):
    """The place's lists name no service centre, which runs the call-back desk."""

    code: ClassVar[str] = "ratings.no_callback_desk"
    zh: ClassVar[str] = (
        "{place} 的机构清单里没有政务服务中心（kind: service_centre），差评无处核实。"
    )
    en: ClassVar[str] = (
        "The offices of {place} have no service centre (kind: service_centre) to follow bad"
        " ratings up."
    )


class WrongComplaint(Invalid):
    """A complaint or a published note that is empty, too long, or tells a number."""

    code: ClassVar[str] = "ratings.wrong_complaint"
    zh: ClassVar[str] = "请写明理由，最多 {most} 个字，不要写姓名、电话和证件号码。"
    en: ClassVar[str] = (
        "Write down why in at most {most} characters, without names, phone or ID numbers."
    )


class ComplainedBefore(Conflict):
    """Each rating is complained about once."""

    code: ClassVar[str] = "ratings.complained_before"
    zh: ClassVar[str] = "这条差评已经申诉过，每条申诉一次。"
    en: ClassVar[str] = "This rating was complained about before; each is reviewed once."


class NothingToPublish(Conflict):
    """What is not closed has no handling to publish."""

    code: ClassVar[str] = "ratings.nothing_to_publish"
    zh: ClassVar[str] = "核实件办结以后再公开处理情况。"
    en: ClassVar[str] = "Publish what was done when the follow-up is closed."
