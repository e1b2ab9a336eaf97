"""Many papers in one print: at once when few, by the worker when many; every print is an entry."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.pdf import Pdf
from yingshang.city.matters.papers.rendering import papers_pdf
from yingshang.city.matters.tools.errors import NothingToPrint, PrintMissing, TooManyToPrint
from yingshang.city.matters.tools.models import PrintRun
from yingshang.core.access.doors import served_cases
from yingshang.core.access.models import User
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

AT_ONCE = 20
MOST = 1_000
KEPT_FOR = timedelta(hours=24)
NAME = "批量打印"


def print_papers(
    case_ids: Collection[UUID], *, kind: str = "", user: User, at: datetime
) -> PrintRun:
    """A print of the papers of the cases: of one kind, or all. Few are ready at once.

    The reader keeps a print for a day. Cases that are not at her posts are left out.
    Errors: `NothingToPrint`, `TooManyToPrint`; `NoChineseFont`.
    """
    papers = _papers(case_ids, kind, user, at)
    run = PrintRun(
        id=new_id(), place=papers[0].place, user=user, asked_at=at, expires_at=at + KEPT_FOR,
        paper_ids=[str(paper.pk) for paper in papers],
    )  # fmt: skip
    with transaction.atomic():
        run.save(force_insert=True)
        record([_act(run, papers, kind, user, at)])
        if len(papers) > AT_ONCE:
            app.configure_task("matters.print").defer(run=str(run.pk))
    if len(papers) <= AT_ONCE:
        make_print(run.pk)
    run.refresh_from_db()
    return run


def make_print(run_id: UUID) -> None:
    """Set the papers of a print; one that is ready already stays as it is."""
    run = PrintRun.objects.filter(pk=run_id, state=PrintRun.State.WAITING).first()
    if run is None:
        return
    found = Paper.objects.select_related("case__item").in_bulk([UUID(i) for i in run.paper_ids])
    papers = [found[UUID(i)] for i in run.paper_ids]
    content = papers_pdf(papers, name=NAME, at=run.asked_at).content
    PrintRun.objects.filter(pk=run_id, state=PrintRun.State.WAITING).update(
        state=PrintRun.State.READY, done=len(papers), content=content
    )


def fail_print(run_id: UUID) -> None:
    """Say that the papers of a print could not be set."""
    waiting = PrintRun.objects.filter(pk=run_id, state=PrintRun.State.WAITING)
    waiting.update(state=PrintRun.State.FAILED)


def open_print(user: User, run_id: UUID, *, at: datetime) -> Pdf:
    """The finished print of its reader. Errors: `PrintMissing`."""
    run = print_of(user, run_id, at=at)
    if run.state != PrintRun.State.READY or run.content is None:
        raise PrintMissing
    return Pdf(f"{NAME} {run.done} 份.pdf", bytes(run.content))


def print_of(user: User, run_id: UUID, *, at: datetime) -> PrintRun:
    """A print that the user asked for and that is not over. Errors: `PrintMissing`."""
    run = PrintRun.objects.filter(pk=run_id, user=user, expires_at__gt=at).first()
    if run is None:
        raise PrintMissing
    return run


def forget_prints(*, at: datetime) -> int:
    """Remove what its reader no longer keeps; how many."""
    return PrintRun.objects.filter(expires_at__lte=at).delete()[0]


def _papers(case_ids: Collection[UUID], kind: str, user: User, at: datetime) -> Sequence[Paper]:
    served = served_cases(user, at=at).filter(pk__in=case_ids)
    rows = Paper.objects.filter(case__in=served.values("pk"))
    if kind:
        rows = rows.filter(kind=kind)
    papers = list(rows.order_by("case__number", "issued_at", "id")[: MOST + 1])
    if not papers:
        raise NothingToPrint(field="case")
    if len(papers) > MOST:
        raise TooManyToPrint(field="case", most=MOST)
    return papers


def _act(run: PrintRun, papers: Sequence[Paper], kind: str, user: User, at: datetime) -> Act:
    data: dict[str, object] = {
        "papers": len(papers),
        "kind": kind or "all",
        "cases": sorted({str(paper.case_id) for paper in papers}),
    }
    return Act(run.place, "print", run.pk, Actor.user(user.pk), at, "papers.print", data)
