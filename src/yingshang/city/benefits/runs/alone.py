"""A row that was decided alone, not with everyone: of an application, or after a correction.

What was read and how it was decided is kept with it, so that it is explained and computed again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.matching.statements import back
from yingshang.city.benefits.policies.deciding import Answer, decide
from yingshang.city.benefits.policies.given import wanted
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.errors import EvaluationFailed
from yingshang.city.benefits.runs.listed import listed_of, listed_under
from yingshang.city.benefits.runs.models import Entitlement
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.queries import given_in
from yingshang.core.facts.types import Given

CORRECTED = "corrected"
"""In an explanation: the snapshots that a row was decided on after a datum was put right."""


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a row was decided: the policy and its rule, the day, the snapshots, statements."""

    listed: Listed
    credit_code: str
    snapshots: Sequence[Snapshot]
    statements: Mapping[str, object]
    covers_reserve: bool | None

    def given(self) -> Given:
        """The facts that were read. Errors: `SnapshotDamaged`."""
        listed = self.listed
        return given_in(listed.item.place, self.credit_code, wanted(listed.model),
                        snapshots=self.snapshots)  # fmt: skip

    def answer(self, facts: Given, *, explain: bool) -> Answer:
        """What the rule makes of them."""
        values = facts.plain | dict(self.statements)
        return decide(self.listed, values, on=self.listed.on, covers_reserve=self.covers_reserve,
                      explain=explain)  # fmt: skip


def basis_of(row: Entitlement) -> Basis | None:
    """On what a row was decided alone; None for a row of everyone's evaluation.

    Errors: `RuleLost`, `EvaluationFailed` for a snapshot that is gone.
    """
    kept = row.explanation
    if "application" in kept:
        application = Application.objects.select_related("case").get(pk=UUID(kept["application"]))
        return _of_application(application)
    if CORRECTED in kept:
        listed, run = listed_of(row.run), row.run
        return Basis(listed, row.credit_code, _snapshots(kept[CORRECTED]), {}, run.covers_reserve)
    return None


def _of_application(row: Application) -> Basis:
    hash_ = str(row.decided["model_hash"])
    listed = listed_under(row.case.item_id, hash_, on=row.decided_on)
    return Basis(listed, row.credit_code, _snapshots(row.snapshots), _stated(row),
                 _covers(listed, row.decided.get("given", {})))  # fmt: skip


def _stated(row: Application) -> Mapping[str, object]:
    elements = dictionary_of(row.place).elements
    return {code: back(elements[code], value) for code, value in row.statements.items()}


def _covers(listed: Listed, given: Mapping[str, Any]) -> bool | None:
    """Whether the fund kept its reserve then, as the rule was told."""
    names = (one.name for one in listed.model.inputs if one.fund is not None)
    return next((given.get(name) for name in names), None)


def _snapshots(kept: Sequence[Mapping[str, str]]) -> list[Snapshot]:
    wanted_ids = [UUID(row["id"]) for row in kept]
    found = Snapshot.objects.select_related("office").in_bulk(wanted_ids)
    lost = [row for row, pk in zip(kept, wanted_ids, strict=True) if pk not in found]
    if lost:
        raise EvaluationFailed(why=lost[0]["dataset"])
    return [found[pk] for pk in wanted_ids]
