"""The offices' side: what is delivered, what is kept, and what was handed in."""

import csv
from dataclasses import dataclass
from io import StringIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.served import place_served
from yingshang.core.facts.dictionary import dictionary_of, newest_of
from yingshang.core.facts.doors import (
    DeliveryMissing,
    datasets_seen,
    get_dataset_for,
    get_snapshot_for,
    may_deliver,
    snapshots_for,
    submissions_for,
)
from yingshang.core.facts.listing import Dataset, Element
from yingshang.core.facts.models import Snapshot, Submission
from yingshang.core.facts.storing import is_whole, manifest_of
from yingshang.portal.facts import words
from yingshang.ui.components import Fact, Link
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

RECENT = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A dataset in the list."""

    name: str
    url: str
    rhythm: str
    newest: Snapshot | None


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in, in a list."""

    submission: Submission
    at: str
    state: str
    colour: str


@staff_required
@never_cache
@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """The datasets of the reader's offices, each with what is newest."""
    user, now = officer(request), timezone.now()
    place = place_served(user, at=now)
    seen = datasets_seen(user, at=now).get(place, {})
    newest = newest_of(place, list(seen), on=local(now, field="now").date())
    rows = [_row(found, newest.get(code)) for code, found in sorted(seen.items())]
    return render(request, "portal/facts/datasets.html", {"rows": rows})


@staff_required
@never_cache
@require_safe
def dataset(request: HttpRequest, dataset: str) -> HttpResponse:
    """One dataset: its columns, the snapshots that are kept, and what was handed in lately."""
    user, now = officer(request), timezone.now()
    place = place_served(user, at=now)
    found = get_dataset_for(user, place, dataset, at=now)
    kept = snapshots_for(user, at=now).filter(place=place, dataset=dataset)
    handed = submissions_for(user, at=now).filter(place=place, dataset=dataset)[:RECENT]
    context = {
        "dataset": found,
        "name": words.named(found),
        "columns": columns_of(place, found),
        "page": page_of(request, kept, per_page=20),
        "handed": [_handed(row) for row in handed],
        "may_deliver": may_deliver(user, place, dataset, at=now),
        "trail": [Link(_("数据上报"), reverse("facts_desk"))],
    }
    return render(request, "portal/facts/dataset.html", context)


@staff_required
@never_cache
@require_safe
def template(request: HttpRequest, dataset: str) -> HttpResponse:
    """An empty file with the headings, to be filled."""
    user, now = officer(request), timezone.now()
    found = get_dataset_for(user, place_served(user, at=now), dataset, at=now)
    text = StringIO()
    csv.writer(text).writerow([column.heading for column in found.columns])
    content = f"\ufeff{text.getvalue()}".encode()
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.code}.csv"'
    return response


@staff_required
@never_cache
@require_safe
def snapshot(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    """One snapshot: of which day, how much, by whom, and whether its file is whole."""
    found = get_snapshot_for(officer(request), snapshot_id, at=timezone.now())
    listed = dictionary_of(found.place).datasets.get(found.dataset)
    name = words.named(listed) if listed else found.dataset
    whole = is_whole(found.place, found.dataset, found.content_hash)
    context = {
        "snapshot": found,
        "name": name,
        "is_whole": whole,
        "facts": _facts(found, name),
        "trail": [
            Link(_("数据上报"), reverse("facts_desk")),
            Link(name, reverse("facts_dataset", args=[found.dataset])),
        ],
    }
    return render(request, "portal/facts/snapshot.html", context)


@staff_required
@never_cache
@require_safe
def manifest(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    """The description that stands beside the file. Errors: `DeliveryMissing` if it is gone."""
    found = get_snapshot_for(officer(request), snapshot_id, at=timezone.now())
    path = manifest_of(found.place, found.dataset, found.content_hash, found.as_of)
    if not path.is_file():
        raise DeliveryMissing
    response = HttpResponse(path.read_bytes(), content_type="application/json")
    name = f"{found.dataset}-{found.as_of}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def columns_of(place: str, found: Dataset) -> list[tuple[str, Element, str, bool]]:
    """Heading, element, its name, and whether it must be filled."""
    elements = dictionary_of(place).elements
    return [
        (column.heading, elements[column.element], words.named(elements[column.element]),
         column.is_required or column.element in found.key)
        for column in found.columns
    ]  # fmt: skip


def _row(found: Dataset, newest: Snapshot | None) -> Row:
    url = reverse("facts_dataset", args=[found.code])
    return Row(words.named(found), url, words.RHYTHMS[found.rhythm](), newest)


def _handed(row: Submission) -> Handed:
    return Handed(row, words.when(row.handed_at), words.state(row), words.COLOURS[row.state])


def _facts(found: Snapshot, name: str) -> list[Fact]:
    kind = "user" if Submission.objects.filter(snapshot=found, actor_kind="user").exists() else ""
    return [
        Fact(_("数据集"), name),
        Fact(_("数据日期"), found.as_of.isoformat()),
        Fact(_("行数"), f"{found.rows:,}"),
        Fact(_("未收的行"), f"{found.left_out:,}"),
        Fact(_("来源单位"), words.named(found.office)),
        Fact(_("上报人"), words.who(kind, found.delivered_by)),
        Fact(_("入库时间"), words.when(found.delivered_at)),
        Fact(_("文件名"), found.file_name),
        Fact("SHA-256", found.content_hash),
    ]
