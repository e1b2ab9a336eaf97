"""An officer records how a paper was served."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from typing_extensions import override

from yingshang.city.matters.desk_pages.history import delivery_name, paper_name
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.doors import PaperMissing, get_paper_for
from yingshang.city.matters.serving.models import WAYS
from yingshang.city.matters.serving.services import SERVING, Serving, serve_paper
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.posts import may_serve
from yingshang.errors import Invalid
from yingshang.ui.forms import OncePageForm

ARRIVED = (("yes", gettext_lazy("已送达")), ("no", gettext_lazy("没有送达")))


class ServeForm(OncePageForm):
    """The way, whether it arrived, to whom, or why not."""

    way = forms.ChoiceField(label=gettext_lazy("送达方式"), widget=forms.RadioSelect)
    arrived = forms.ChoiceField(
        label=gettext_lazy("结果"), choices=ARRIVED, widget=forms.RadioSelect
    )
    received_by = forms.CharField(label=gettext_lazy("收件人姓名"), required=False, max_length=60)
    tracking = forms.CharField(label=gettext_lazy("邮件编号"), required=False, max_length=40)
    reason = forms.CharField(label=gettext_lazy("没有送达的原因"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(way, delivery_name(way)) for way, _name in WAYS]

    @override
    def clean(self) -> dict[str, Any]:
        """Each field beside which something is missing says so."""
        super().clean()
        kept = self.cleaned_data
        if kept.get("arrived") == "yes" and not kept.get("received_by"):
            self.add_error("received_by", _("请填写收件人。"))
        if kept.get("arrived") == "no" and not kept.get("reason"):
            self.add_error("reason", _("请写明没有送达的原因。"))
        if kept.get("way") == "mail" and not kept.get("tracking"):
            self.add_error("tracking", _("邮寄须填邮件编号，便于查询。"))
        return kept

    def serving(self) -> Serving:
        """The attempt that a valid form tells."""
        kept = self.cleaned_data
        return Serving(
            kept["way"], kept["arrived"] == "yes", kept["received_by"], kept["tracking"],
            kept["reason"],
        )  # fmt: skip


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The form, or its effect. Errors: `PaperMissing`, for hidden, missing and not hers alike."""
    user, at = officer(request), timezone.now()
    paper = get_paper_for(user, paper_id, at=at)
    if not may_serve(user, paper.case_id, roles=SERVING, at=at):
        raise PaperMissing
    form = ServeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            serve_paper(paper_id, form.serving(), user=user, at=at)
        except Invalid as error:
            form.add_error(error.field, error.text(get_language() or "zh-hans"))
        else:
            messages.success(request, _("已登记送达：%(number)s") % {"number": paper.number})
            return HttpResponseRedirect(reverse("desk_case", args=[paper.case_id]))
    return _page(request, paper, form, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, paper: Paper, form: ServeForm, *, status: int) -> HttpResponse:
    context = {"paper": paper, "form": form, "name": paper_name(paper.kind)}
    return render(request, "matters/desk/serve.html", context, status=status)
