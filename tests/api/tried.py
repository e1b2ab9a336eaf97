"""A change of a policy that was tried, for the API's scene: a trial that is done, and its note."""

from typing import Any

from django.utils import timezone

from tests.city.benefits.runs.award import AWARD
from yingshang.city.benefits.laboratory.noting import Trial
from yingshang.city.benefits.laboratory.trying import begin_trial, save_trial
from yingshang.city.benefits.laboratory.working import work
from yingshang.simulation.cast import DemoCast

Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def of_trials(people: DemoCast, place: str) -> tuple[dict[str, str], Aims]:
    """Ids by path parameter, and for each operation who succeeds, where and with what body.

    The award's data and its reviewer are there already: see `of_runs`.
    """
    now, settings = timezone.now(), {"奖励标准": "60000"}
    trial = begin_trial(place, Trial(AWARD, now.date(), settings), user=people["tax"], at=now)
    work(trial.pk)
    trial.refresh_from_db()
    note = save_trial(trial, user=people["tax"], at=now)
    body = {"policy": AWARD, "on": now.date().isoformat(), "settings": settings, "rule": None,
            "budget_fen": None}  # fmt: skip
    return {"trial_id": str(trial.pk), "note_id": str(note.pk)}, {
        "try_policy_change": ("tax", {}, body),
        "get_policy_trial": ("tax", {}, {}),
        "save_policy_trial": ("tax", {}, {}),
        "list_policy_notes": ("tax", {}, {}),
        "get_policy_note": ("tax", {}, {}),
    }
