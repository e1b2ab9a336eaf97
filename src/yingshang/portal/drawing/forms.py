"""The form of an announcement: what is drawn for, from whom, how many, and whence chance comes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.core.models import Office
from yingshang.core.schemas import said
from yingshang.proofs.draws.types import Source
from yingshang.proofs.randomness import BeaconSource, CommitReveal, round_after
from yingshang.ui.forms import PageForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024
BEACON, PARTIES = "beacon", "parties"
LEAST_HOURS, MOST_HOURS = 1, 24 * 60
LINES = forms.Textarea(attrs={"rows": 4})


class AnnounceForm(PageForm):
    """Everything that is fixed before the randomness exists."""

    office = forms.ChoiceField(label=_("哪个单位抽取"))
    code = forms.CharField(label=_("抽取编号"), help_text=_("公告后不能再用。"), max_length=100)
    purpose_zh = forms.CharField(label=_("为什么抽取（中文）"), max_length=300)
    purpose_en = forms.CharField(label=_("为什么抽取（英文）"), max_length=300)
    pool = forms.FileField(
        label=_("名录"),
        help_text=_("按模板填写的 CSV，不超过 10 MB。会向公众公布：只写编号，不写姓名。"),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    strata = forms.CharField(
        label=_("每层抽多少"),
        help_text=_("一行一层：名称、数量或百分比、候补数，用空格隔开，例如“A 3% 1”。"),
        max_length=5000,
        widget=LINES,
    )
    source = forms.ChoiceField(
        label=_("随机数从哪里来"),
        choices=[
            (BEACON, _("drand 公共随机信标的某一轮")),
            (PARTIES, _("两个以上的参与方各出一个秘密")),
        ],
        initial=BEACON,
        widget=forms.RadioSelect,
    )
    hours = forms.IntegerField(
        label=_("几小时后产生随机数"),
        help_text=_("参与方出秘密时：前一半时间交随机数承诺，后一半时间揭示。"),
        min_value=LEAST_HOURS,
        max_value=MOST_HOURS,
        initial=24,
    )
    parties = forms.CharField(
        label=_("参与方"), help_text=_("一行一个名称，至少两个。"), required=False,
        max_length=2000, widget=LINES,
    )  # fmt: skip
    is_checked = forms.BooleanField(label=_("名录和数量已经核对；公告以后一个字也不能改。"))

    def __init__(self, *args: Any, offices: Iterable[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(o.pk), said(o.name, o.name_en)) for o in offices]

    def clean_pool(self) -> "UploadedFile[bytes]":
        """Not larger than a page takes; a larger pool is announced from the command line."""
        file: UploadedFile[bytes] = self.cleaned_data["pool"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("名录超过 10 MB。请用命令行公告。"))
        return file

    @override
    def clean(self) -> dict[str, Any]:
        """Parties are named where they give the chance."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("source") == PARTIES and not cleaned.get("parties", "").strip():
            self.add_error("parties", _("请写明至少两个参与方。"))
        return cleaned

    def chance(self, at: datetime) -> Source:
        """The announced source of randomness, so many hours from now."""
        later = timedelta(hours=self.cleaned_data["hours"])
        if self.cleaned_data["source"] == BEACON:
            return BeaconSource(round_after(at + later))
        lines = self.cleaned_data["parties"].splitlines()
        names = tuple(name for line in lines if (name := line.strip()))
        return CommitReveal(names, at + later / 2, at + later)
