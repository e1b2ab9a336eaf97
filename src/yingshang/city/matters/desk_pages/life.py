"""What stands out in a case's life: a proposal to sign, a procedure that runs over, site visits,
deliveries that failed, and where it lies in the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yingshang.city.matters.archiving.models import Archive
from yingshang.city.matters.desk_pages.history import delivery_name
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.city.matters.extending.queries import waiting_proposal
from yingshang.city.matters.listing import RETENTIONS
from yingshang.city.matters.permits.green import green_of
from yingshang.city.matters.serving.models import PaperService
from yingshang.city.matters.visiting.models import SiteVisit
from yingshang.core.models import Case, Suspension, User
from yingshang.ui.components import Fact


@dataclass(frozen=True)
class Visit:
    """A site visit as it is read."""

    when: str
    where: str
    officers: str
    record: str


@dataclass(frozen=True)
class Served:
    """An attempt to serve a paper as it is read."""

    when: str
    way: str
    outcome: str


@dataclass(frozen=True)
class CaseLife:
    """What the page shows of it; empty parts are left out."""

    proposal: str
    over: str
    green: str
    visits: Sequence[Visit]
    services: Sequence[Served]
    archive: Sequence[Fact]


def life_of(case: Case, *, at: datetime) -> CaseLife:
    """Of one case: seven SQL statements at most."""
    return CaseLife(
        _proposal(case, at),
        _over(case, at),
        green_text(case),
        _visits(case, at),
        _services(case, at),
        _archive(case),
    )


def _proposal(case: Case, at: datetime) -> str:
    found = waiting_proposal(case)
    if found is None:
        return ""
    told = {
        "who": found.proposed_by.display_name,
        "when": moment_text(found.proposed_at, now=at),
        "reason": found.reason,
    }
    return _("%(who)s 于 %(when)s 报请延期：%(reason)s") % told


def _over(case: Case, at: datetime) -> str:
    if case.closed_at is not None:
        return ""
    running = Suspension.objects.filter(case=case, ends_at__isnull=True, expected_end_at__lt=at)
    found = running.order_by("expected_end_at").first()
    if found is None or found.expected_end_at is None:
        return ""
    told = {"when": moment_text(found.expected_end_at, now=at), "number": found.notice_no}
    return _("书面告知（%(number)s）的结束时间是 %(when)s，已经超过。") % told


def green_text(case: Case) -> str:
    """Who manages a case that has priority; nothing where it has none."""
    found = green_of(case) if case.closed_at is None else None
    if found is None:
        return ""
    told = {"name": found.manager.display_name, "reason": found.reason}
    return _("绿色通道，专办员 %(name)s：%(reason)s") % told


def _visits(case: Case, at: datetime) -> list[Visit]:
    rows = list(SiteVisit.objects.filter(case=case).order_by("visited_at"))
    ids = {officer for row in rows for officer in row.officers}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name")) if ids else {}
    return [
        Visit(
            moment_text(row.visited_at, now=at),
            row.where,
            "、".join(names.get(pk, "") for pk in row.officers),
            row.record,
        )
        for row in rows
    ]


def _services(case: Case, at: datetime) -> list[Served]:
    rows = PaperService.objects.filter(paper__case=case).select_related("paper").order_by("at")
    return [
        Served(
            moment_text(row.at, now=at),
            f"{row.paper.number} {delivery_name(row.way)} {row.tracking}".strip(),
            _("已送达：%(name)s") % {"name": row.received_by}
            if row.has_arrived
            else _("未送达：%(reason)s") % {"reason": row.reason},
        )
        for row in rows
    ]


def _archive(case: Case) -> list[Fact]:
    if case.closed_at is None:
        return []
    row = Archive.objects.filter(case=case).first()
    return archive_facts(row) if row else []


def archive_facts(row: Archive) -> list[Fact]:
    """Number, class and dates of an archived case."""
    zh, en, _years = RETENTIONS[row.retention]  # type: ignore[index]  # a stored class
    facts = [Fact(_("档号"), row.number), Fact(_("保管期限"), said(zh, capfirst(en)))]
    if row.retain_until is not None:
        facts.append(Fact(_("保管至"), row.retain_until.isoformat()))
    if row.erased_at is not None:
        facts.append(Fact(_("内容"), _("保管期满，已销毁")))
    return facts
