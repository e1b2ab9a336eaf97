"""The forms of the window: take a ticket, identify, choose a service."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.window.services import Wanted
from yingshang.core.models import Item, Party
from yingshang.core.parties.persons import PersonDetails
from yingshang.ui.forms import OncePageForm, PageForm


def service_choices(items: Sequence[Item]) -> list[tuple[str, str]]:
    """What can be applied for, by code."""
    return [(item.code, said(item.body["name"], item.body.get("name_en"))) for item in items]


class TicketForm(OncePageForm):
    """What the ticket is for."""

    service = forms.ChoiceField(label=gettext_lazy("办什么事"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        if isinstance(field, forms.ChoiceField):
            field.choices = service_choices(items)


class IdentifyForm(PageForm):
    """The person at the window, from her ID card."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=120)
    id_number = forms.CharField(
        label=gettext_lazy("公民身份号码"),
        help_text=gettext_lazy("照身份证填写，核对本人。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        help_text=gettext_lazy("用来接收办理进度。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    @property
    def details(self) -> PersonDetails:
        """The person of a valid form."""
        kept = self.cleaned_data
        return PersonDetails(kept["name"], kept["id_number"], kept["phone"])


class StartForm(PageForm):
    """Which service, and for whom."""

    service = forms.ChoiceField(label=gettext_lazy("办什么事"))
    party = forms.ChoiceField(label=gettext_lazy("为谁办理"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, items: Sequence[Item], clients: Sequence[Party], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clients = {str(party.pk): party for party in clients}
        choices = {
            "service": service_choices(items),
            "party": [("", _("本人")), *((key, p.name) for key, p in self.clients.items())],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
        self.fields["party"].required = False
        if not clients:
            del self.fields["party"]

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        chosen = self.cleaned_data.get("party", "")
        return Wanted(self.cleaned_data["service"], self.clients.get(chosen))
