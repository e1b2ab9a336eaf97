"""The public notice: what is published, for how long, and under which hashes."""

import csv
import hashlib
import io
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Collate

from yingshang.city.benefits.lifecycle import NOTICE
from yingshang.city.benefits.population.committing import Commitment, committed_rows
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.changing import DUE
from yingshang.city.benefits.runs.doors import get_run_for
from yingshang.city.benefits.runs.errors import NothingPublished
from yingshang.city.benefits.runs.evaluating import digest_of, folder_of
from yingshang.city.benefits.runs.loading import SYSTEM
from yingshang.city.benefits.runs.masking import mask_code, mask_firm
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.telling import tell_listed
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Item

HEAD = ("序号 No.", "统一社会信用代码 Credit code", "名称 Name", "金额（元） Amount (yuan)")
BATCH = 5_000


def publish(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """Publish the list, masked, for the days of the policy's parameter; every firm is told.

    The file is written first; its hash, and the root of the rows behind it, stand in the entry.
    Errors: `RunMissing`, `ParameterMissing`, `StepRefused`.
    """
    run = get_run_for(user, run_id, at=at)
    digest = write_notice(run)
    rows = commitment_of(run)
    data = {"file": digest, "list": rows.list_hash, "root": rows.root, "firms": rows.rows,
            "fen": rows.fen}  # fmt: skip
    with transaction.atomic():
        (moved,) = advance(
            [Move(run_id, "publish", Actor.user(user.pk), at, version, data=data)]
        ).moved
        clocks.begin(run.case, NOTICE, _days(run), at=at)
        _note(run, {"file": digest, "firms": rows.rows, "fen": rows.fen, "root": rows.root})
        tell_listed(run, at=at)
    return moved


def skip_notice(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """Go on without a notice where the policy has none. Errors: `RunMissing`, `StepRefused`."""
    run = get_run_for(user, run_id, at=at)
    with transaction.atomic():
        (moved,) = advance([Move(run_id, "skip_notice", Actor.user(user.pk), at, version)]).moved
        tell_listed(run, at=at)
    return moved


def end_notice(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """The notice is over and every objection decided. Errors: `RunMissing`, `StepRefused`."""
    get_run_for(user, run_id, at=at)
    return advance([Move(run_id, "end_notice", Actor.user(user.pk), at, version)]).moved[0]


def end_due_notices(*, at: datetime) -> int:
    """End, for the clock, the notices that are over and have no open objection; how many."""
    cases = Run.objects.filter(case__state="notice").values_list("pk", flat=True)
    moves = [Move(pk, "end_notice", SYSTEM, at) for pk in cases]
    return len(advance(moves, all_or_nothing=False).moved) if moves else 0


def notices() -> QuerySet[Run]:
    """The runs whose list is public now, the newest first."""
    rows = Run.objects.filter(case__state="notice").select_related("case__office", "item")
    return rows.order_by("-case__opened_at", "-pk")


def notice_of(run_id: UUID) -> Run:
    """A run in public notice. Errors: `NothingPublished`."""
    run = notices().filter(pk=run_id).first()
    if run is None:
        raise NothingPublished
    return run


def listed_rows(run: Run) -> QuerySet[Entitlement]:
    """The firms that are to be paid, by credit code."""
    code = Collate("credit_code", "C")
    return Entitlement.objects.filter(run=run, state__in=DUE).order_by(code)


def commitment_of(run: Run) -> Commitment:
    """What the list commits to now: each firm with what it is due now."""
    rows = listed_rows(run).values_list("credit_code", "amount_fen")
    return committed_rows((code, fen, None) for code, fen in rows.iterator(BATCH))


def notice_file(run: Run) -> Path:
    """Where the published file stands."""
    return folder_of(run) / "notice.csv"


def write_notice(run: Run) -> str:
    """Write the masked list whole, synced, under its name; answers its hex SHA-256."""
    path = notice_file(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    digest = hashlib.sha256()
    with part.open("wb") as file:
        for piece in _pieces(run):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return digest.hexdigest()


def opened_notice(run: Run) -> Path:
    """The published file, as it was published. Errors: `NothingPublished` where it was changed."""
    path = notice_file(run)
    published = run.counts.get("notice", {}).get("file")
    if not path.is_file() or digest_of(path) != published:
        raise NothingPublished
    return path


def _pieces(run: Run) -> Iterator[bytes]:
    yield "\ufeff".encode() + _line(HEAD)
    rows = listed_rows(run).values_list("credit_code", "name", "amount_fen")
    for number, (code, name, fen) in enumerate(rows.iterator(BATCH), 1):
        yield _line(
            (number, mask_code(code), mask_firm(name, code), f"{fen // 100}.{fen % 100:02d}")
        )


def _line(values: tuple[object, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().encode()


def _note(run: Run, notice: dict[str, object]) -> None:
    counts = Run.objects.values_list("counts", flat=True).get(pk=run.pk)
    Run.objects.filter(pk=run.pk).update(counts={**counts, "notice": notice})


def _days(run: Run) -> str:
    """The parameter that holds the working days of notice."""
    return str(Item.objects.values_list("body__public_notice", flat=True).get(pk=run.item_id))
