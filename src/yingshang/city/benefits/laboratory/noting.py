"""Trying a change, noting it down with its hashes, and computing a note again."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from yingshang.city.benefits.laboratory.comparing import Use, compare
from yingshang.city.benefits.laboratory.models import LaboratoryNote
from yingshang.city.benefits.laboratory.types import Compared
from yingshang.city.benefits.laboratory.variants import variant
from yingshang.city.benefits.payments.services import covers_reserve
from yingshang.city.benefits.policies.reading import Listed, policy, version
from yingshang.city.benefits.population.errors import EvaluationFailed
from yingshang.city.benefits.population.freezing import elements_of, freeze
from yingshang.city.benefits.runs.errors import RuleLost
from yingshang.city.benefits.runs.listed import RULES, folder, keep_rule
from yingshang.core.facts.consulting import Purpose, record_population_read
from yingshang.core.facts.errors import SnapshotDamaged
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import is_whole
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import encode
from yingshang.core.ledger.services import record
from yingshang.rules import Model, load
from yingshang.rules.errors import RulesError

SUBJECT = "benefit_note"
USER = "user"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: the changes as people write them, the day, the budget. *Units*: fen."""

    code: str
    on: date
    settings: Mapping[str, str] = field(default_factory=dict)
    dmn: Path | None = None
    budget_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """The comparison and everything that went into it."""

    trial: Trial
    before: Listed
    after: Listed
    snapshots: tuple[Snapshot, ...]
    covers_reserve: bool | None
    compared: Compared


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a note comes to now, and which parts of it differ from what was noted."""

    compared: Compared
    differing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it was."""
        return not self.differing


def try_change(
    place: str, trial: Trial, *, actor: Actor, at: datetime, use: Use | None = None
) -> Tried:
    """Compare the policy in force with the change; that everyone's data were read is recorded.

    Errors: `NoSuchPolicy`, those of `variant`, `DatasetMissing`, `SnapshotTooOld`, those of
    `compare`.
    """
    before = policy(place, trial.code, on=trial.on)
    after = variant(before, trial.settings, dmn=trial.dmn, on=trial.on)
    snapshots = freeze([before], place=place, on=trial.on)
    fund = before.model.fund
    reserve = covers_reserve(place, fund, trial.on) if fund and fund.reserve_months else None
    title, title_en = before.model.title, before.model.title_en
    purpose = Purpose(f"试算惠企政策：{title}"[:200], f"Trying a change: {title_en}"[:200])
    record_population_read(
        place, elements_of([before]), snapshots, purpose=purpose, actor=actor, at=at
    )
    compared = compare(
        before, after, place=place, on=trial.on, snapshots=snapshots, covers_reserve=reserve,
        budget_fen=trial.budget_fen, use=use,
    )  # fmt: skip
    return Tried(trial, before, after, snapshots, reserve, compared)


def save_note(tried: Tried, *, actor: Actor, at: datetime) -> LaboratoryNote:
    """Keep both rules and the note, with one entry that commits to it."""
    keep_rule(tried.before)
    if tried.trial.dmn is not None:
        _keep_file(tried.trial.dmn, tried.after.rule.hash)
    note = _row(tried, actor, at)
    data = {"policy": note.policy, "before": note.before_hash, "after": note.after_hash,
            "result": note.result_hash, "note": note.note_hash}  # fmt: skip
    with transaction.atomic():
        note.save(force_insert=True)
        record([Act(note.place, SUBJECT, note.pk, actor, at, f"{SUBJECT}.save", data)])
    return note


def recompute(note: LaboratoryNote) -> Recomputed:
    """The same comparison again, from the snapshots, rules and parameters of the note.

    Errors: `SnapshotDamaged`, `EvaluationFailed` for a snapshot that is gone, `RuleLost`.
    """
    listed = version(note.item_id, on=note.decided_on)
    before = replace(listed, rule=_kept(listed, note.before_hash))
    changed = replace(listed, rule=_kept(listed, note.after_hash))
    after = changed if not note.settings else variant(
        changed, note.settings, on=note.decided_on
    )  # fmt: skip
    compared = compare(
        before, after, place=note.place, on=note.decided_on, snapshots=_snapshots(note),
        covers_reserve=note.covers_reserve, budget_fen=note.budget_fen,
    )  # fmt: skip
    now = compared.to_json()
    differing = [name for name, value in now.items() if _hash(value) != _hash(note.result[name])]
    if _note_hash(note) != note.note_hash:
        differing.append("note")
    return Recomputed(compared, tuple(differing))


def _row(tried: Tried, actor: Actor, at: datetime) -> LaboratoryNote:
    trial, result = tried.trial, tried.compared.to_json()
    note = LaboratoryNote(
        id=new_id(), place=tried.before.item.place, policy=tried.before.code,
        item=tried.before.item, decided_on=trial.on, snapshots=_frozen(tried.snapshots),
        settings=dict(trial.settings), before_hash=tried.before.rule.hash,
        after_hash=tried.after.rule.hash, covers_reserve=tried.covers_reserve,
        budget_fen=trial.budget_fen, result=result, result_hash=_hash(result),
        made_by=actor.id if actor.kind == USER else None, made_at=at,
    )  # fmt: skip
    note.note_hash = _note_hash(note)
    return note


def _note_hash(note: LaboratoryNote) -> str:
    return _hash({
        "policy": note.policy, "item": str(note.item_id), "on": note.decided_on.isoformat(),
        "snapshots": note.snapshots, "settings": note.settings, "before": note.before_hash,
        "after": note.after_hash, "reserve": note.covers_reserve, "budget": note.budget_fen,
        "result": _hash(note.result),
    })  # fmt: skip


def _hash(value: object) -> str:
    """SHA-256 over the canonical bytes, hex."""
    return hashlib.sha256(encode({"value": _plain(value)})).hexdigest()


def _plain(value: object) -> object:
    """Tuples as lists, so that a value hashes as it does when it comes back from the database."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _frozen(snapshots: Sequence[Snapshot]) -> list[dict[str, str]]:
    return [
        {"dataset": one.dataset, "id": str(one.pk), "hash": one.content_hash,
         "as_of": one.as_of.isoformat()}
        for one in snapshots
    ]  # fmt: skip


def _snapshots(note: LaboratoryNote) -> list[Snapshot]:
    found = Snapshot.objects.select_related("office").in_bulk(
        [UUID(row["id"]) for row in note.snapshots]
    )
    kept = []
    for row in note.snapshots:
        snapshot = found.get(UUID(row["id"]))
        if snapshot is None:
            raise EvaluationFailed(why=f"{row['dataset']} {row['as_of']}")
        is_same = snapshot.content_hash == row["hash"]
        if not is_same or not is_whole(note.place, snapshot.dataset, snapshot.content_hash):
            raise SnapshotDamaged(dataset=snapshot.dataset, as_of=snapshot.as_of)
        kept.append(snapshot)
    return kept


def _kept(listed: Listed, model_hash: str) -> Model:
    """The rule with that hash: the policy's own or the file that was kept. Errors: `RuleLost`."""
    if listed.rule.hash == model_hash:
        return listed.rule
    try:
        return load(folder(RULES) / f"{model_hash}.dmn", expect_hash=model_hash)
    except (OSError, RulesError):
        raise RuleLost(hash=model_hash[:12]) from None


def _keep_file(dmn: Path, model_hash: str) -> None:
    path = folder(RULES) / f"{model_hash}.dmn"
    if path.exists():
        return
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    shutil.copyfile(dmn, part)
    part.replace(path)
