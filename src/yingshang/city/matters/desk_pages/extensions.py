"""What waits for a head's signature: extensions that the desk proposed, the oldest on top."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.dues import promises_of
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.city.matters.extending.models import ExtensionProposal
from yingshang.city.matters.extending.queries import proposals_to_sign
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.posts import posts_of
from yingshang.ui.paging import page_of

PER_PAGE = 20


@staff_required
@never_cache
@require_safe
def desk_extensions(request: HttpRequest) -> HttpResponse:
    """The proposals that this reader may sign; who heads nothing has none."""
    user, at = officer(request), timezone.now()
    page = page_of(request, proposals_to_sign(user, at=at), per_page=PER_PAGE)
    proposals: list[ExtensionProposal] = list(page.object_list)
    cases = [proposal.case for proposal in proposals]
    promises = promises_of(cases, place=cases[0].place, at=at) if cases else None
    rows = [_row(one, at) | {"due": promises and promises.view(one.case_id)} for one in proposals]
    tabs = desk_tabs(posts_of(user, at=at), here="desk_extensions")
    context = {"rows": rows, "page": page, "tabs": tabs}
    return render(request, "matters/desk/extensions.html", context)


def _row(proposal: ExtensionProposal, at: datetime) -> dict[str, object]:
    """A proposal, with the ways to sign and to decline it."""
    case = proposal.case
    body = case.item.body
    is_joint = bool((body.get("statutory_limit") or {}).get("joint"))
    step = "extend_jointly" if is_joint else "extend"
    return {
        "case": case,
        "matter": said(body["name"], body.get("name_en")),
        "reason": proposal.reason,
        "who": proposal.proposed_by.display_name,
        "when": moment_text(proposal.proposed_at, now=at),
        "sign": reverse("desk_step", args=[case.pk, step]),
        "decline": reverse("desk_step", args=[case.pk, "decline_extension"]),
    }
