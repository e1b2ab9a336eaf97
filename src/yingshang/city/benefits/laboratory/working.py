"""The worker's part: the comparison, then the conditions, then the lists of firms as files.

The tables are kept as soon as they are there. A worker that is killed leaves a row without a sign
of life; `rescue` begins anew, three times at most. Files stand whole or not at all.
"""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import duckdb
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yingshang.city.benefits.laboratory.comparing import CHANGED, compare, quoted
from yingshang.city.benefits.laboratory.errors import FilesGone
from yingshang.city.benefits.laboratory.models import LaboratoryTrial
from yingshang.city.benefits.laboratory.noting import recompute, snapshots_of, variants_of
from yingshang.city.benefits.laboratory.thresholds import CLOSE
from yingshang.city.benefits.laboratory.trying import UNDER_WAY, begin
from yingshang.city.benefits.laboratory.types import Compared
from yingshang.city.benefits.runs.listed import folder
from yingshang.errors import DomainError

FOLDER = "_laboratory"
FIRMS, NEAR = "firms.parquet", "near.parquet"
SILENT = timedelta(minutes=3)
KEPT = timedelta(days=30)
MOST_ATTEMPTS = 3
NEAREST = f"SELECT * FROM {CLOSE} ORDER BY number, holds, credit_code"  # noqa: S608 - a name of ours
State = LaboratoryTrial.State


def work(trial_id: UUID) -> None:
    """Make one trial; nothing if it is not waiting any more."""
    rows = LaboratoryTrial.objects.filter(pk=trial_id, state=State.WAITING)
    now = timezone.now()
    if not rows.update(state=State.RUNNING, attempts=F("attempts") + 1, touched_at=now):
        return
    trial = LaboratoryTrial.objects.select_related("item", "again_of").get(pk=trial_id)
    try:
        if trial.again_of is None:
            _try(trial)
        else:
            again = recompute(trial.again_of, progress=_reporter(trial))
            _note(trial, state=State.DONE, result=again.compared.to_json(), progress=100,
                  differing=list(again.differing))  # fmt: skip
    except DomainError as error:
        _note(trial, state=State.FAILED, problem=[error.text(), error.text("en")])


def rescue(*, at: datetime) -> int:
    """Begin anew what lost its worker, or give it up after three times; how many."""
    silent = LaboratoryTrial.objects.filter(state__in=UNDER_WAY, touched_at__lt=at - SILENT)
    found = list(silent)
    for trial in found:
        if trial.attempts >= MOST_ATTEMPTS:
            _note(trial, state=State.FAILED, problem=list(INTERRUPTED))
            continue
        with transaction.atomic():
            rows = silent.filter(pk=trial.pk)
            if rows.update(state=State.WAITING, progress=0, touched_at=at):
                begin(trial.pk)
    return len(found)


INTERRUPTED = (
    "试算三次中断，已停止。请稍后再试。",
    "The trial was interrupted three times and given up. Try again later.",
)


def sweep(*, at: datetime) -> int:
    """Trials of more than thirty days go with their files; notes stay. How many."""
    old = LaboratoryTrial.objects.filter(made_at__lt=at - KEPT).exclude(state__in=UNDER_WAY)
    ids = list(old.values_list("pk", flat=True))
    for trial_id in ids:
        shutil.rmtree(folder_of(trial_id), ignore_errors=True)
    LaboratoryTrial.objects.filter(pk__in=ids).delete()
    return len(ids)


def folder_of(trial_id: UUID) -> Path:
    """Where the lists of firms of a trial stand."""
    return folder(FOLDER) / str(trial_id)


def file_of(trial: LaboratoryTrial, name: str) -> Path:
    """A list of firms of a trial. Errors: `FilesGone`."""
    path = folder_of(trial.pk) / name
    if not path.is_file():
        raise FilesGone
    return path


def _try(trial: LaboratoryTrial) -> None:
    before, after = variants_of(trial)
    found = compare(
        before, after, place=trial.place, on=trial.decided_on, snapshots=snapshots_of(trial),
        covers_reserve=trial.covers_reserve, budget_fen=trial.budget_fen,
        use=_writer(trial), first=_first(trial), progress=_reporter(trial),
    )  # fmt: skip
    _note(trial, state=State.DONE, result=found.to_json(), progress=100)


def _first(trial: LaboratoryTrial) -> Callable[[Compared], None]:
    def hear(found: Compared) -> None:
        _note(trial, state=State.COMPARED, result=found.to_json(), progress=90)

    return hear


def _writer(trial: LaboratoryTrial) -> Callable[[duckdb.DuckDBPyConnection], None]:
    def write(engine: duckdb.DuckDBPyConnection) -> None:
        target = folder_of(trial.pk)
        part = target.with_name(f".{target.name}-{trial.attempts}")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for query, name in ((CHANGED, FIRMS), (NEAREST, NEAR)):
            engine.execute(f"COPY ({query}) TO '{quoted(part / name)}' (FORMAT parquet)")
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)

    return write


def _reporter(trial: LaboratoryTrial) -> Callable[[float], None]:
    def report(share: float) -> None:
        _note(trial, progress=min(85, int(85 * share)))

    return report


def _note(trial: LaboratoryTrial, **values: object) -> None:
    """Write how far it is, unless another worker has it meanwhile."""
    rows = LaboratoryTrial.objects.filter(pk=trial.pk, attempts=trial.attempts)
    rows.filter(state__in=UNDER_WAY).update(touched_at=timezone.now(), **values)
