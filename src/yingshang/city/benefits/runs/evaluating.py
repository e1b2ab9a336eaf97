"""The job of a run: evaluate everyone, then load the candidates; killed anywhere, it goes on.

What the rule says is a file that is there whole or not at all and can be made again; what follows
from it is written in one transaction with its step. So nothing is done twice or forgotten.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
from django.db import connection, transaction
from django.utils import timezone

from yingshang.city.benefits.lifecycle import REVIEW
from yingshang.city.benefits.payments.queries import paid_before
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.evaluating import EvaluatedPolicy, evaluate
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.counting import counts_of
from yingshang.city.benefits.runs.errors import NotEvaluated
from yingshang.city.benefits.runs.granted import list_granted
from yingshang.city.benefits.runs.listed import RESULTS, folder, listed_of
from yingshang.city.benefits.runs.loading import (
    CHANNELS,
    COLUMNS,
    SYSTEM,
    is_still,
    snapshots_of,
)
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.opening import begin
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.ids import new_id_text
from yingshang.errors import DomainError

SILENT = timedelta(minutes=3)
BATCH = 20_000
State = Entitlement.State


def work(run_id: UUID, *, at: datetime | None = None) -> None:
    """Take the run as far as its candidates; a run that is there already stays as it is.

    Errors: those of `evaluate`, kept with the run as well.
    """
    run = _run(run_id)
    try:
        if run.case.state == "opened":
            finish_evaluation(run, at=at or timezone.now())
            run = _run(run_id)
        if run.case.state == "evaluated":
            load = list_granted if run.basis == Run.Basis.GRANTED else load_candidates
            load(run, at=at or timezone.now())
    except DomainError as error:
        Run.objects.filter(pk=run_id).update(problem=error.code, touched_at=timezone.now())
        raise


def finish_evaluation(run: Run, *, at: datetime) -> None:
    """Evaluate and note what came out, under the locked case."""
    found = evaluated(run)
    counts = counts_of(found.file)
    data = {"model": found.model_hash, "rows": found.firms, "list": found.committed.list_hash,
            "file": digest_of(found.file)}  # fmt: skip
    with transaction.atomic():
        if not is_still(run, "opened"):
            return
        Run.objects.filter(pk=run.pk).update(
            list_hash=found.committed.list_hash, root=found.committed.root, counts=counts,
            file_hash=data["file"], progress=100, problem="", touched_at=at,
        )  # fmt: skip
        advance([Move(run.pk, "evaluate", SYSTEM, at, data=data)])


def load_candidates(run: Run, *, at: datetime) -> None:
    """Write a row for each firm that the rule finds, less what it had before; one entry for all.

    Errors: `NotEvaluated` where the file is damaged: then it is made again.
    """
    listed, path = listed_of(run), result_of(run)
    if not path.is_file() or digest_of(path) != run.file_hash:
        again = evaluated(run)
        if again.committed.list_hash != run.list_hash:
            raise NotEvaluated
        Run.objects.filter(pk=run.pk).update(file_hash=digest_of(path))
    with transaction.atomic():
        if not is_still(run, "evaluated"):
            return
        _copy(run, listed, path)
        _match_parties(run)
        total, candidates, excluded = _sums(run)
        Run.objects.filter(pk=run.pk).update(total_fen=total, touched_at=at)
        data = {"list": run.list_hash, "root": run.root, "candidates": candidates,
                "excluded": excluded, "fen": total}  # fmt: skip
        advance([Move(run.pk, "list", SYSTEM, at, data=data)])
        clocks.begin(run.case, REVIEW, clocks.REVIEW, at=at)


def rescue(*, at: datetime) -> int:
    """Begin anew the evaluations whose worker was killed; how many."""
    silent = Run.objects.filter(case__state__in=["opened", "evaluated"], problem="")
    silent = silent.filter(touched_at__lt=at - SILENT)
    for run in silent:
        with transaction.atomic():
            if silent.filter(pk=run.pk).update(touched_at=at):
                begin(run.pk)
    return len(silent)


def evaluated(run: Run) -> EvaluatedPolicy:
    """The rule over the frozen snapshots of the run, as a file. Errors: as `evaluate`."""
    found = evaluate(
        [listed_of(run)], place=run.place, on=run.decided_on, snapshots=snapshots_of(run),
        out=folder_of(run), covers_reserve=run.covers_reserve, rooted=True, progress=_reporter(run),
    )  # fmt: skip
    return found.policies[0]


def folder_of(run: Run) -> Path:
    """Where the result of the run's rule stands."""
    return folder(RESULTS) / run.place / str(run.pk)


def result_of(run: Run) -> Path:
    """The file of the run's result."""
    return folder_of(run) / f"{run.policy}.parquet"


def digest_of(path: Path) -> str:
    """The hex SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _run(run_id: UUID) -> Run:
    return Run.objects.select_related("case", "item").get(pk=run_id)


def _reporter(run: Run) -> Any:
    def report(share: float) -> None:
        Run.objects.filter(pk=run.pk, progress__lt=100).update(
            progress=min(99, int(100 * share)), touched_at=timezone.now()
        )

    return report


def _copy(run: Run, listed: Listed, path: Path) -> None:
    before = paid_before(run.place, run.policy, run.period)
    reasons = {one.element: one.reason for one in listed.model.exclusions}
    is_topped_up = listed.model.instalments == "top_up"
    rows = (
        row
        for found in _eligible(path)
        if (row := _row(run, found, before, reasons, is_topped_up)) is not None
    )
    copy_rows("benefits_entitlement", COLUMNS, rows)


def _eligible(path: Path) -> Iterator[tuple[Any, ...]]:
    with duckdb.connect() as engine:
        reader = engine.sql(
            "SELECT credit_code, name, amount_fen, verdict, channel, exclusion"  # noqa: S608 - our own file
            f" FROM read_parquet('{path}') WHERE eligible AND amount_fen > 0 ORDER BY credit_code"
        ).to_arrow_reader(BATCH)
        for batch in reader:
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _row(
    run: Run,
    found: tuple[Any, ...],
    before: Mapping[str, int],
    reasons: Mapping[str, str],
    is_topped_up: bool,
) -> tuple[object, ...] | None:
    """A candidate; none for a firm that had all of it before. *Units*: fen."""
    code, name, full, verdict, channel, exclusion = found
    had = before.get(code, 0)
    amount = full - had
    if amount <= 0 or (had and not is_topped_up):
        return None
    state = State.EXCLUDED if exclusion else State.CANDIDATE
    told = {"verdict": verdict, "exclusion": exclusion or ""}
    return (
        new_id_text(), str(run.pk), code, (name or code)[:200], full, had, amount,
        CHANNELS.get(channel, "bank_account"), json_text(told), state.value,
        reasons.get(exclusion or "", ""),
    )  # fmt: skip


def _match_parties(run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE benefits_entitlement e SET party_id = p.id FROM core_party p"
            " WHERE e.run_id = %s AND p.credit_code = e.credit_code",
            [run.pk],
        )


def _sums(run: Run) -> tuple[int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(amount_fen) FILTER (WHERE state = 'candidate'), 0)::bigint,"
            " count(*) FILTER (WHERE state = 'candidate'),"
            " count(*) FILTER (WHERE state = 'excluded')"
            " FROM benefits_entitlement WHERE run_id = %s",
            [run.pk],
        )
        found: tuple[int, int, int] = cursor.fetchone()
    return found
