"""The forms of 好差评. What is right and wrong with a rating is judged by the service."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.rating_pages.words import grades
from yingshang.core.models import RatingComplaint
from yingshang.core.ratings.opinions import COMMENT_LENGTH, Opinion
from yingshang.core.ratings.reasons import Reason
from yingshang.errors import DomainError
from yingshang.ui.forms import PageForm


def add_domain_error(form: forms.Form, error: DomainError, language: str | None) -> None:
    """Show a domain error beside its field, or above the form."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, error.text(language or "zh-hans"))


class RatingForm(PageForm):
    """Five grades, reasons, a comment."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("您满意吗？"), widget=forms.RadioSelect, coerce=int, choices=()
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("为什么？可以选几项"),
        widget=forms.CheckboxSelectMultiple,
        choices=Reason.choices,
        required=False,
    )
    comment = forms.CharField(
        label=gettext_lazy("还想说什么？"),
        help_text=gettext_lazy("最多 500 字。请不要写自己的姓名、电话和证件号码。"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": COMMENT_LENGTH}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(grade, name) for grade, name in grades().items()]
        self.fields["grade"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        message = _("请在五个等级中选一个。")
        self.fields["grade"].error_messages.update(required=message, invalid_choice=message)

    @property
    def opinion(self) -> Opinion:
        """The opinion in a valid form."""
        data = self.cleaned_data
        return Opinion(data["grade"], tuple(data["reasons"]), data["comment"])


class WindowRatingForm(RatingForm):
    """The same for a ticket, with a phone for whoever wants to be called back."""

    phone = forms.CharField(
        label=gettext_lazy("回访电话"),
        help_text=gettext_lazy("只有回访人员能看到，被评价的单位看不到。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        max_length=30,
        required=False,
    )


class StepForm(PageForm):
    """What was done, found or said; the buttons name the step."""

    reason = forms.CharField(
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("写核实到什么、怎样整改或解释、回访时怎么说。不要写评价人是谁。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, needs_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


class RevealForm(PageForm):
    """Why the call-back desk wants to know who rated."""

    purpose = forms.CharField(
        label=gettext_lazy("查阅目的"),
        widget=forms.TextInput(attrs={"maxlength": 200}),
        max_length=200,
    )


class NoteForm(PageForm):
    """What was done about a bad rating, for everybody to read."""

    note = forms.CharField(
        label=gettext_lazy("公开的处理情况"),
        help_text=gettext_lazy("写怎样整改或者解释的；不写姓名、电话、日期和能看出是谁的内容。"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        max_length=300,
    )


class ComplaintForm(PageForm):
    """Why the rated office holds a rating to be mistaken or malicious."""

    ground = forms.ChoiceField(
        label=gettext_lazy("申诉理由"),
        choices=RatingComplaint.Ground.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("写明事实和依据，由本单位以外的人复核。"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
        max_length=1000,
    )
