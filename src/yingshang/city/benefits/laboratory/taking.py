"""Firms by name that leave the laboratory: recorded, and as a workbook through the exports."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

import duckdb

from yingshang.city.benefits.laboratory.comparing import quoted
from yingshang.city.benefits.laboratory.doors import get_trial_for
from yingshang.city.benefits.laboratory.errors import TrialMissing
from yingshang.city.benefits.laboratory.models import LaboratoryTrial
from yingshang.city.benefits.laboratory.trying import KIND
from yingshang.city.benefits.laboratory.working import FIRMS, file_of
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.exports.registry import register
from yingshang.core.exports.types import Column, Exporter, Line, Wanted
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

EXPORT = "benefits.trial_firms"
BATCH = 5_000
COLUMNS = (
    Column("统一社会信用代码", "Credit code", 20),
    Column("企业名称", "Name", 36),
    Column("规模", "Size", 10),
    Column("登记地代码", "Registered in", 12),
    Column("行业", "Industry", 22),
    Column("现行结论", "Outcome now", 14),
    Column("试算结论", "Outcome tried", 14),
    Column("现行（分）", "Now, fen", 16),
    Column("试算（分）", "Tried, fen", 16),
    Column("变化（分）", "Change, fen", 16),
)


def take_away(trial: LaboratoryTrial, *, user: User, at: datetime) -> None:
    """Record that the firms of a trial were taken away as a file."""
    data: dict[str, object] = {"policy": trial.policy}
    actor = Actor.user(user.pk)
    record([Act(trial.place, KIND, trial.pk, actor, at, f"{KIND}.take_away", data)])


def firm_parts(wanted: Wanted) -> Iterator[list[Line]]:
    """The firms whose amount changes. *Units*: fen. Errors: `TrialMissing`, `FilesGone`."""
    path = file_of(_trial(wanted), FIRMS)
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT * FROM read_parquet('{quoted(path)}')")  # noqa: S608 - our own file
        while rows := found.fetchmany(BATCH):
            yield [list(row) for row in rows]


def register_trial_exporter() -> None:
    """Make the list known."""
    register(Exporter(EXPORT, "试算中金额变化的企业", "Firms whose amount changes in a trial",
                      COLUMNS, firm_parts, _described))  # fmt: skip


def _trial(wanted: Wanted) -> LaboratoryTrial:
    try:
        trial_id = UUID(wanted.filter.get("trial", ""))
    except ValueError:
        raise TrialMissing from None
    return get_trial_for(wanted.user, place_code(), trial_id, at=wanted.at)


def _described(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("试算 · Trial", asked.get("trial", ""))]
