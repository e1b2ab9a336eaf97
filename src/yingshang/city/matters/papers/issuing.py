"""Papers are numbered and dated here, in the transaction of the step that demands them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.entered import PAPER, paper_said
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.judging import Judged
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.types import Move, Outcome
from yingshang.core.catalogue.places import in_numbers
from yingshang.core.catalogue.versions import item_bodies
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case
from yingshang.core.statements import fetch, uuids

PAPER_OF_STEP: Mapping[str, tuple[Paper.Kind, str]] = {
    "accept": (Paper.Kind.ACCEPTANCE, "受"),
    "accept_conditionally": (Paper.Kind.ACCEPTANCE, "受"),
    "deem_accepted": (Paper.Kind.ACCEPTANCE, "受"),
    "ask_correction": (Paper.Kind.DEFICIENCY_NOTICE, "补"),
    "refuse_acceptance": (Paper.Kind.NON_ACCEPTANCE, "不受"),
    "wrong_office": (Paper.Kind.NON_ACCEPTANCE, "不受"),
    "not_within_permits": (Paper.Kind.NO_PERMIT_NEEDED, "告"),
    "correct_on_spot": (Paper.Kind.ON_SPOT, "更"),
    "ask_supplement": (Paper.Kind.SUPPLEMENT, "充"),
    "terminate": (Paper.Kind.TERMINATION, "终"),
    "suspend": (Paper.Kind.SUSPENSION, "特"),
    "extend": (Paper.Kind.EXTENSION, "延"),
    "extend_jointly": (Paper.Kind.EXTENSION, "延"),
    "grant": (Paper.Kind.DECISION, "准"),
    "decide_on_undertaking": (Paper.Kind.DECISION, "准"),
    "fail_gap": (Paper.Kind.TERMINATION, "终"),
    "lapse_gap": (Paper.Kind.TERMINATION, "终"),
    "refuse": (Paper.Kind.REFUSAL, "不准"),
    "annul": (Paper.Kind.REFUSAL, "不准"),
    "deliver": (Paper.Kind.DELIVERY, "达"),
}
"""Which paper a step demands, and the series of its number, which the place's own word begins.

*Source* of the series: illustrative."""

NOTHING: Mapping[str, object] = {}
NO_NUMBERS: Mapping[UUID, str] = {}
_COLUMNS = ("id", "place", "case_id", "kind", "number", "body", "issued_at")


class ToIssue(NamedTuple):
    """A paper to number and date: about which case, of what kind, and what it says.

    `given` is a number that was taken before the step, as that of a special procedure's notice;
    `known` the id of a paper of which the entry told before it was written.
    """

    case_id: UUID
    place: str
    case_kind: str
    item_id: UUID
    office_id: UUID
    party_id: UUID
    kind: str
    prefix: str
    actor: Actor
    at: datetime
    says: Mapping[str, object]
    given: str | None = None
    known: UUID | None = None


class Issued(NamedTuple):
    """A paper that was issued."""

    id: UUID
    case_id: UUID
    kind: str
    number: str


def papers_beside(
    judged: Sequence[Judged],
    said: Mapping[UUID, Mapping[str, object]],
    numbers: Mapping[UUID, str] = NO_NUMBERS,
) -> dict[UUID, dict[str, object]]:
    """Issue the papers that the steps demand; answers what each step's entry says of its paper.

    `said` is what each paper says, `numbers` those given before. Each is signed by who took its
    step, at that moment.
    """
    rows = [row for row in judged if row.step.name in PAPER_OF_STEP and row.kind == "matter"]
    if not rows:
        return {}
    dues = dues_of([row.move.case_id for row in rows if not _is_over(row)])
    issued = write_papers([_of_step(row, dues, said, numbers) for row in rows], entered=True)
    return {paper.case_id: paper_said(paper.id, paper.kind, paper.number) for paper in issued}


def _is_over(row: Judged) -> bool:
    """Whether the step ends the case: then no date runs any more."""
    return lifecycle_of(row.kind).state(row.target).is_final


def _of_step(
    row: Judged,
    dues: Mapping[UUID, Mapping[str, object]],
    said: Mapping[UUID, Mapping[str, object]],
    numbers: Mapping[UUID, str],
) -> ToIssue:
    move, case_id = row.move, row.move.case_id
    return ToIssue(
        case_id, row.place, row.kind, row.item_id, row.office_id, row.party_id,
        *_kind(row.step.name), move.actor, move.at,
        {**dues.get(case_id, NOTHING), **said.get(case_id, NOTHING)}, numbers.get(case_id),
    )  # fmt: skip


def advance_on_paper(
    moves: Sequence[Move],
    *,
    said: Mapping[UUID, Mapping[str, object]] | None = None,
    all_or_nothing: bool = True,
) -> Outcome:
    """`advance`, with the papers that the steps demand; `said` is what each says, by case."""
    told = said or {}
    return advance(
        moves, all_or_nothing=all_or_nothing, writing=lambda judged: papers_beside(judged, told)
    )


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
    """One paper of this kind for each case, with what it says."""
    says, given = body or {}, numbers or {}
    issued = write_papers(
        [
            ToIssue(
                case.pk, case.place, case.kind, case.item_id, case.office_id, case.party_id,
                kind.value, prefix, actor, at,
                says.get(case.pk, NOTHING), given.get(case.pk),
            )
            for case in cases
        ]
    )  # fmt: skip
    found = Paper.objects.in_bulk([paper.id for paper in issued])
    return [found[paper.id] for paper in issued]


def write_papers(rows: Sequence[ToIssue], *, entered: bool = False) -> list[Issued]:
    """Number, write and enter the papers, in order; a fixed number of SQL statements.

    `entered` are those of which the entry of a step tells.

    Numbers come last: whoever takes one holds up the next who wants one until the commit.
    """
    if not rows:
        return []
    names = _Names(rows)
    fresh = iter(take_numbers(_wanted(rows)))
    issued = [Issued(r.known or new_id(), r.case_id, r.kind, r.given or next(fresh)) for r in rows]
    moments = {at: at.isoformat() for at in {row.at for row in rows}}
    copy_rows(
        "matters_paper",
        _COLUMNS,
        (
            (paper.id.hex, row.place, row.case_id.hex, row.kind, paper.number,
             json_text({**names.head(row), **row.says}), moments[row.at])
            for paper, row in zip(issued, rows, strict=True)
        ),
    )  # fmt: skip
    if not entered:
        record([_act(paper, row) for paper, row in zip(issued, rows, strict=True)], with_ids=False)
    return issued


def _wanted(rows: Sequence[ToIssue]) -> list[tuple[str, str, datetime]]:
    """The numbers to take: of each place's own series."""
    return [(r.place, in_numbers(r.place, r.prefix), r.at) for r in rows if r.given is None]


