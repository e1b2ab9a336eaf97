"""The form for what is really missing: made of the elements that an answer hangs on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.matching.lines import Line
from yingshang.core.facts.listing import Element
from yingshang.errors import DomainError
from yingshang.ui.forms import DateInput, OncePageForm, PageForm

NUMBERS = {"integer": "numeric", "decimal": "decimal", "money": "decimal"}
LONGEST = 60


def missing_elements(lines: Sequence[Line], elements: Mapping[str, Element]) -> list[Element]:
    """What a firm may state to learn an answer: each element once, in the order of the lines."""
    codes = [one.element for line in lines for one in line.lacking if one.may_be_stated]
    return [elements[code] for code in dict.fromkeys(codes)]


class StatementForm(PageForm):
    """One field for each missing element, none of them required: what is not said is not known."""

    def __init__(self, *args: Any, missing: Sequence[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element in missing:
            self.fields[element.code] = _field(element)

    def statements(self) -> dict[str, str]:
        """What was typed, by element."""
        typed = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: str(value) for name, value in typed.items()}

    def add(self, error: DomainError) -> None:
        """Show an error beside its field."""
        field = error.field if error.field in self.fields else None
        self.add_error(field, error.text(get_language() or "zh-hans"))


class ApplyForm(OncePageForm):
    """Nothing to fill in: the key makes a second press harmless."""


class ActForm(PageForm):
    """What an officer decides, about the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label=_("意见或者理由"),
        help_text=_("不同意的必须写明理由，企业会看到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )


class ExplainForm(PageForm):
    """Whose benefits the window looks up, and what for: the firm sees both."""

    credit_code = forms.CharField(label=_("统一社会信用代码"), min_length=18, max_length=18)
    purpose = forms.CharField(
        label=_("查询事由"),
        help_text=_("企业能看到这次查询和事由。"),
        max_length=100,
    )


def _field(element: Element) -> forms.Field:
    is_english = (get_language() or "zh-hans").startswith("en")
    label = element.name_en if is_english else element.name
    unit = (element.unit_en if is_english else element.unit) or ""
    common: dict[str, Any] = {"label": label, "required": False, "help_text": unit}
    match element.type:
        case "boolean":
            options = [("true", _("是")), ("false", _("否")), ("", _("不清楚"))]
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
        case "choice":
            choices = [("", _("不清楚")), *((one, one) for one in element.choices)]
            return forms.ChoiceField(choices=choices, **common)
        case "date":
            return forms.CharField(widget=DateInput(), max_length=LONGEST, **common)
        case _:
            mode = {"inputmode": NUMBERS[element.type]} if element.type in NUMBERS else {}
            widget = forms.TextInput(attrs=mode)
            return forms.CharField(widget=widget, max_length=LONGEST, **common)
