"""What can go wrong at the window that works for another place."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


class NotAtTheCrossWindow(Denied):
    """Only a clerk of the office that the list names receives for other places."""

    code: ClassVar[str] = "matters.not_at_the_cross_window"
    zh: ClassVar[str] = "您不在受理这项跨省通办的窗口。请到清单写明的窗口办理。"
    en: ClassVar[str] = "You do not serve at the window that takes this service."


class CrossMaterialMissing(Invalid):
    """A required material was neither given nor announced by post."""

    code: ClassVar[str] = "matters.cross_material_missing"
    zh: ClassVar[str] = "缺少“{name}”。请上传，或填写邮寄单号。"
    en: ClassVar[str] = "“{name}” is missing. Upload it, or give the tracking number of the post."


class CrossFieldMissing(Invalid):
    """A required field is empty."""

    code: ClassVar[str] = "matters.cross_field_missing"
    zh: ClassVar[str] = "请填写“{name}”。"
    en: ClassVar[str] = "Fill in “{name}”."


class CrossFileMissing(Missing):
    """No such file, or not this reader's to see."""

    code: ClassVar[str] = "matters.cross_file_missing"


class InquiryMissing(Missing):
    """No such question, or it was answered before."""

    code: ClassVar[str] = "matters.inquiry_missing"
    zh: ClassVar[str] = "没有这个协查请求，或已经答复。"
    en: ClassVar[str] = "There is no such question, or it was answered."


class CannotAsk(Conflict):
    """A question is asked while the case is under review, of a place that takes letters."""

    code: ClassVar[str] = "matters.cannot_ask"
    zh: ClassVar[str] = "只能在审查期间向收件地提出协查。"
    en: ClassVar[str] = "A question can be asked only while the case is under review."


class QuestionNeeded(Invalid):
    """A question to another place has words."""

    code: ClassVar[str] = "matters.question_needed"
    zh: ClassVar[str] = "请写明协查内容。"
    en: ClassVar[str] = "Say what the other place is to look into."
