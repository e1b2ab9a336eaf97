"""What can go wrong with exports."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing


class ExportMissing(Missing):
    """No such export, or not this reader's."""

    code: ClassVar[str] = "exports.missing"
    zh: ClassVar[str] = "没有这次导出，或者它不是您的。"
    en: ClassVar[str] = "There is no such export, or it is not yours."


class PurposeNeeded(Invalid):
    """Whole names are asked for without saying what for."""

    code: ClassVar[str] = "exports.purpose_needed"
    zh: ClassVar[str] = "需要完整姓名时，请写明用途（200 字以内）。"
    en: ClassVar[str] = "To have persons named whole, say what for, in 200 characters at most."


class TooManyAtOnce(Conflict):
    """The asker has several exports under way."""

    code: ClassVar[str] = "exports.too_many_at_once"
    zh: ClassVar[str] = "您已有 {n} 个导出在生成。请等它们完成，或先取消一个。"
    en: ClassVar[str] = "You have {n} exports under way. Wait for them, or cancel one first."


class NotReady(Conflict):
    """The file is not written yet, or never will be."""

    code: ClassVar[str] = "exports.not_ready"
    zh: ClassVar[str] = "文件还没有生成，或者这次导出已取消、未成功。请看导出页面上的进度。"
    en: ClassVar[str] = "The file is not written, or never will be. See the export's page."


class Expired(Conflict):
    """The file was kept until its time and is gone."""

    code: ClassVar[str] = "exports.expired"
    zh: ClassVar[str] = "文件已过保存期并已删除。请重新导出。"
    en: ClassVar[str] = "The file was kept until its time and is deleted. Export again."


class AlreadyEnded(Conflict):
    """What has ended can not be cancelled."""

    code: ClassVar[str] = "exports.already_ended"
    zh: ClassVar[str] = "这次导出已经结束，无法取消。"
    en: ClassVar[str] = "This export has ended and can not be cancelled."
