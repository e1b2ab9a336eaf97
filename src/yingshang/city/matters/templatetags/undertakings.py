"""`{% load undertakings %}`: the promises of a case, wherever the case is shown."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.matters.pages.words import deadline_text, is_english, said_in
from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.city.matters.undertakings.pages.words import COLOURS, kind_name, state_name
from yingshang.city.matters.undertakings.queries import SHOWN
from yingshang.core.models import Case
from yingshang.ui.components import Link

register = template.Library()


@register.inclusion_tag("matters/undertakings/of_case.html")
def promises_of(case_ids: Iterable[UUID], *, is_ours: bool = False) -> dict[str, Any]:
    """What was promised in these cases (or is checked by them), and what is to be done about it.

    One SQL statement.
    """
    ids = list(case_ids)
    rows = Undertaking.objects.filter(Q(case_id__in=ids) | Q(aftercheck_id__in=ids))
    found = rows.select_related(*SHOWN).order_by("pk")
    return {"rows": [_row(row, is_ours=is_ours) for row in found], "is_ours": is_ours}


@register.inclusion_tag("matters/undertakings/of_case.html")
def promises_of_case(case: Case) -> dict[str, Any]:
    """The same for one case, as an officer reads it."""
    return promises_of([case.pk])


def _row(row: Undertaking, *, is_ours: bool) -> dict[str, object]:
    point = str(row.data.get("point_en" if is_english() else "point") or "")
    return {
        "name": point or said_in(row.case.item.body),
        "kind": kind_name(row.kind),
        "state": state_name(row.state),
        "colour": COLOURS[row.state],
        "url": reverse("undertaking_page", args=[row.pk]),
        "due": deadline_text(row.due_at) if row.due_at and row.state == "open" else "",
        "todo": _todo(row) if is_ours else None,
    }


def _todo(row: Undertaking) -> Link | None:
    """What the party has to do now, if anything."""
    if row.state != "open" or row.answered_at is not None or row.due_at is None:
        return None
    if row.kind == "conditional":
        return Link(_("去补交材料"), reverse("case_gap", args=[row.case_id]))
    if row.aftercheck is not None and row.aftercheck.state == "correcting":
        return Link(_("看问题，报告整改"), reverse("case_correction", args=[row.aftercheck_id]))
    return None
