"""The way to everything an officer does with benefits, by what she serves as."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yingshang.city.benefits.pages.run_acts import reader
from yingshang.city.benefits.public import desk_pages
from yingshang.core.access.decorators import staff_required
from yingshang.ui.htmx import render

TOLD = {
    "benefit_runs": (_("兑现批次"), _("开办、审核、公示、送财政复核、签发、办结")),
    "benefit_applications": (_("惠企申请"), _("审核和决定企业的申请")),
    "benefit_money": (_("资金和拨付"), _("预算、拨付文件、回执、没有到账的、追回")),
    "benefit_explain": (_("解释惠企政策"), _("在窗口向企业说明能享受什么，每次都有记录")),
    "benefit_laboratory": (_("政策试算"), _("改一个参数会怎样")),
    "facts_desk": (_("数据上报"), _("本单位报送的数据集")),
    "fact_contests": (_("数据异议"), _("企业认为有误的数据")),
}
FOR_ALL = {
    "benefit_notices": (_("兑现公示"), _("正在公示的名单")),
    "benefit_policies": (_("惠企政策"), _("全部政策和规则")),
}


@staff_required
@never_cache
@require_safe
def benefit_desk(request: HttpRequest) -> HttpResponse:
    """The pages that are hers; for whoever has none there is no such page."""
    names = desk_pages(reader(request), at=timezone.now())
    if not names:
        raise Http404
    told = {name: TOLD[name] for name in TOLD if name in names} | FOR_ALL
    rows = [(reverse(name), title, text) for name, (title, text) in told.items()]
    return render(request, "benefits/hub.html", {"rows": rows})
