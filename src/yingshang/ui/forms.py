"""The base of all forms: rendered in the look, errors in plain words, submitted once."""

import uuid
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

PAGE_FORM_TEMPLATE = "ui/form.html"


class DateInput(forms.DateInput):
    """The browser's own date picker; sends and shows ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PageForm(forms.Form):
    """A form of the platform: `{{ form }}` gives summary and fields in the look.

    Nothing is left to the browser's own bubbles: required fields are checked here, and optional
    fields say so in their label.
    """

    template_name = PAGE_FORM_TEMPLATE
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            plain_words(field, label=str(self[name].label))


class SubmitOnceMixin(forms.Form):
    """Adds the hidden `submission_key`: the same key twice is one submit, for the service to tell.

    A form shown again with errors keeps its key. Put it before `PageForm` among the bases, and
    `data-once` on the form element.
    """

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stale = _("页面已失效，请刷新后重新提交。")
        self.fields["submission_key"].error_messages.update(required=stale, invalid=stale)

    @property
    def key(self) -> uuid.UUID:
        """The key of a valid form, as idempotency key for the service."""
        key = self.cleaned_data["submission_key"]
        if not isinstance(key, uuid.UUID):
            raise TypeError("submission_key is read after is_valid()")
        return key


class OncePageForm(SubmitOnceMixin, PageForm):
    """A page form that is submitted once."""


def plain_words(field: forms.Field, *, label: str) -> None:
    """Replace Django's default messages by sentences that name the field and the remedy.

    Messages that the form's author wrote stay.
    """
    for code, sentence in _sentences(field, label).items():
        if _is_default(field, code):
            field.error_messages[code] = sentence


def _is_default(field: forms.Field, code: str) -> bool:
    message = field.error_messages.get(code)
    if message is None:
        return True
    kinds = (getattr(kind, "default_error_messages", {}) for kind in type(field).__mro__)
    default = next((messages[code] for messages in kinds if code in messages), None)
    return _same(message, default)


def _same(one: object, other: object) -> bool:
    return isinstance(one, Promise | str) and str(one) == str(other)


def _sentences(field: forms.Field, label: str) -> dict[str, str]:
    return {"required": _required(field) % {"label": label}} | _invalid(field, label)


def _required(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return _("请上传“%(label)s”。")
    if isinstance(field, forms.BooleanField):
        return _("请勾选“%(label)s”。")
    if isinstance(field, forms.ChoiceField):
        return _("请选择“%(label)s”。")
    return _("请填写“%(label)s”。")


def _invalid(field: forms.Field, label: str) -> dict[str, str]:
    if isinstance(field, forms.ChoiceField):
        sentence = _("“%(label)s”只能从所列各项中选择。") % {"label": label}
        return {"invalid_choice": sentence}
    if isinstance(field, forms.FileField):
        return {"empty": _("“%(label)s”是空文件，请重新选择。") % {"label": label}}
    if isinstance(field, forms.DateField):
        return {
            "invalid": _("“%(label)s”不是有效日期，请按 2026-11-24 这样填写。") % {"label": label}
        }
    if isinstance(field, forms.IntegerField):
        return {"invalid": _("“%(label)s”请只填数字。") % {"label": label}}
    if isinstance(field, forms.EmailField):
        return {"invalid": _("“%(label)s”不是有效的电子邮箱。") % {"label": label}}
    return {}
