"""Four answers give the size class of a firm, with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.pages.policy_words import is_english, said
from yingshang.city.benefits.policies.sizes import CLASSES, SECTORS, size_class, words_en
from yingshang.rules.explaining.rendering import Branch
from yingshang.ui.forms import PageForm

MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Answered:
    """The class in words, or what is missing, and the rules that said so."""

    text: str
    is_known: bool
    missing: tuple[str, ...]
    reasons: tuple[Branch, ...]


class SizeForm(PageForm):
    """Sector, staff, revenue and assets; only the sector has to be known."""

    FIELDS: ClassVar[Mapping[str, str]] = {
        "sector": "行业", "staff": "从业人员", "revenue": "营业收入万元", "assets": "资产总额万元",
    }  # fmt: skip

    sector = forms.ChoiceField(label=_("行业"), choices=())
    staff = forms.IntegerField(
        label=_("从业人员（人）"), min_value=0, max_value=10_000_000, required=False
    )
    revenue = forms.DecimalField(
        label=_("营业收入（万元）"), min_value=0, max_value=MOST, max_digits=16, decimal_places=6,
        required=False,
    )  # fmt: skip
    assets = forms.DecimalField(
        label=_("资产总额（万元）"), min_value=0, max_value=MOST, max_digits=16, decimal_places=6,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        choices = [(zh, said(zh, en)) for zh, en in SECTORS.items()]
        self.fields["sector"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def answers(self) -> dict[str, object]:
        """What was answered, by the rule's own names."""
        kept = self.cleaned_data
        found = {name: kept.get(field) for field, name in self.FIELDS.items()}
        return {name: value for name, value in found.items() if value is not None}


def answered(answers: Mapping[str, object]) -> Answered:
    """What the rule says of the answers, in the reader's language."""
    decided = size_class(answers)
    language = "en" if is_english() else "zh"
    english = words_en() if language == "en" else {}
    missing = tuple(english.get(name, name) for name in decided.missing)
    value = str(decided.value or "")
    text = said(value, CLASSES.get(value, value).capitalize())
    return Answered(text, bool(value), missing, _named(decided.tree(language), english))


def _named(branches: tuple[Branch, ...], english: Mapping[str, str]) -> tuple[Branch, ...]:
    """The reasons that apply, with the rule's words in the reader's language."""
    return tuple(
        Branch(_worded(one.text, english), _named(one.branches, english), one.outcome)
        for one in branches
        if one.outcome is None or one.outcome.value in ("matched", "unknown")
    )


def _worded(text: str, english: Mapping[str, str]) -> str:
    for zh in sorted(english, key=len, reverse=True):
        text = text.replace(zh, english[zh])
    return text
