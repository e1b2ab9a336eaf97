"""A trial begins: checked, the data frozen, the rules kept, the job given to the worker."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from yingshang.city.benefits.laboratory.doors import refuse_stranger
from yingshang.city.benefits.laboratory.errors import TooManyTrials, TrialUnfinished
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.noting import (
    Prepared,
    Trial,
    frozen_rows,
    keep_note,
    keep_rules,
    prepare,
    record_reading,
)
from yingshang.city.benefits.policies.reading import policy
from yingshang.core.access.models import User
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor

KIND = "benefit_trial"
AT_ONCE = 3
"""So many trials of one person wait or run at once."""
COPIED = (
    "place", "policy", "item_id", "decided_on", "snapshots", "settings", "before_hash",
    "after_hash", "covers_reserve", "budget_fen",
)  # fmt: skip
State = LaboratoryTrial.State
UNDER_WAY = (State.WAITING, State.RUNNING, State.COMPARED)


def begin_trial(place: str, trial: Trial, *, user: User, at: datetime) -> LaboratoryTrial:
    """Freeze the data and let the worker compare; nothing is kept of what cannot be tried.

    Errors: `NoSuchPolicy`, `TrialNotAllowed`, `TooManyTrials`, those of `noting.prepare`.
    """
    refuse_stranger(user, policy(place, trial.code, on=trial.on), at=at)
    made = prepare(place, trial)
    keep_rules(made.before, trial.dmn, made.after.rule.hash)
    row = _row(made, user, at)
    with transaction.atomic():
        _refuse_many(user)
        row.save(force_insert=True)
        record_reading(made, actor=Actor.user(user.pk), at=at, run_kind=KIND, run_id=row.pk)
        begin(row.pk)
    return row


def begin_again(note: LaboratoryNote, *, user: User, at: datetime) -> LaboratoryTrial:
    """Let the worker compute a note again from what it was made of. Errors: `TooManyTrials`."""
    copied = {name: getattr(note, name) for name in COPIED}
    with transaction.atomic():
        _refuse_many(user)
        row = LaboratoryTrial.objects.create(
            **copied, again_of=note, made_by=user.pk, made_at=at, touched_at=at
        )
        begin(row.pk)
    return row


def save_trial(trial: LaboratoryTrial, *, user: User, at: datetime) -> LaboratoryNote:
    """The note of a trial that is done; the same note when it was saved before.

    Errors: `TrialUnfinished`.
    """
    with transaction.atomic():
        locked = LaboratoryTrial.objects.select_for_update().get(pk=trial.pk)
        kept = locked.saved_as or locked.again_of
        if kept is not None:
            return kept
        if locked.state != State.DONE:
            raise TrialUnfinished
        copied = {name: getattr(locked, name) for name in COPIED}
        note = LaboratoryNote(**copied, result=locked.result)
        locked.saved_as = keep_note(note, actor=Actor.user(user.pk), at=at)
        locked.save(update_fields=["saved_as"])
        return locked.saved_as


def begin(trial_id: UUID) -> None:
    """Let the worker compare, once the transaction is committed."""
    app.configure_task("benefits.try", lock=f"benefits:{trial_id}").defer(trial_id=str(trial_id))


def _row(made: Prepared, user: User, at: datetime) -> LaboratoryTrial:
    trial = made.trial
    return LaboratoryTrial(
        id=new_id(), place=made.before.item.place, policy=made.before.code, item=made.before.item,
        decided_on=trial.on, snapshots=frozen_rows(made.snapshots), settings=dict(trial.settings),
        rule_name="" if trial.dmn is None else trial.dmn.name[:120],
        before_hash=made.before.rule.hash, after_hash=made.after.rule.hash,
        covers_reserve=made.covers_reserve, budget_fen=trial.budget_fen, made_by=user.pk,
        made_at=at, touched_at=at,
    )  # fmt: skip


def _refuse_many(user: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if LaboratoryTrial.objects.filter(made_by=user.pk, state__in=UNDER_WAY).count() >= AT_ONCE:
        raise TooManyTrials(n=AT_ONCE)
