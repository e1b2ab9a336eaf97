"""Strata with their numbers, and who was drawn from each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yingshang.core.draws.models import Draw
from yingshang.core.draws.queries import Record
from yingshang.core.schemas import said

MOST_SHOWN = 50
"""Entries listed a stratum; the published file has all."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One who was drawn, with the inspectors who go there."""

    entry: str
    team: str


@dataclass(frozen=True, slots=True)
class StratumRow:
    """A stratum as announced, and as drawn when it was."""

    name: str
    entries: str
    excluded: str
    eligible: str
    share: str
    number: str
    substitutes: str
    selected: tuple[Chosen, ...] = ()
    waiting: tuple[Chosen, ...] = ()
    more: int = 0


def strata(record: Record) -> list[StratumRow]:
    """One row a stratum, in order of name."""
    outcome: dict[str, Any] = record.outcome or {}
    drawn = {one["name"]: one for one in outcome.get("strata", [])}
    teams = {one["entry"]: "、".join(one["inspectors"]) for one in outcome.get("teams", [])}
    return [_row(one, drawn.get(one["name"]), teams) for one in record.draw.summary["strata"]]


def _row(stated: dict[str, Any], drawn: dict[str, Any] | None, teams: dict[str, str]) -> StratumRow:
    selected = drawn["selected"] if drawn else []
    waiting = drawn["substitutes"] if drawn else []
    return StratumRow(
        name=stated["name"],
        entries=f"{stated['entries']:,}",
        excluded=f"{stated['entries'] - stated['eligible']:,}",
        eligible=f"{stated['eligible']:,}",
        share=_share(stated),
        number=f"{stated['number']:,}",
        substitutes=f"{stated['substitutes']:,}",
        selected=_chosen(selected, teams),
        waiting=_chosen(waiting, teams),
        more=max(0, len(selected) - MOST_SHOWN) + max(0, len(waiting) - MOST_SHOWN),
    )


def _share(stated: dict[str, Any]) -> str:
    share = stated["share"] or _("定数")
    return _("%(share)s，按权重") % {"share": share} if stated["is_weighted"] else share


def _chosen(entries: list[str], teams: dict[str, str]) -> tuple[Chosen, ...]:
    return tuple(Chosen(entry, teams.get(entry, "")) for entry in entries[:MOST_SHOWN])


def exclusions(draw: Draw) -> list[tuple[str, str]]:
    """Reasons, each with how many it left out."""
    return [(said(one["zh"], one["en"]), f"{one['n']:,}") for one in draw.summary["exclusions"]]
