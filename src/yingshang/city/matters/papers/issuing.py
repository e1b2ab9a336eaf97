"""Papers are numbered and dated here, in the transaction of the step that demands them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.models import Paper
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.types import Moved
from yingshang.core.commitments.models import Commitment
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case

PAPER_OF_STEP: Mapping[str, tuple[Paper.Kind, str]] = {
    "accept": (Paper.Kind.ACCEPTANCE, "潭受"),
    "deem_accepted": (Paper.Kind.ACCEPTANCE, "潭受"),
    "ask_correction": (Paper.Kind.DEFICIENCY_NOTICE, "潭补"),
    "refuse_acceptance": (Paper.Kind.NON_ACCEPTANCE, "潭不受"),
    "suspend": (Paper.Kind.SUSPENSION, "潭特"),
    "extend": (Paper.Kind.EXTENSION, "潭延"),
    "grant": (Paper.Kind.DECISION, "潭准"),
    "refuse": (Paper.Kind.REFUSAL, "潭不准"),
    "annul": (Paper.Kind.REFUSAL, "潭不准"),
    "deliver": (Paper.Kind.DELIVERY, "潭达"),
}
"""Which paper a step demands, and its number's prefix. *Source* of the prefixes: illustrative."""


def papers_of_steps(
    moved: Sequence[Moved],
    *,
    actor: Actor,
    at: datetime,
    said: Mapping[UUID, Mapping[str, object]] | None = None,
    numbers: Mapping[UUID, str] | None = None,
) -> list[Paper]:
    """The papers that the steps demand; `said` is what each says, `numbers` those given before."""
    by_step: dict[str, list[UUID]] = {}
    for row in moved:
        if row.step in PAPER_OF_STEP:
            by_step.setdefault(row.step, []).append(row.case_id)
    ids = [case_id for group in by_step.values() for case_id in group]
    if not ids:
        return []
    cases = Case.objects.select_related("item", "office", "party").in_bulk(ids)
    dues = dues_of(ids)
    papers = []
    for step, group in by_step.items():
        kind, prefix = PAPER_OF_STEP[step]
        body = {pk: {**dues.get(pk, {}), **(said or {}).get(pk, {})} for pk in group}
        papers += issue_papers(
            [cases[pk] for pk in group if cases[pk].kind == "matter"], kind, prefix, actor=actor,
            at=at, body=body, numbers=numbers,
        )  # fmt: skip
    return papers


def issue_papers(
    cases: Sequence[Case],
    kind: Paper.Kind,
    prefix: str,
    *,
    actor: Actor,
    at: datetime,
    body: Mapping[UUID, Mapping[str, object]] | None = None,
    numbers: Mapping[UUID, str] | None = None,
) -> list[Paper]:
    """One paper of this kind for each case, with what it says; cases come with item and office."""
    given = numbers or {}
    fresh = iter(take_numbers([(case.place, prefix, at) for case in cases if case.pk not in given]))
    papers = [
        Paper(
            id=new_id(),
            place=case.place,
            case=case,
            kind=kind,
            number=given.get(case.pk) or next(fresh),
            issued_at=at,
            body={**_head(case), **((body or {}).get(case.pk, {}))},
        )
        for case in cases
    ]
    Paper.objects.bulk_create(papers)
    record([_act(paper, case, actor, at) for paper, case in zip(papers, cases, strict=True)])
    return papers


def _head(case: Case) -> dict[str, object]:
    return {
        "case": case.number,
        "title": case.title,
        "matter": case.item.body["name"],
        "matter_en": case.item.body["name_en"],
        "party": case.party.name,
        "office": case.office.name,
        "office_en": case.office.name_en,
    }


def _act(paper: Paper, case: Case, actor: Actor, at: datetime) -> Act:
    data = {"paper": str(paper.pk), "kind": str(paper.kind), "number": paper.number}
    return Act(paper.place, case.kind, case.pk, actor, at, "matter.paper", data)


def dues_of(case_ids: Sequence[UUID]) -> dict[UUID, dict[str, object]]:
    """The running due dates of cases, as they stand on papers."""
    found: dict[UUID, dict[str, object]] = {}
    rows = Commitment.objects.filter(
        case_id__in=case_ids, met_at__isnull=True, cancelled_at__isnull=True
    )
    for case_id, clock, due in rows.values_list("case_id", "clock", "due_at"):
        found.setdefault(case_id, {})[f"{clock}_due"] = due.isoformat()
    return found
