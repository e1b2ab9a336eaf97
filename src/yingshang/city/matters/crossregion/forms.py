"""The forms of the cross-region window and of the applicant's own pages."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.crossregion.attaching import MOST_BYTES, Given
from yingshang.city.matters.crossregion.listing import CrossMaterial, CrossService
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.listing.matter import FormField
from yingshang.core.parties.persons import PersonDetails
from yingshang.ui.forms import DateInput, PageForm, plain_words

LONGEST_REASON = 200
MATERIAL, TRACKING = "material_", "tracking_"


class MaterialsForm(PageForm):
    """A file or a tracking number for each material."""

    def __init__(self, *args: Any, materials: tuple[CrossMaterial, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.materials = materials
        for material in materials:
            self._add(MATERIAL + material.code, _file(material))
            self._add(TRACKING + material.code, _tracking(material))

    @property
    def given(self) -> list[Given]:
        """What a valid form brings."""
        return list(self._given())

    def _given(self) -> Iterator[Given]:
        for material in self.materials:
            file = self.cleaned_data.get(MATERIAL + material.code)
            tracking = self.cleaned_data.get(TRACKING + material.code, "")
            if isinstance(file, UploadedFile) and file.file is not None:
                yield Given(material.code, cast(BinaryIO, file.file), file.name or "")
            elif tracking:
                yield Given(material.code, tracking=tracking)

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        plain_words(field, label=str(self[name].label))


class ServiceForm(MaterialsForm):
    """The form of a service: at the window with the person, online without."""

    def __init__(self, *args: Any, service: CrossService, at_window: bool, **kwargs: Any) -> None:
        super().__init__(*args, materials=service.materials, **kwargs)
        self.service = service
        wanted = _person() if at_window else {}
        wanted |= {field.meaning: _field(field) for field in service.fields}
        for name, field in wanted.items():
            self._add(name, field)
        self.order_fields([*wanted, *self.fields])

    @property
    def person(self) -> PersonDetails:
        """Who stands at the window."""
        kept = self.cleaned_data
        return PersonDetails(kept["name"], kept["id_number"], kept["phone"])

    @property
    def values(self) -> Mapping[str, object]:
        """The values of the service's own fields."""
        return {
            field.meaning: self.cleaned_data.get(field.meaning) for field in self.service.fields
        }


class SupplementForm(MaterialsForm):
    """What the home asked for."""

    text = forms.CharField(
        label=gettext_lazy("补正说明"), max_length=LONGEST_REASON, required=False
    )


class CheckForm(PageForm):
    """What the clerk confirms before forwarding."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    identity = forms.BooleanField(label=gettext_lazy("已核对申请人身份：人证一致"))
    form = forms.BooleanField(label=gettext_lazy("已核对材料形式：齐全、清晰、与表单一致"))


class ReasonForm(PageForm):
    """A reason in words."""

    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class HandOverForm(PageForm):
    """Who received the result."""

    received_by = forms.CharField(label=gettext_lazy("领取人"), max_length=60)


class QuestionForm(PageForm):
    """What the home wants to know."""

    question = forms.CharField(
        label=gettext_lazy("协查内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(PageForm):
    """And the answer."""

    answer = forms.CharField(
        label=gettext_lazy("协查答复"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _person() -> dict[str, forms.Field]:
    quiet = {"autocomplete": "off"}
    return {
        "name": forms.CharField(label=_("申请人姓名"), max_length=120),
        "id_number": forms.CharField(
            label=_("公民身份号码"), help_text=_("照身份证填写，核对本人。"), max_length=40,
            widget=forms.TextInput(attrs=quiet),
        ),
        "phone": forms.CharField(
            label=_("手机号"), required=False, max_length=40,
            widget=forms.TextInput(attrs={**quiet, "inputmode": "tel"}),
        ),
    }  # fmt: skip


def _field(field: FormField) -> forms.Field:
    common: dict[str, Any] = {
        "label": said(field.name, field.name_en), "required": field.required,
        "help_text": said(field.hint or "", field.hint_en or ""),
    }  # fmt: skip
    if field.type == "choice":
        choices = [(c.value, said(c.label, c.label_en)) for c in field.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if field.type == "date":
        return forms.CharField(widget=DateInput, **common)
    return forms.CharField(max_length=field.max_length or 500, **common)


def _file(material: CrossMaterial) -> forms.Field:
    size = MOST_BYTES // 1024
    hint = _("PDF、JPG 或 PNG；全部材料合计不超过 %(size)s KB。") % {"size": size}
    if material.required:
        hint = _("须提交：上传，或在下一栏填邮寄单号。全部材料合计不超过 %(size)s KB。") % {
            "size": size
        }
    if material.original:
        hint = _("要原件：请邮寄，并填写单号。")
    return forms.FileField(
        label=said(material.name, material.name_en), required=False, help_text=hint
    )


def _tracking(material: CrossMaterial) -> forms.Field:
    name = said(material.name, material.name_en)
    return forms.CharField(
        label=_("“%(name)s”邮寄单号") % {"name": name}, required=False, max_length=60,
        help_text=_("不上传而邮寄原件的，填单号。"),
    )  # fmt: skip
