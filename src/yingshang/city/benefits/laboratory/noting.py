"""Trying a change, noting it down with its hashes, and computing a note again."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from yingshang.city.benefits.laboratory.comparing import First, Use, compare
from yingshang.city.benefits.laboratory.grouping import INDUSTRY, with_industries
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.types import Compared
from yingshang.city.benefits.laboratory.variants import variant
from yingshang.city.benefits.payments.services import covers_reserve
from yingshang.city.benefits.policies.reading import Listed, policy, version
from yingshang.city.benefits.population.errors import EvaluationFailed
from yingshang.city.benefits.population.evaluating import Progress
from yingshang.city.benefits.population.freezing import elements_of, freeze
from yingshang.city.benefits.runs.errors import RuleLost
from yingshang.city.benefits.runs.listed import RULES, folder, keep_rule
from yingshang.core.facts.consulting import Purpose, record_population_read
from yingshang.core.facts.dictionary import dictionary_of
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A trial that can be made: both variants, the frozen data, the fund's reserve."""

    trial: Trial
    before: Listed
    after: Listed
    snapshots: tuple[Snapshot, ...]
    covers_reserve: bool | None


def prepare(place: str, trial: Trial) -> Prepared:
    """Everything that can be wrong with a trial is found here; nothing is read of any firm.

    Errors: `NoSuchPolicy`, `DatasetMissing`, `SnapshotTooOld`, those of `variant`.
    """
    before = policy(place, trial.code, on=trial.on)
    after = variant(before, trial.settings, dmn=trial.dmn, on=trial.on)
    frozen = freeze([before], place=place, on=trial.on)
    fund = before.model.fund
    reserve = covers_reserve(place, fund, trial.on) if fund and fund.reserve_months else None
    snapshots = with_industries(place, frozen, on=trial.on)
    return Prepared(trial, before, after, snapshots, reserve)


def record_reading(
    prepared: Prepared,
    *,
    actor: Actor,
    at: datetime,
    run_kind: str = "",
    run_id: UUID | None = None,
) -> None:
    """That everybody's data are read, of which elements, to try which policy."""
    before, snapshots = prepared.before, prepared.snapshots
    title, title_en = before.model.title, before.model.title_en
    purpose = Purpose(
        f"试算惠企政策：{title}"[:200], f"Trying a change: {title_en}"[:200], run_kind, run_id
    )
    has_industry = INDUSTRY in dictionary_of(before.item.place).elements
    elements = [*elements_of([before]), *([INDUSTRY] if has_industry else [])]
    record_population_read(
        before.item.place, elements, snapshots, purpose=purpose, actor=actor, at=at
    )


def try_change(
    place: str,
    trial: Trial,
    *,
    actor: Actor,
    at: datetime,
    use: Use | None = None,
    first: First | None = None,
) -> Tried:
    """Compare the policy in force with the change; that everyone's data were read is recorded.

    Errors: those of `prepare` and of `compare`.
    """
    made = prepare(place, trial)
    record_reading(made, actor=actor, at=at)
    compared = compare(
        made.before, made.after, place=place, on=trial.on, snapshots=made.snapshots,
        covers_reserve=made.covers_reserve, budget_fen=trial.budget_fen, use=use, first=first,
    )  # fmt: skip
    return Tried(trial, made.before, made.after, made.snapshots, made.covers_reserve, compared)


def save_note(tried: Tried, *, actor: Actor, at: datetime) -> LaboratoryNote:
    """Keep both rules and the note, with one entry that commits to it."""
    keep_rules(tried.before, tried.trial.dmn, tried.after.rule.hash)
    trial = tried.trial
    note = LaboratoryNote(
        place=tried.before.item.place, policy=tried.before.code,
        item=tried.before.item, decided_on=trial.on, snapshots=frozen_rows(tried.snapshots),
        settings=dict(trial.settings), before_hash=tried.before.rule.hash,
        after_hash=tried.after.rule.hash, covers_reserve=tried.covers_reserve,
        budget_fen=trial.budget_fen, result=tried.compared.to_json(),
    )  # fmt: skip
    return keep_note(note, actor=actor, at=at)


def keep_note(note: LaboratoryNote, *, actor: Actor, at: datetime) -> LaboratoryNote:
    """Hash the note, write it, and commit to it with an entry."""
    note.id, note.made_at = new_id(), at
    note.made_by = actor.id if actor.kind == USER else None
    note.result_hash = _hash(note.result)
    note.note_hash = _note_hash(note)
    data = {"policy": note.policy, "before": note.before_hash, "after": note.after_hash,
            "result": note.result_hash, "note": note.note_hash}  # fmt: skip
    with transaction.atomic():
        note.save(force_insert=True)
        record([Act(note.place, SUBJECT, note.pk, actor, at, f"{SUBJECT}.save", data)])
    return note


def keep_rules(before: Listed, dmn: Path | None, after_hash: str) -> None:
    """Both rules under their hashes, so that the trial can be made again years later."""
    keep_rule(before)
    if dmn is not None:
        _keep_file(dmn, after_hash)


def recompute(note: LaboratoryNote, *, progress: Progress | None = None) -> Recomputed:
    """The same comparison again, from the snapshots, rules and parameters of the note.

    Errors: `SnapshotDamaged`, `EvaluationFailed` for a snapshot that is gone, `RuleLost`.
    """
    before, after = variants_of(note)
    compared = compare(
        before, after, place=note.place, on=note.decided_on, snapshots=snapshots_of(note),
        covers_reserve=note.covers_reserve, budget_fen=note.budget_fen, progress=progress,
    )  # fmt: skip
    now = compared.to_json()
    differing = [name for name, kept in note.result.items() if _hash(now.get(name)) != _hash(kept)]
    if _note_hash(note) != note.note_hash:
        differing.append("note")
    return Recomputed(compared, tuple(differing))


def variants_of(kept: LaboratoryNote | LaboratoryTrial) -> tuple[Listed, Listed]:
    """Both sides under the rules that were kept. Errors: `RuleLost`."""
    listed = version(kept.item_id, on=kept.decided_on)
    before = replace(listed, rule=_kept(listed, kept.before_hash))
    changed = replace(listed, rule=_kept(listed, kept.after_hash))
    if not kept.settings:
        return before, changed
    return before, variant(changed, kept.settings, on=kept.decided_on, beside=before.rule)


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


def frozen_rows(snapshots: Sequence[Snapshot]) -> list[dict[str, str]]:
    """The snapshots as they are kept with what was made of them."""
    return [
        {"dataset": one.dataset, "id": str(one.pk), "hash": one.content_hash,
         "as_of": one.as_of.isoformat()}
        for one in snapshots
    ]  # fmt: skip


def snapshots_of(note: LaboratoryNote | LaboratoryTrial) -> list[Snapshot]:
    """The snapshots of then. Errors: `SnapshotDamaged`, `EvaluationFailed` for one that is gone."""
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
