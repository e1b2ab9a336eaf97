"""The two ways to check without scanning: number and check code, or the PDF itself."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.city.matters.licences.codes import token_in
from yingshang.ui.forms import PageForm

MAX_FILE_BYTES = 5 * 1024 * 1024
NOT_PROSE = {"autocomplete": "off", "spellcheck": "false"}


class NumberForm(PageForm):
    """A number with its check code; or, instead of both, the link behind the QR code."""

    number = forms.CharField(
        label=_("证照编号"),
        help_text=_("照证照上的写法，例如 潭证 2026-11-000001。"),
        max_length=80,
        error_messages={"required": _("请填写证照编号。")},
        widget=forms.TextInput(attrs=NOT_PROSE),
    )
    code = forms.CharField(
        label=_("校验码"),
        help_text=_("在二维码旁边，8 个字母和数字。也可以粘贴二维码里的链接，这时不用填编号。"),
        max_length=200,
        error_messages={"required": _("请填写二维码旁边的校验码。")},
        widget=forms.TextInput(attrs=NOT_PROSE),
    )

    @override
    def clean(self) -> dict[str, Any]:
        """A whole link or token in place of the code needs no number."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.token is not None:
            self.errors.pop("number", None)
        return cleaned

    @property
    def token(self) -> str | None:
        """The token, if that is what was typed or pasted."""
        return token_in(str(self.cleaned_data.get("code", "")))


class FileForm(PageForm):
    """The PDF that somebody was sent."""

    file = forms.FileField(
        label=_("PDF 文件"),
        help_text=_("不超过 5 MiB。只比对，不保存。"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Not larger than any paper of ours could be."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(_("文件超过 5 MiB，不会是本平台核发的文书。请另选文件。"))
        return file
