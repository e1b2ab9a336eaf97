"""Every component on one page, so that the look can be checked in one place. Debug only."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yingshang.ui import gallery_samples as samples
from yingshang.ui.components import Choice, Fact
from yingshang.ui.forms import DateInput, OncePageForm
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of


class GalleryForm(OncePageForm):
    """One field of each shape."""

    name = forms.CharField(label="名称", help_text="与证照上的写法一致", max_length=40)
    code = forms.CharField(label="编号", required=False)
    mail = forms.EmailField(label="电子邮箱", required=False)
    day = forms.DateField(label="日期", widget=DateInput)
    count = forms.IntegerField(label="人数")
    remark = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    area = forms.ChoiceField(label="区域", choices=[("", "请选择"), ("a", "甲区"), ("b", "乙区")])
    way = forms.ChoiceField(
        label="领取方式",
        help_text="可以在提交前更改",
        widget=forms.RadioSelect,
        choices=[
            ("desk", Choice("窗口领取", "带上身份证件")),
            ("post", Choice("邮寄", "到付，一般两天送达")),
            ("net", Choice("只要电子件")),
        ],
    )
    wants = forms.MultipleChoiceField(
        label="一并办理",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("x", "第一项"), ("y", "第二项")],
    )
    moment = forms.SplitDateTimeField(label="预约时间", required=False)
    paper = forms.FileField(label="材料", help_text="PDF、JPG 或 PNG，不超过 20 MB")
    agreed = forms.BooleanField(label="我已阅读并同意")


def gallery(request: HttpRequest) -> HttpResponse:
    """Show everything; `?wrong=1` shows the form with its errors."""
    if not settings.DEBUG:
        raise Http404
    wrong = {"mail": "不是邮箱", "day": "昨天", "count": "三"} if "wrong" in request.GET else None
    return render(request, "ui/gallery.html", _shown(request) | {"form": GalleryForm(wrong)})


def _shown(request: HttpRequest) -> dict[str, object]:
    return {
        "lines": samples.LINES,
        "events": samples.EVENTS,
        "members": samples.MEMBERS,
        "facts": [("申请人", "示例机电有限公司"), Fact("免交", "5 份材料", samples.WHICH)],
        "steps": samples.STEPS,
        "page": page_of(request, range(2000)),
        "tab_items": samples.TABS,
        "links": [samples.WHICH],
        "bars": samples.BARS,
        "chart_title": _("示例：丙类用时最长"),
    }
