"""Papers are numbered and dated here, in the transaction of the step that demands them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.city.matters.models import Paper
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.types import Moved
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, Item, Office, Party

PAPER_OF_STEP: Mapping[str, tuple[Paper.Kind, str]] = {
    "accept": (Paper.Kind.ACCEPTANCE, "潭受"),
    "accept_conditionally": (Paper.Kind.ACCEPTANCE, "潭受"),
    "deem_accepted": (Paper.Kind.ACCEPTANCE, "潭受"),
    "ask_correction": (Paper.Kind.DEFICIENCY_NOTICE, "潭补"),
    "refuse_acceptance": (Paper.Kind.NON_ACCEPTANCE, "潭不受"),
    "wrong_office": (Paper.Kind.NON_ACCEPTANCE, "潭不受"),
    "not_within_permits": (Paper.Kind.NO_PERMIT_NEEDED, "潭告"),
    "correct_on_spot": (Paper.Kind.ON_SPOT, "潭更"),
    "ask_supplement": (Paper.Kind.SUPPLEMENT, "潭充"),
    "terminate": (Paper.Kind.TERMINATION, "潭终"),
    "suspend": (Paper.Kind.SUSPENSION, "潭特"),
    "extend": (Paper.Kind.EXTENSION, "潭延"),
    "extend_jointly": (Paper.Kind.EXTENSION, "潭延"),
    "grant": (Paper.Kind.DECISION, "潭准"),
    "decide_on_undertaking": (Paper.Kind.DECISION, "潭准"),
    "fail_gap": (Paper.Kind.TERMINATION, "潭终"),
    "lapse_gap": (Paper.Kind.TERMINATION, "潭终"),
    "refuse": (Paper.Kind.REFUSAL, "潭不准"),
    "annul": (Paper.Kind.REFUSAL, "潭不准"),
    "deliver": (Paper.Kind.DELIVERY, "潭达"),
}
"""Which paper a step demands, and its number's prefix. *Source* of the prefixes: illustrative."""

NOTHING: Mapping[str, object] = {}
_COLUMNS = ("id", "place", "case_id", "kind", "number", "body", "issued_at")


class ToIssue(NamedTuple):
    """A paper to number and date: about which case, of what kind, and what it says.

    `given` is a number that was taken before the step, as that of a special procedure's notice.
    """

    case_id: UUID
    place: str
    case_kind: str
    case_number: str
    title: str
    item_id: UUID
    office_id: UUID
    party_id: UUID
    kind: str
    prefix: str
    actor: Actor
    at: datetime
    says: Mapping[str, object]
    given: str | None = None


class Issued(NamedTuple):
    """A paper that was issued."""

    id: UUID
    case_id: UUID
    kind: str
    number: str


def papers_of_steps(
    moved: Sequence[Moved],
    *,
    actor: Actor | None = None,
    at: datetime | None = None,
    said: Mapping[UUID, Mapping[str, object]] | None = None,
    numbers: Mapping[UUID, str] | None = None,
) -> list[Issued]:
    """The papers that the steps demand; `said` is what each says, `numbers` those given before.

    Each paper is signed by who took its step, at that moment, unless `actor` and `at` say else.
    """
    rows = [row for row in moved if row.step in PAPER_OF_STEP and row.kind == "matter"]
    if not rows:
        return []
    dues = dues_of([row.case_id for row in rows])
    told, given = said or {}, numbers or {}
    return write_papers(
        [
            ToIssue(
                row.case_id, row.place, row.kind, row.number, row.title, row.item_id,
                row.office_id, row.party_id, *_kind(row.step), actor or row.actor, at or row.at,
                {**dues.get(row.case_id, NOTHING), **told.get(row.case_id, NOTHING)},
                given.get(row.case_id),
            )
            for row in rows
        ]
    )  # fmt: skip


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
                case.pk, case.place, case.kind, case.number, case.title, case.item_id,
                case.office_id, case.party_id, kind.value, prefix, actor, at,
                says.get(case.pk, NOTHING), given.get(case.pk),
            )
            for case in cases
        ]
    )  # fmt: skip
    found = Paper.objects.in_bulk([paper.id for paper in issued])
    return [found[paper.id] for paper in issued]


def write_papers(rows: Sequence[ToIssue]) -> list[Issued]:
    """Number, write and enter the papers, in order; a fixed number of SQL statements.

    Numbers come last: whoever takes one holds up the next who wants one until the commit.
    """
    if not rows:
        return []
    names = _Names(rows)
    fresh = iter(take_numbers([(r.place, r.prefix, r.at) for r in rows if r.given is None]))
    issued = [Issued(new_id(), r.case_id, r.kind, r.given or next(fresh)) for r in rows]
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
    record([_act(paper, row) for paper, row in zip(issued, rows, strict=True)], with_ids=False)
    return issued


@lru_cache(maxsize=64)
def _kind(step: str) -> tuple[str, str]:
    kind, prefix = PAPER_OF_STEP[step]
    return kind.value, prefix


class _Names:
    """The names that stand on papers: of matters, offices and parties, read once a batch."""

    def __init__(self, rows: Iterable[ToIssue]) -> None:
        rows = list(rows)
        self.items = {
            pk: {"matter": zh, "matter_en": en}
            for pk, zh, en in Item.objects.filter(
                pk__in={row.item_id for row in rows}
            ).values_list("pk", "body__name", "body__name_en")
        }  # fmt: skip
        self.offices = {
            pk: {"office": zh, "office_en": en}
            for pk, zh, en in Office.objects.filter(
                pk__in={row.office_id for row in rows}
            ).values_list("pk", "name", "name_en")
        }  # fmt: skip
        parties = Party.objects.filter(pk__in={row.party_id for row in rows})
        self.parties = dict(parties.values_list("pk", "name"))

    def head(self, row: ToIssue) -> dict[str, object]:
        """What every paper has at its head."""
        return {
            "case": row.case_number,
            "title": row.title,
            **self.items[row.item_id],
            "party": self.parties[row.party_id],
            **self.offices[row.office_id],
        }


def _act(paper: Issued, row: ToIssue) -> Act:
    data = {"paper": str(paper.id), "kind": row.kind, "number": paper.number}
    return Act(row.place, row.case_kind, row.case_id, row.actor, row.at, "matter.paper", data)


_DUES = """SELECT case_id, clock, due_at FROM core_commitment
WHERE case_id = ANY (%s::uuid[]) AND met_at IS NULL AND cancelled_at IS NULL"""


def dues_of(case_ids: Sequence[UUID]) -> dict[UUID, dict[str, object]]:
    """The running due dates of cases, as they stand on papers."""
    found: dict[UUID, dict[str, object]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_DUES, [list(case_ids)])
        for case_id, clock, due in cursor:
            found.setdefault(case_id, {})[f"{clock}_due"] = due.isoformat()
    return found
