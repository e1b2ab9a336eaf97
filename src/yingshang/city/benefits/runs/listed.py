"""The policy of a run: the version of its list row, and the rule as it was, for ever."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from yingshang.city.benefits.policies.reading import Listed, version
from yingshang.city.benefits.runs.errors import RuleLost
from yingshang.city.benefits.runs.models import Run
from yingshang.core.catalogue.rules import rule_path
from yingshang.rules import Model, load
from yingshang.rules.errors import RulesError

RULES, RESULTS = "_rules", "_runs"


def folder(name: str) -> Path:
    """A folder beside the snapshots; made when it is missing."""
    path = Path(settings.FACTS_FOLDER) / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def keep_rule(listed: Listed) -> None:
    """Keep the rule's file under its hash, so that the run can be recomputed years later.

    A rule with imports is more than its file, and stays where it is.
    """
    path = folder(RULES) / f"{listed.rule.hash}.dmn"
    if path.exists():
        return
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    shutil.copyfile(rule_path(listed.model.decision.rule), part)
    part.replace(path)


def listed_of(run: Run) -> Listed:
    """The policy that the run was opened with, under the rule it was opened with.

    Errors: `RuleLost`.
    """
    return listed_under(run.item_id, run.model_hash, on=run.decided_on)


def listed_under(item_id: UUID, model_hash: str, *, on: date) -> Listed:
    """A version of a policy under the rule of that hash, whatever its file says now.

    Errors: `RuleLost`.
    """
    listed = version(item_id, on=on)
    return listed if listed.rule.hash == model_hash else replace(listed, rule=_kept(model_hash))


def _kept(model_hash: str) -> Model:
    try:
        return load(folder(RULES) / f"{model_hash}.dmn", expect_hash=model_hash)
    except (OSError, RulesError):
        raise RuleLost(hash=model_hash[:12]) from None
