"""A case with everything its page shows; the reader has passed the door already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yingshang.city.matters.lifecycle import BUNDLE, ERRAND, MATTER
from yingshang.city.matters.models import Application, Dependency, Licence, Paper
from yingshang.city.matters.progress import SUCCEEDED
from yingshang.core.access.acting import clients_of
from yingshang.core.access.doors import CaseMissing, get_case_for, visible_cases
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import extensions_of, pauses_of
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, Commitment, Party, User
from yingshang.worktime import Extension, Pause, WorkClock

KINDS = (MATTER.kind, ERRAND.kind, BUNDLE.kind)
"""What has a page for the applicant; what offices ask each other has none."""
OPEN_BUNDLE = tuple(state.name for state in BUNDLE.states if not state.is_final)


@dataclass(frozen=True)
class CaseFile:
    """A case, its members, and what was promised, written and issued for any of them."""

    case: Case
    members: tuple[Case, ...]
    needs: Mapping[UUID, Sequence[Case]]
    commitments: Mapping[UUID, Sequence[Commitment]]
    pauses: Mapping[UUID, Sequence[Pause]]
    extensions: Mapping[tuple[UUID, str], Sequence[Extension]]
    papers: tuple[Paper, ...]
    licences: tuple[Licence, ...]
    entries: tuple[EntryView, ...]
    application: Application | None
    clock: WorkClock

    @cached_property
    def cases(self) -> dict[UUID, Case]:
        """The case and its members by id."""
        return {case.pk: case for case in (self.case, *self.members)}

    @property
    def done_count(self) -> int:
        """How many members succeeded."""
        return sum(member.state in SUCCEEDED for member in self.members)

    def promised(self, case_id: UUID) -> Commitment | None:
        """The latest promise to the party about one of the cases."""
        found = [m for m in self.commitments.get(case_id, ()) if m.clock == "promised"]
        return found[-1] if found else None

    def latest_entry(self, case_id: UUID) -> EntryView | None:
        """The last thing that happened to one of the cases."""
        return next((e for e in reversed(self.entries) if e.subject_id == case_id), None)


def case_file(user: User, case_id: UUID, *, at: datetime) -> CaseFile:
    """The case if the reader may see it. A fixed number of SQL statements.

    Errors: `CaseMissing` for missing and hidden alike.
    """
    case = get_case_for(user, case_id, at=at)
    if case.kind not in KINDS:
        raise CaseMissing
    members = tuple(
        Case.objects.filter(parent=case)
        .select_related("item", "office", "party", "handler")
        .order_by("number")
    )
    ids = [case.pk, *(member.pk for member in members)]
    application = _application(case)
    subjects = [*ids, application.pk] if application and not case.parent_id else ids
    return CaseFile(
        case=case,
        members=members,
        needs=_needs(ids),
        commitments=_commitments(ids),
        pauses=pauses_of(ids),
        extensions=extensions_of(ids),
        papers=tuple(Paper.objects.filter(case_id__in=ids).order_by("issued_at", "number")),
        licences=tuple(Licence.objects.filter(case_id__in=ids).order_by("issued_at", "number")),
        entries=tuple(entries_of(subjects)),
        application=application,
        clock=work_clock(case.place),
    )


@dataclass(frozen=True)
class BundleRow:
    """A bundle in a list: how far it is, and when it is due."""

    case: Case
    done: int
    total: int
    due: datetime | None
    needs_correction: bool

    @property
    def is_open(self) -> bool:
        """Whether it is under way."""
        return self.case.closed_at is None


def parties_of(user: User, *, at: datetime) -> list[Party]:
    """The reader and everybody she acts for, by whatever mandate."""
    return [user.person, *clients_of(user, at=at)] if user.person else []


def own_bundles(user: User, parties: Sequence[Party], *, at: datetime) -> QuerySet[Case]:
    """The bundles of these parties that the reader may see as applicant or agent, newest first."""
    seen = visible_cases(user, at=at).filter(party__in=[p.pk for p in parties], kind="bundle")
    return seen.select_related("item", "party").order_by("-opened_at", "-pk")


def bundle_rows(bundles: Sequence[Case]) -> list[BundleRow]:
    """The bundles with their progress. Two SQL statements."""
    ids = [case.pk for case in bundles]
    members = Case.objects.filter(parent_id__in=ids).values("parent_id").annotate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state__in=SUCCEEDED)),
        wrong=Count("pk", filter=Q(state="correction")),
    )  # fmt: skip
    counts = {row["parent_id"]: row for row in members}
    running = Commitment.objects.filter(
        case_id__in=ids, clock="promised", met_at__isnull=True, cancelled_at__isnull=True
    )
    dues = dict(running.values_list("case_id", "due_at"))
    none = {"total": 0, "done": 0, "wrong": 0}
    return [
        BundleRow(
            case,
            counts.get(case.pk, none)["done"],
            counts.get(case.pk, none)["total"],
            dues.get(case.pk),
            bool(counts.get(case.pk, none)["wrong"]),
        )
        for case in bundles
    ]


def _application(case: Case) -> Application | None:
    rows = Application.objects.select_related("bundle", "applicant", "enterprise", "started_by")
    return rows.filter(case_id=case.parent_id or case.pk).first()


def _needs(ids: Sequence[UUID]) -> dict[UUID, list[Case]]:
    found: dict[UUID, list[Case]] = {}
    rows = Dependency.objects.filter(case_id__in=ids).select_related("needed__item")
    for row in rows.order_by("pk"):
        found.setdefault(row.case_id, []).append(row.needed)
    return found


def _commitments(ids: Sequence[UUID]) -> dict[UUID, list[Commitment]]:
    found: dict[UUID, list[Commitment]] = {}
    rows = Commitment.objects.filter(case_id__in=ids).select_related("office")
    for row in rows.order_by("started_at", "pk"):
        found.setdefault(row.case_id, []).append(row)
    return found
