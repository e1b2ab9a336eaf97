"""What became of a file that was handed in: how far it is, and every fault in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import said
from yingshang.core.access.decorators import staff_required
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.doors import get_submission_for, may_deliver
from yingshang.core.facts.errors import REASONS
from yingshang.core.facts.judging import UNDER_WAY
from yingshang.core.facts.models import Submission
from yingshang.core.facts.reports import report_csv
from yingshang.core.facts.types import BadRow
from yingshang.portal.facts import words
from yingshang.ui.components import Fact, Link
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

KIB = 1024
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, in words."""

    row: BadRow
    reason: str


@staff_required
@never_cache
@require_safe
def submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The page; while it is judged the part renews itself, without JavaScript there is a link."""
    user, now = officer(request), timezone.now()
    row = get_submission_for(user, submission_id, at=now)
    listed = dictionary_of(row.place).datasets.get(row.dataset)
    name = words.named(listed) if listed else row.dataset
    page = page_of(request, row.faults, per_page=PER_PAGE)
    context = {
        "row": row,
        "name": name,
        "state": words.state(row),
        "colour": words.COLOURS[row.state],
        "problem": words.problem(row),
        "is_under_way": row.state in UNDER_WAY,
        "page": page,
        "faults": _faults(list(page.object_list)),
        "facts": _facts(row, name),
        "may_deliver": may_deliver(user, row.place, row.dataset, at=now),
        "trail": [
            Link(_("数据上报"), reverse("facts_desk")),
            Link(name, reverse("facts_dataset", args=[row.dataset])),
        ],
    }
    return render(
        request, "portal/facts/submission.html", context,
        partial="portal/facts/submission_progress.html",
    )  # fmt: skip


@staff_required
@never_cache
@require_safe
def faults(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """All faults that are listed, for a spreadsheet."""
    row = get_submission_for(officer(request), submission_id, at=timezone.now())
    text = report_csv(BadRow(*fault) for fault in row.faults)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{row.dataset}-{row.as_of}-faults.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _faults(rows: Sequence[Sequence[object]]) -> list[Fault]:
    found = []
    for fault in rows:
        row = BadRow(*fault)  # type: ignore[arg-type]  # as `judging` wrote it
        reason = REASONS[row.code]
        found.append(Fault(row, said(reason.zh, reason.en)))
    return found


def _facts(row: Submission, name: str) -> list[Fact]:
    facts = [
        Fact(_("数据集"), name),
        Fact(_("数据日期"), row.as_of.isoformat()),
        Fact(_("文件名"), row.file_name),
        Fact(_("大小"), f"{max(row.size_bytes // KIB, 1):,} KiB"),
        Fact(_("方式"), words.CHANNELS[row.channel]()),
        Fact(_("上报人"), words.who(row.actor_kind, row.actor_id)),
        Fact(_("上报时间"), words.when(row.handed_at)),
    ]
    if row.rows is not None and row.good is not None:
        facts += [
            Fact(_("读到的行"), f"{row.rows:,}"),
            Fact(_("正确的行"), f"{row.good:,}"),
            Fact(_("错误"), f"{row.wrong or 0:,}"),
        ]
    return facts
