"""A run computed again, years later: from its snapshots, its rule and its day, to the same list.

Whatever is gone or was changed fails loudly; firms whose amount differs are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from yingshang.city.benefits.population.committing import Commitment, committed_rows
from yingshang.city.benefits.population.evaluating import evaluate
from yingshang.city.benefits.runs.alone import CORRECTED, basis_of
from yingshang.city.benefits.runs.crediting import excluded
from yingshang.city.benefits.runs.listed import listed_of
from yingshang.city.benefits.runs.loading import snapshots_of
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.facts.errors import SnapshotDamaged
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import is_whole

SHOWN = 20
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Differing:
    """A firm whose amount is another now; None where it is not on that list. *Units*: fen."""

    credit_code: str
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The commitments then and now, and the firms that differ (`SHOWN` at most)."""

    run: Run
    now: Commitment
    firms: int
    differing: tuple[Differing, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it was."""
        is_same = (self.now.list_hash, self.now.root) == (self.run.list_hash, self.run.root)
        return is_same and not self.differing


def recheck(run: Run) -> Rechecked:
    """Compute the run again and compare, hash by hash and firm by firm.

    What was granted on application is computed again from what each application read and stated.
    Errors: `SnapshotDamaged`, `EvaluationFailed` for a snapshot that is gone, `RuleLost`.
    """
    snapshots = snapshots_of(run)
    for snapshot, kept in zip(snapshots, run.snapshots, strict=True):
        is_kept = snapshot.content_hash == kept["hash"]
        if not is_kept or not is_whole(run.place, snapshot.dataset, snapshot.content_hash):
            raise SnapshotDamaged(dataset=snapshot.dataset, as_of=snapshot.as_of)
    if run.basis == Run.Basis.GRANTED:
        return _granted(run, snapshots)
    with TemporaryDirectory() as folder:
        found = evaluate(
            [listed_of(run)], place=run.place, on=run.decided_on, snapshots=snapshots,
            out=Path(folder), covers_reserve=run.covers_reserve, rooted=True,
        ).policies[0]  # fmt: skip
        differing = tuple(islice(_differing(run, found.file), SHOWN))
    return Rechecked(run, found.committed, found.committed.rows, differing)


def runs_of(place: str, text: str) -> Iterator[Run]:
    """The runs whose number, id or policy that is."""
    rows = Run.objects.filter(place=place).select_related("case__office", "item")
    wanted = text.strip().replace("-", "_")
    for run in rows.order_by("policy", "period", "instalment"):
        names = (run.case.number, str(run.pk), run.policy)
        if any(name.replace("-", "_") == wanted for name in names):
            yield run


def _granted(run: Run, snapshots: Sequence[Snapshot]) -> Rechecked:
    """Each row from its application; the credit lists from the run's snapshots."""
    rows = list(Entitlement.objects.filter(run=run).select_related("run"))
    rows.sort(key=lambda row: row.credit_code)
    now = {row.credit_code: _alone(row) for row in rows}
    hits = excluded(listed_of(run), list(now), snapshots=snapshots)
    commitment = committed_rows((code, fen or 0, hits.get(code)) for code, fen in now.items())
    differing = (
        Differing(row.credit_code, row.full_fen, now[row.credit_code])
        for row in rows
        if now[row.credit_code] != row.full_fen
    )
    return Rechecked(run, commitment, len(rows), tuple(islice(differing, SHOWN)))


def _alone(row: Entitlement) -> int | None:
    """What the rule gives a firm that was decided alone, now. *Units*: fen."""
    basis = basis_of(row)
    if basis is None:
        return None
    answer = basis.answer(basis.given(), explain=False)
    return answer.amount_fen if answer.eligible else None


def _differing(run: Run, file: Path) -> Iterator[Differing]:
    """The rows of the list that say another amount than the rule does now, both by credit code."""
    kept = Entitlement.objects.filter(run=run).select_related("run")
    with duckdb.connect() as connection:
        reader = connection.sql(
            "SELECT credit_code, amount_fen FROM"  # noqa: S608 - our own file
            f" read_parquet('{file}') WHERE eligible AND amount_fen > 0 ORDER BY credit_code"
        ).to_arrow_reader(BATCH)
        now = {code: fen for batch in reader for code, fen in
               zip(*(column.to_pylist() for column in batch.columns), strict=True)}  # fmt: skip
    for row in kept.iterator(BATCH):
        found = _alone(row) if CORRECTED in row.explanation else now.get(row.credit_code)
        if found != row.full_fen:
            yield Differing(row.credit_code, row.full_fen, found)
