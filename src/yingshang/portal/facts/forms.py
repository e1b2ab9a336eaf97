"""The forms of facts. What is right and wrong is judged by the services."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from yingshang.city.requests.pages.forms import ActForm
from yingshang.core.facts.contests.answering import ANSWER
from yingshang.core.facts.contests.contesting import CLAIMED, GROUNDS
from yingshang.core.facts.incoming import MOST_BYTES
from yingshang.ui.forms import DateInput, OncePageForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPTED = ".csv,.xlsx,.parquet"


class DeliveryForm(OncePageForm):
    """A file, and the day its content is true of."""

    as_of = forms.DateField(
        label=_("数据日期"), help_text=_("数据所属的日期，不是今天的日期。"), widget=DateInput()
    )
    file = forms.FileField(
        label=_("文件"),
        help_text=_("CSV（UTF-8 或 GB18030）、xlsx 或 Parquet，不超过 50 MB；更大的放入文件夹。"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    accept_good = forms.BooleanField(
        label=_("有错时只收正确的行"),
        help_text=_("不选时，有一行不对就全部不入库。"),
        required=False,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Not larger than a page takes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 50 MB。请拆分，或者放入文件夹上报。"))
        return file


class AnswerForm(ActForm):
    """What the office answers, in words that the firm reads."""

    reason = forms.CharField(
        label=_("答复"),
        help_text=_("企业会看到。写明核实了什么、依据是什么。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=ANSWER,
    )


class ContestForm(OncePageForm):
    """What would be right, and why."""

    claimed = forms.CharField(label=_("您认为正确的值"), max_length=CLAIMED)
    grounds = forms.CharField(
        label=_("理由"),
        help_text=_("写明依据，例如哪份文件、哪个月的记录。最多 1000 字，请不要写证件号码。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=GROUNDS,
    )
