"""The form of the receipt check: a file, or the text of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.ui.forms import PageForm

MAX_BYTES = 256 * 1024


class ReceiptForm(PageForm):
    """A receipt, uploaded or pasted."""

    file = forms.FileField(
        label=_("回执文件（JSON）"),
        help_text=_("不超过 256 KiB。PDF 回执里附有同一份 JSON 文件。只核验，不保存。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )
    text = forms.CharField(
        label=_("或粘贴回执全文"),
        required=False,
        strip=True,
        max_length=MAX_BYTES,
        error_messages={"max_length": _("粘贴的内容太长，不是一份回执。")},
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    @override
    def clean(self) -> dict[str, Any]:
        """One of both, and not larger than any receipt could be."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None and file.size > MAX_BYTES:
            self.add_error("file", _("文件超过 256 KiB，不是一份回执。"))
        elif file is None and not cleaned.get("text") and not self.errors:
            self.add_error("file", _("请选择回执文件，或粘贴回执全文。"))
        return cleaned

    @property
    def document(self) -> bytes:
        """What is to be checked; the file where both are given."""
        file = self.cleaned_data.get("file")
        content: bytes = file.read() if file else str(self.cleaned_data["text"]).encode()
        return content