@lru_cache(maxsize=64)
def _kind(step: str) -> tuple[str, str]:
    kind, prefix = PAPER_OF_STEP[step]
    return kind.value, prefix


class _Names:
    """The names that stand on papers: of matters, offices and parties, read once a batch."""

    def __init__(self, rows: Iterable[ToIssue]) -> None:
        rows = list(rows)
        bodies = item_bodies({row.item_id for row in rows})
        self.items = {
            pk: {"matter": body.get("name"), "matter_en": body.get("name_en")}
            for pk, body in bodies.items()
        }
        ids = [list({row.office_id for row in rows}), list({row.party_id for row in rows})]
        names = {(is_office, pk): (zh, en) for is_office, pk, zh, en in fetch(_NAMES, ids)}
        self.offices = {
            pk: {"office": zh, "office_en": en}
            for (is_office, pk), (zh, en) in names.items()
            if is_office
        }
        self.parties = {pk: zh for (is_office, pk), (zh, _) in names.items() if not is_office}

    def head(self, row: ToIssue) -> dict[str, object]:
        """What every paper has at its head, beside its case's number."""
        return {
            **self.items[row.item_id],
            "party": self.parties[row.party_id],
            **self.offices[row.office_id],
        }


def _act(paper: Issued, row: ToIssue) -> Act:
    data = {"paper": str(paper.id), "kind": row.kind, "number": paper.number}
    return Act(row.place, row.case_kind, row.case_id, row.actor, row.at, PAPER, data)


_NAMES = """SELECT true, id, name, name_en FROM core_office WHERE id = ANY (%s::uuid[])
UNION ALL SELECT false, id, name, '' FROM core_party WHERE id = ANY (%s::uuid[])"""
_DUES = """SELECT case_id, clock, due_at FROM core_commitment
WHERE case_id = ANY (%s::uuid[]) AND met_at IS NULL AND cancelled_at IS NULL"""


def dues_of(case_ids: Sequence[UUID]) -> dict[UUID, dict[str, object]]:
    """The running due dates of cases, as they stand on papers."""
    found: dict[UUID, dict[str, object]] = {}
    if not case_ids:
        return found
    for case_id, clock, due in fetch(_DUES, [uuids(case_ids)]):
        found.setdefault(case_id, {})[f"{clock}_due"] = due.isoformat()
    return found
