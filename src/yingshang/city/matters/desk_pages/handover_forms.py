"""Handing a case to a colleague: by the officer who holds it, or by the head."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from yingshang.city.matters.desk_pages.step_base import NeededReason
from yingshang.city.matters.tools.colleagues import colleagues_at
from yingshang.core.models import Case


class Transfer(NeededReason):
    """To a named colleague, or back to whoever of the office claims it."""

    to = forms.ChoiceField(
        label=gettext_lazy("转办给"),
        help_text=gettext_lazy("不指定时退回待签收，由本单位其他同事签收。"),
        required=False,
    )
    field_order = ("to", "reason")
    may_be_open = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        people = colleagues_at({case.office_id}, at=timezone.now())
        choices = [(pk, name) for pk, name in people if pk != str(case.handler_id)]
        empty = [("", _("不指定"))] if self.may_be_open else [("", _("请选择"))]
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*empty, *choices]

    @override
    def more(self) -> Mapping[str, object]:
        """The colleague, if one was named."""
        to = self.cleaned_data.get("to")
        return {**super().more(), **({"to": to} if to else {})}


class Assign(Transfer):
    """To a colleague whom the head names."""

    to = forms.ChoiceField(label=gettext_lazy("改派给"))
    may_be_open = False
