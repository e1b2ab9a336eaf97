"""Forms of the less usual steps: corrections on the spot, visits, other offices, endings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from yingshang.city.matters.desk_pages.history import delivery_name
from yingshang.city.matters.desk_pages.step_base import LONG, NeededReason, StepForm
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.lists import parsed_matter
from yingshang.core.models import Case, Item, Office, Post
from yingshang.ui.forms import DateInput
from yingshang.worktime.zone import SHANGHAI, local


class CorrectOnSpot(StepForm):
    """A mistake that the applicant mends at once. *Source*: 行政许可法 Art. 32(3)."""

    corrected = forms.CharField(
        label=gettext_lazy("更正了什么"),
        help_text=gettext_lazy("写明原来是什么、改成什么；会写进确认单。"),
        max_length=500,
        widget=LONG,
    )
    confirmed_by = forms.CharField(
        label=gettext_lazy("确认人姓名"),
        help_text=gettext_lazy("申请人或者经办人当场核对后确认。"),
        max_length=60,
    )

    @override
    def more(self) -> Mapping[str, object]:
        """What was corrected, and who confirmed it."""
        return {name: self.cleaned_data[name] for name in ("corrected", "confirmed_by")}


class WrongOffice(NeededReason):
    """Another office is in charge: which. *Source*: 行政许可法 Art. 32(2)."""

    office = forms.ChoiceField(label=gettext_lazy("应当向哪个机关申请"), required=False)
    elsewhere = forms.CharField(
        label=gettext_lazy("不在清单里的机关"),
        help_text=gettext_lazy("例如外地或者上级机关，写全称。"),
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        found = Office.objects.filter(place=case.place).exclude(pk=case.office_id).order_by("code")
        self.offices = {office.code: office for office in found}
        field = self.fields["office"]
        if isinstance(field, forms.ChoiceField):
            offered = [(o.code, said(o.name, o.name_en)) for o in self.offices.values()]
            field.choices = [("", _("请选择")), *offered]

    @override
    def clean(self) -> dict[str, Any]:
        """One of the two."""
        super().clean()
        if not self.errors and not (
            self.cleaned_data.get("office") or self.cleaned_data.get("elsewhere")
        ):
            self.add_error("office", _("请选择一个机关，或者写出名称。"))
        return self.cleaned_data

    @override
    def more(self) -> Mapping[str, object]:
        """Where to go, by name."""
        elsewhere = self.cleaned_data.get("elsewhere")
        if elsewhere:
            return {"go_to": elsewhere}
        office = self.offices[self.cleaned_data["office"]]
        return {"go_to": office.name, "go_to_en": office.name_en}


class RecordVisit(StepForm):
    """A site visit: by whom, when, where, and what they found. *Source*: 行政许可法 Art. 34(3)."""

    officers = forms.MultipleChoiceField(
        label=gettext_lazy("核查人员（两名以上）"), widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label=gettext_lazy("核查日期"), widget=DateInput)
    hour = forms.TimeField(
        label=gettext_lazy("开始时间"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    where = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    record = forms.CharField(
        label=gettext_lazy("核查记录"),
        help_text=gettext_lazy("写明看了什么、查到什么、在场的人；存入案卷。"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        posts = Post.objects.filter(office_id=case.office_id, valid_until__isnull=True)
        names = dict(posts.order_by("user__username").values_list("user_id", "user__display_name"))
        field = self.fields["officers"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(pk), name) for pk, name in names.items()]
        self.fields["day"].initial = local(timezone.now(), field="now").date()
        self.note = _("实地核查不停止计时。")

    @override
    def clean(self) -> dict[str, Any]:
        """Two officers at least, and not in the future."""
        super().clean()
        kept = self.cleaned_data
        if kept.get("officers") and len(kept["officers"]) < 2:
            self.add_error("officers", _("实地核查须由两名以上工作人员进行。"))
        if kept.get("day") and kept.get("hour") and self._visited_at() > timezone.now():
            self.add_error("day", _("核查时间不能晚于现在。"))
        return kept

    def _visited_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], SHANGHAI)

    @override
    def more(self) -> Mapping[str, object]:
        """Who, when, where and what."""
        kept = self.cleaned_data
        return {
            "officers": list(kept["officers"]),
            "visited_at": self._visited_at().isoformat(),
            "where": kept["where"],
            "record": kept["record"],
        }


class MissDelivery(NeededReason):
    """An attempt that did not arrive; the time to deliver goes on."""

    by = forms.ChoiceField(label=gettext_lazy("送达方式"), widget=forms.RadioSelect)
    tracking = forms.CharField(label=gettext_lazy("邮件编号"), required=False, max_length=40)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        ways = [w for w in parsed_matter(case.item).delivery if w != "electronic"] or ["desk"]
        field = self.fields["by"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(way, delivery_name(way)) for way in ways]
        field.initial = ways[0]

    @override
    def clean(self) -> dict[str, Any]:
        """Mail has a number by which it can be found."""
        super().clean()
        if self.cleaned_data.get("by") == "mail" and not self.cleaned_data.get("tracking"):
            self.add_error("tracking", _("邮寄须填邮件编号，便于查询。"))
        return self.cleaned_data

    @override
    def more(self) -> Mapping[str, object]:
        """Way and number."""
        kept = {name: self.cleaned_data[name] for name in ("by", "tracking")}
        return {name: value for name, value in kept.items() if value}


class Terminate(NeededReason):
    """An ending without decision, on a ground of the closed list."""

    ground = forms.ChoiceField(
        label=gettext_lazy("终止理由"), help_text=gettext_lazy("限于清单所列。")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        listed = Item.objects.filter(
            place=case.place, kind="termination_ground", is_current=True
        ).order_by("code")
        field = self.fields["ground"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(i.code, said(i.body["name"], i.body["name_en"])) for i in listed]

    @override
    def more(self) -> Mapping[str, object]:
        """The ground."""
        return {"ground": self.cleaned_data["ground"]}
