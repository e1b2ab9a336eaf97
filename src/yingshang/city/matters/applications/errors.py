"""What can be wrong with an application, each with the field and the remedy."""

from collections.abc import Sequence
from typing import ClassVar

from yingshang.errors import Conflict, DomainError, Invalid, Missing


class ApplicationMissing(Missing):
    """No such application, or not this user's."""

    code: ClassVar[str] = "matters.no_such_application"


class StalePage(Conflict):
    """The application was changed elsewhere after this page was opened."""

    code: ClassVar[str] = "matters.stale_page"
    zh: ClassVar[str] = (
        "这份申请在别处已经改动（可能在另一个窗口）。请刷新后再填，已保存的内容都在。"
    )
    en: ClassVar[str] = (
        "This application was changed elsewhere, perhaps in another window."
        " Reload the page; what was saved is there."
    )


class NoLongerDraft(Conflict):
    """The application is out of the applicant's hands."""

    code: ClassVar[str] = "matters.no_longer_draft"
    zh: ClassVar[str] = "这份申请已经提交或等待签名，不能再改。需要修改请先撤回。"
    en: ClassVar[str] = (
        "This application is submitted or waiting for signatures and cannot be changed."
        " Withdraw it first."
    )


class KeyUsed(Conflict):
    """The key of a submission has submitted another application."""

    code: ClassVar[str] = "matters.key_used"
    zh: ClassVar[str] = "这个提交编号已用于另一份申请。请刷新页面后再提交。"
    en: ClassVar[str] = (
        "This submission's key was used for another application. Reload, and submit again."
    )


class FieldInvalid(Invalid):
    """A field's value cannot be what it is said to be."""

    code: ClassVar[str] = "matters.field_invalid"
    zh: ClassVar[str] = "“{name}”{problem}"
    en: ClassVar[str] = "“{name}” {problem}"


class MaterialMissing(Invalid):
    """A required material has not been uploaded."""

    code: ClassVar[str] = "matters.material_missing"
    zh: ClassVar[str] = "还没有上传“{name}”。请在“材料”一步上传（{formats}）。"
    en: ClassVar[str] = "“{name}” is not uploaded yet. Upload it under “Materials” ({formats})."


class UnknownMaterial(Invalid):
    """A material that this application does not ask for."""

    code: ClassVar[str] = "matters.unknown_material"
    zh: ClassVar[str] = "这件事不需要材料“{material}”，没有收下。"
    en: ClassVar[str] = "This service does not ask for “{material}”; it was not taken."


class NameTaken(Conflict):
    """The declared name of an enterprise is in use."""

    code: ClassVar[str] = "matters.name_taken"
    zh: ClassVar[str] = "企业名称“{name}”已被使用或正在申请，请换一个名称再申报。"
    en: ClassVar[str] = "The name “{name}” is in use or being applied for. Declare another one."


class NameNotAllowed(Invalid):
    """The declared name does not end in its form of organisation."""

    code: ClassVar[str] = "matters.name_not_allowed"
    zh: ClassVar[str] = "企业名称须标明组织形式，例如以“有限公司”结尾。请修改“{name}”。"
    en: ClassVar[str] = (
        "The name must state the form of organisation and end, say, in “有限公司”. Change “{name}”."
    )


class NotYourSignature(Missing):
    """No signature of this user is asked for here."""

    code: ClassVar[str] = "matters.no_signature_wanted"


class SignedContentChanged(Conflict):
    """What was to be signed is no longer what is asked to be signed."""

    code: ClassVar[str] = "matters.signed_content_changed"
    zh: ClassVar[str] = "申请内容在您打开之后改过，请重新查看后再签名。"
    en: ClassVar[str] = "The application changed after you opened it. Read it again, then sign."


class ApplicationIncomplete(Invalid):
    """Everything that is missing or wrong, told at once."""

    code: ClassVar[str] = "matters.application_incomplete"
    zh: ClassVar[str] = "申请还有 {count} 处要补充：{first}"
    en: ClassVar[str] = "{count} points are missing in the application: {first}"

    def __init__(self, problems: Sequence[DomainError]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(problems), first=problems[0].sentence)


class NothingToCopy(Conflict):
    """An application that was given up and emptied, or that this reader may not begin anew."""

    code: ClassVar[str] = "matters.nothing_to_copy"
    zh: ClassVar[str] = "这份申请没有可以复制的内容，或不能由您重新申请。请从办事指南开始。"
    en: ClassVar[str] = (
        "This application has nothing to copy, or is not yours to begin anew. Start from the guide."
    )
