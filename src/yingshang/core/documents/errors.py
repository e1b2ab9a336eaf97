"""Why a file is refused, or a document cannot be had."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing, Unavailable


class EmptyFile(Invalid):
    """Nothing was sent."""

    code: ClassVar[str] = "documents.empty"
    zh: ClassVar[str] = "文件“{name}”是空的。请重新选择有内容的文件。"
    en: ClassVar[str] = "The file “{name}” is empty. Choose the file again."


class FileTooLarge(Invalid):
    """More bytes than the material's list, or the platform, allows."""

    code: ClassVar[str] = "documents.too_large"
    zh: ClassVar[str] = "文件“{name}”超过 {limit_kib} KiB 的上限。请压缩或分成几个文件。"
    en: ClassVar[str] = (
        "The file “{name}” is larger than the {limit_kib} KiB allowed. Compress or split it."
    )


class FormatNotAllowed(Invalid):
    """The content is of a format that this material does not take."""

    code: ClassVar[str] = "documents.format_not_allowed"
    zh: ClassVar[str] = "文件“{name}”的内容是 {found}，此处只收 {allowed}。请另存为其中一种再传。"
    en: ClassVar[str] = (
        "The file “{name}” holds {found}; only {allowed} can be taken here."
        " Save it as one of these and send it again."
    )


class DamagedFile(Invalid):
    """The content begins like an allowed format, but is cut off, broken or oversized within."""

    code: ClassVar[str] = "documents.damaged"
    zh: ClassVar[str] = "文件“{name}”像是 {found}，但{reason}。请重新导出后再传。"
    en: ClassVar[str] = (
        "The file “{name}” looks like {found}, but {reason}. Export it again and send that."
    )


class RefusedByScan(Invalid):
    """The scan found what must not be stored."""

    code: ClassVar[str] = "documents.refused_by_scan"
    zh: ClassVar[str] = "文件“{name}”未通过安全检查：{reason}。文件没有保存。"
    en: ClassVar[str] = (
        "The file “{name}” did not pass the safety check: {reason}. It was not kept."
    )


class OtherDocument(Conflict):
    """The id given with an upload belongs to a document with other content or another owner."""

    code: ClassVar[str] = "documents.id_reused"
    zh: ClassVar[str] = "这个上传编号已用于另一份文件。请重新选择文件上传。"
    en: ClassVar[str] = "This upload's id belongs to another file. Choose the file again."


class DocumentMissing(Missing):
    """No such document, or not this reader's to see."""

    code: ClassVar[str] = "documents.missing"


class DocumentExpired(Conflict):
    """A document that no longer holds cannot be used."""

    code: ClassVar[str] = "documents.expired"
    zh: ClassVar[str] = "“{name}”的有效期到 {until} 为止，不能再用于办件。请提交新的。"
    en: ClassVar[str] = "“{name}” was valid until {until} and cannot be used. Send a new one."


class NotClean(Conflict):
    """A document that was not found clean cannot be used."""

    code: ClassVar[str] = "documents.not_clean"
    zh: ClassVar[str] = "“{name}”尚未通过安全检查，不能用于办件。请稍后再试或重新提交。"
    en: ClassVar[str] = "“{name}” has not passed the safety check. Wait, or send it again."


class ConsentNeeded(Invalid):
    """A document of another case is used again only if its owner's side agrees."""

    code: ClassVar[str] = "documents.consent_needed"
    zh: ClassVar[str] = "“{name}”来自另一件事，再次使用须经同意。请勾选同意，或另行上传。"
    en: ClassVar[str] = "“{name}” comes from another case. Agree to its reuse, or upload another."


class FileLost(Unavailable):
    """The row is there, the file is not: a defect of the store that an operator must mend."""

    code: ClassVar[str] = "documents.file_lost"
    zh: ClassVar[str] = "“{name}”的文件暂时取不到，已通知管理员。请稍后再试。"
    en: ClassVar[str] = "The file of “{name}” cannot be fetched now; the operators know. Try later."


class StoreMisbehaves(Unavailable):
    """A store did not keep a file under the name it was given."""

    code: ClassVar[str] = "documents.store_misbehaves"
    zh: ClassVar[str] = "文件存储没有按原名保存文件。请管理员检查存储设置（须允许覆盖同名文件）。"
    en: ClassVar[str] = (
        "The file store did not keep a file under its name. Set it to overwrite files of one name."
    )
