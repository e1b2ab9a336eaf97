"""The rows that some steps leave beside their entry: proposals, site visits, failed deliveries."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.extending.models import ExtensionProposal
from yingshang.city.matters.models import Paper
from yingshang.city.matters.serving.models import PaperService
from yingshang.city.matters.visiting.models import SiteVisit
from yingshang.core.cases.types import Moved

Data = Mapping[str, object]
Outcome = ExtensionProposal.Outcome


def leave_records(moved: Sequence[Moved], data: Mapping[UUID, Data]) -> None:
    """Write them, in the transaction of the steps; `data` is what each step said, by case."""
    by_step: dict[str, list[Moved]] = {}
    for row in moved:
        if row.step in _LEAVING:
            by_step.setdefault(row.step, []).append(row)
    for step, rows in by_step.items():
        _LEAVING[step](rows, data)


def _proposals(rows: Sequence[Moved], data: Mapping[UUID, Data]) -> None:
    ExtensionProposal.objects.bulk_create(
        ExtensionProposal(
            case_id=row.case_id, reason=str(data[row.case_id].get("reason", "")),
            proposed_by_id=row.actor.id, proposed_at=row.at,
        )
        for row in rows
    )  # fmt: skip


def _decided(outcome: Outcome) -> Callable[[Sequence[Moved], Mapping[UUID, Data]], None]:
    def decide(rows: Sequence[Moved], _: Mapping[UUID, Data]) -> None:
        moments: dict[tuple[UUID, datetime], list[UUID]] = {}
        for row in rows:
            moments.setdefault((row.actor.id, row.at), []).append(row.case_id)
        for (head, at), cases in moments.items():
            waiting = ExtensionProposal.objects.filter(case_id__in=cases, decided_at__isnull=True)
            waiting.update(outcome=outcome, decided_by_id=head, decided_at=at)

    return decide


def _visits(rows: Sequence[Moved], data: Mapping[UUID, Data]) -> None:
    SiteVisit.objects.bulk_create(_visit(row, data[row.case_id]) for row in rows)


def _visit(row: Moved, said: Data) -> SiteVisit:
    officers = said["officers"]
    visited = said.get("visited_at")
    return SiteVisit(
        case_id=row.case_id,
        visited_at=datetime.fromisoformat(str(visited)) if visited else row.at,
        where=str(said.get("where", "")),
        officers=sorted({UUID(str(one)) for one in officers}) if isinstance(officers, list) else [],
        record=str(said["record"]),
        written_by_id=row.actor.id,
        written_at=row.at,
    )


def _missed(rows: Sequence[Moved], data: Mapping[UUID, Data]) -> None:
    """What failed to arrive is the decision, with the result it grants."""
    decisions = Paper.objects.filter(
        case_id__in=[row.case_id for row in rows], kind=Paper.Kind.DECISION
    )
    papers = dict(decisions.order_by("issued_at").values_list("case_id", "pk"))
    PaperService.objects.bulk_create(
        PaperService(
            paper_id=papers[row.case_id], way=str(data[row.case_id].get("by", "desk")),
            tracking=str(data[row.case_id].get("tracking", "")), has_arrived=False,
            reason=str(data[row.case_id].get("reason", "")), at=row.at, by_id=row.actor.id,
        )
        for row in rows
        if row.case_id in papers
    )  # fmt: skip


_LEAVING: Mapping[str, Callable[[Sequence[Moved], Mapping[UUID, Data]], None]] = {
    "propose_extension": _proposals,
    "decline_extension": _decided(Outcome.DECLINED),
    "extend": _decided(Outcome.SIGNED),
    "extend_jointly": _decided(Outcome.SIGNED),
    "record_visit": _visits,
    "miss_delivery": _missed,
}
