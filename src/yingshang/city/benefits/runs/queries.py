"""Reads of runs: lists in keyset order, a firm's row explained, filters without counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yingshang.city.benefits.policies.deciding import Answer, decide
from yingshang.city.benefits.policies.given import wanted
from yingshang.city.benefits.runs.alone import basis_of
from yingshang.city.benefits.runs.errors import FirmMissing
from yingshang.city.benefits.runs.listed import listed_of
from yingshang.city.benefits.runs.loading import snapshots_of
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.access.acting import clients_of
from yingshang.core.access.models import User
from yingshang.core.facts.queries import given_in
from yingshang.core.facts.types import Given


@dataclass(frozen=True, slots=True)
class Explained:
    """A firm's row, the facts that were read of it then, and what the rule makes of them."""

    row: Entitlement
    facts: Given
    answer: Answer


def rows_of(run: Run, *, state: str = "", find: str = "", after: str = "") -> QuerySet[Entitlement]:
    """The firms of a list by credit code: of a state, of a code or name that begins so.

    `after` is the last code of the page before: no page costs more than the first.
    """
    rows = Entitlement.objects.filter(run=run)
    if state in Entitlement.State.values:
        rows = rows.filter(state=state)
    if find := find.strip():
        is_code = find.isascii() and find.isalnum()
        rows = rows.filter(
            **{"credit_code__startswith" if is_code else "name__contains": find.upper()}
        )
    if after:
        rows = rows.filter(credit_code__gt=after)
    return rows.order_by("credit_code")


def explained(run: Run, credit_code: str) -> Explained:
    """Why a firm is due what it is: the rule run again on the facts of the firm as they were read.

    Errors: `FirmMissing`, `SnapshotDamaged`, `RuleLost`.
    """
    rows = Entitlement.objects.filter(run=run, credit_code=credit_code)
    row = rows.select_related("run").first()
    if row is None:
        raise FirmMissing
    alone = basis_of(row)
    if alone is not None:
        facts = alone.given()
        return Explained(row, facts, alone.answer(facts, explain=True))
    listed, snapshots = listed_of(run), snapshots_of(run)
    facts = given_in(run.place, credit_code, wanted(listed.model), snapshots=snapshots)
    answer = decide(
        listed, facts.plain, on=run.decided_on, covers_reserve=run.covers_reserve, explain=True
    )
    return Explained(row, facts, answer)


def own_entitlements(user: User, *, at: datetime) -> QuerySet[Entitlement]:
    """What the firms that the user acts for are due by runs that were published."""
    parties = clients_of(user, at=at)
    rows = Entitlement.objects.filter(party__in=parties).exclude(
        run__case__state__in=["opened", "evaluated", "listed", "reviewed", "void"]
    )
    return rows.select_related("run__case__office", "run__item", "party").order_by("-pk")


def exclusion_reasons(run: Run) -> Mapping[str, tuple[str, str]]:
    """Why each credit list keeps a firm from being paid: by element, in both languages."""
    listed = run.item.body.get("exclusions", [])
    return {row["element"]: (row["reason"], row["reason_en"]) for row in listed}
