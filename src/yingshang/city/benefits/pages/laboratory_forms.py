"""The form of a trial, made from the policy's own parameters and the types of its rule."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.listing import DatedValue, Policy, RuleParameter
from yingshang.city.benefits.pages.policy_words import said
from yingshang.city.benefits.payments.money import NotMoney, fen_of
from yingshang.city.benefits.policies.checking.inputs import allowed_texts
from yingshang.city.benefits.policies.reading import Listed
from yingshang.rules.types import BOOLEAN, DATE, NUMBER, Type, plain
from yingshang.ui.forms import DateInput, PageForm, plain_words

LARGEST_RULE = 2_000_000
"""Bytes of a DMN file; those of the catalogue have some tens of thousands."""
MOST_TEXT = 60


class TrialForm(PageForm):
    """What is changed. Whether it can be is judged by the laboratory, with place and remedy."""

    on = forms.DateField(
        label=_("按哪一天的规则和数据"), widget=DateInput,
        help_text=_("参数取这一天有效的值，数据取到这一天为止最新的。"),
    )  # fmt: skip
    rule = forms.FileField(
        label=_("换一份规则（DMN 文件）"), required=False, max_length=120,
        help_text=_("结论和输入的名称要与现行规则的一样；不换就不选。"),
    )  # fmt: skip
    budget = forms.CharField(
        label=_("预算（元）"), required=False, max_length=20,
        help_text=_("填了就算出按天均匀支出时哪一天用完。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, listed: Listed, on: date, words: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"on": on}, **kwargs)
        self.names = {f"p{n}": one.name for n, one in enumerate(listed.model.parameters)}
        for name, one in zip(self.names, listed.model.parameters, strict=True):
            self.fields[name] = field = _field(listed, one, on, words)
            plain_words(field, label=str(field.label))
        self.order_fields(["on", *self.names])

    def clean_budget(self) -> int | None:
        """The budget in fen."""
        text = self.cleaned_data["budget"].strip()
        try:
            return fen_of(text, field="budget") if text else None
        except NotMoney as error:
            raise forms.ValidationError(said(error.text(), error.text("en"))) from None

    def clean_rule(self) -> Any:
        """A file of a size that a rule has."""
        file = self.cleaned_data["rule"]
        if file and file.size > LARGEST_RULE:
            raise forms.ValidationError(_("规则文件不能超过 2 MB。"))
        return file

    @property
    def settings(self) -> dict[str, str]:
        """The parameters that were changed, as they were typed."""
        kept = {name: str(self.cleaned_data[field]).strip() for field, name in self.names.items()}
        first = {name: str(self.fields[field].initial) for field, name in self.names.items()}
        return {name: text for name, text in kept.items() if text and text != first[name]}

    def field_of(self, parameter: object) -> str | None:
        """The field of a parameter, by its name in the list."""
        return next((field for field, name in self.names.items() if name == parameter), None)


def _field(
    listed: Listed, one: RuleParameter, on: date, words: Mapping[str, str]
) -> forms.Field:  # fmt: skip
    dated = value_on(one, on)
    now = "" if dated is None or dated.value is None else _text(dated.value)
    label, hint = said(one.name, one.name_en), _hint(one, dated)
    type_ = _type(listed, one)
    choices = _choices(type_, words)
    if choices:
        return forms.ChoiceField(label=label, help_text=hint, initial=now, choices=choices)
    widget = DateInput() if type_ is not None and plain(type_) == DATE else forms.TextInput()
    if type_ is not None and plain(type_) == NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(
        label=label, help_text=hint, initial=now, required=bool(now), max_length=MOST_TEXT,
        widget=widget,
    )  # fmt: skip


def value_on(parameter: RuleParameter, on: date) -> DatedValue | None:
    """The row of a parameter that holds on a day."""
    holding = (d for d in parameter.values if (d.valid_from or on) <= on <= (d.valid_until or on))
    return next(holding, None)


def _hint(one: RuleParameter, dated: DatedValue | None) -> str:
    """The present value, where it is from, whether it is sure, what others set."""
    if dated is None:
        return gettext("这一天没有有效的值。")
    source = gettext("示意") if dated.source == "illustrative" else dated.source
    value = "—" if dated.value is None else _text(dated.value)
    text = gettext("现行：%(value)s。来源：%(source)s。") % {"value": value, "source": source}
    if dated.is_unsure:
        text += gettext("（存疑）")
    if one.known_forms:
        forms_ = "；".join(f"{f.value}：{said(f.note, f.note_en)}" for f in one.known_forms)
        text += gettext("各地的写法：%(forms)s。") % {"forms": forms_}
    return text


def _choices(type_: Type | None, words: Mapping[str, str]) -> list[tuple[str, str]]:
    if type_ is None:
        return []
    if plain(type_) == BOOLEAN:
        return [("true", gettext("是")), ("false", gettext("否"))]
    allowed = allowed_texts(type_)
    return [(text, said(text, words.get(text, text))) for text in sorted(allowed or ())]


def _type(listed: Listed, parameter: RuleParameter) -> Type | None:
    names = _inputs_of(listed.model, parameter)
    inputs = listed.rule.program.inputs.values()
    return next((datum.type for datum in inputs if datum.name in names), None)


def _inputs_of(policy: Policy, parameter: RuleParameter) -> set[str]:
    return {one.name for one in policy.inputs if one.parameter == parameter.name}


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
