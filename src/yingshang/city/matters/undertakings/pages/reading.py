"""The words that were signed, the public register, and what became of each promise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.pages.readers import reader_of
from yingshang.city.matters.pages.words import is_english, moment_text, said_in
from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.city.matters.undertakings.pages.words import (
    COLOURS,
    kind_name,
    public_name,
    state_name,
    words_of,
)
from yingshang.city.matters.undertakings.queries import (
    get_published,
    get_undertaking_for,
    published_in,
)
from yingshang.core.access.decorators import signed_in
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Mandate
from yingshang.ui.components import Fact
from yingshang.ui.paging import page_of

MOST_LETTERS = 60


@signed_in
@require_safe
def undertaking_page(request: HttpRequest, undertaking_id: UUID) -> HttpResponse:
    """The signed text, whole, to whoever sees the case. Errors: `UndertakingMissing`."""
    row = get_undertaking_for(reader_of(request), undertaking_id, at=timezone.now())
    words = words_of(row)
    facts = [Fact(_("承诺人"), row.party.name), Fact(_("签署人"), _signer(row))]
    facts += _facts(row)
    return _page(request, row, facts, words.hash == row.text_hash)


@require_safe
def published_undertaking(request: HttpRequest, undertaking_id: UUID) -> HttpResponse:
    """The text of one that may be published; persons masked. Errors: `UndertakingMissing`."""
    row = get_published(place_code(), undertaking_id)
    facts = [Fact(_("承诺人"), public_name(row.party)), *_facts(row)]
    return _page(request, row, facts, None)


@require_safe
def undertakings(request: HttpRequest) -> HttpResponse:
    """The public register of promises whose signers agreed (`?q=` in firm or matter)."""
    search = request.GET.get("q", "").strip()[:MOST_LETTERS]
    page = page_of(request, published_in(place_code(), search=search))
    rows = [
        {
            "row": row,
            "party": public_name(row.party),
            "matter": said_in(row.case.item.body),
            "kind": kind_name(row.kind),
            "state": state_name(row.state),
            "colour": COLOURS[row.state],
        }
        for row in page.object_list
    ]
    context = {"page": page, "rows": rows, "search": search}
    return render(request, "matters/undertakings/register.html", context)


def _page(
    request: HttpRequest, row: Undertaking, facts: list[Fact], is_intact: bool | None
) -> HttpResponse:
    words = words_of(row, masks=row.party if is_intact is None else None)
    context = {
        "row": row,
        "title": words.title(english=is_english()),
        "lines": words.lines(english=is_english()),
        "kind": kind_name(row.kind),
        "state": state_name(row.state),
        "colour": COLOURS[row.state],
        "facts": facts,
        "is_intact": is_intact,
        "is_public": is_intact is None,
        "is_translated": is_english(),
    }
    return render(request, "matters/undertakings/text.html", context)


def _signer(row: Undertaking) -> str:
    if row.signer_id == row.party_id:
        return row.signer.name
    head = row.mandate and row.mandate.kind == Mandate.Kind.LEGAL_REPRESENTATIVE
    role = _("法定代表人") if head else _("代办人")
    return _("%(name)s（%(role)s）") % {"name": row.signer.name, "role": role}


def _facts(row: Undertaking) -> list[Fact]:
    facts = [
        Fact(_("事项"), said_in(row.case.item.body)),
        Fact(_("种类"), kind_name(row.kind)),
        Fact(_("签署时间"), moment_text(row.signed_at)),
        Fact(_("文本版本"), f"{row.text.code} {row.text_version}"),
    ]
    if row.data.get("point"):
        facts.append(Fact(_("承诺事项"), str(row.data["point_en" if is_english() else "point"])))
    if row.data.get("told"):
        facts.append(Fact(_("一并告知"), "、".join(row.data["told"])))
    if row.due_at:
        facts.append(Fact(_("最迟"), moment_text(row.due_at)))
    if row.settled_at:
        facts.append(Fact(_("了结时间"), moment_text(row.settled_at)))
    return facts
