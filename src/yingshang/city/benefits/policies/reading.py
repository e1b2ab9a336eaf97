"""The policies of a place as they are listed, each with its rule, and as they stand on a day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet
from django.utils import timezone

from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.policies.errors import NoSuchPolicy
from yingshang.city.benefits.policies.validity import State, state_of
from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.rules import rule
from yingshang.rules import Model
from yingshang.worktime.zone import local

KIND = "benefit_policy"
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
MOST_PARSED = 1_000
_parsed: dict[UUID, tuple[Item, Policy]] = {}
"""Rows of lists never change under their id: each is read and parsed once a process."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy: its row (version) in the lists, what the row says, its rule, and the day asked."""

    item: Item
    model: Policy
    rule: Model
    on: date

    @property
    def code(self) -> str:
        """The policy's code."""
        return self.model.code

    @property
    def state(self) -> State:
        """How far it is on the day asked."""
        return state_of(self.model, self.on)


def policies(place: str, on: date) -> tuple[Listed, ...]:
    """Every policy in the place's current lists, whatever its state on the day; by code.

    One SQL statement, two where rows are new; each rule is looked for once.
    Errors: `RuleMissing`, `RulesError` for a rule that went bad since loading.
    """
    ids = _current(place).aggregate(ids=ArrayAgg("pk", order_by="code", default=[]))["ids"]
    rows = _rows(ids)
    rules = {name: rule(name) for name in {model.decision.rule for _, model in rows}}
    return tuple(Listed(item, model, rules[model.decision.rule], on) for item, model in rows)


def policy(place: str, code: str, *, on: date | None = None) -> Listed:
    """The policy of that code; `-` and `_` mean the same in it. `on` is today unless given.

    Errors: `NoSuchPolicy`, which names those that there are; as `policies`.
    """
    wanted = code.strip().replace("-", "_")
    item = _current(place).filter(code=wanted).first() if CODE.fullmatch(wanted) else None
    if item is None:
        known = _current(place).order_by("code").values_list("code", flat=True)
        raise NoSuchPolicy(policy=code[:60], known=", ".join(known) or "–")
    return _listed(item, on or today())


def version(item_id: UUID, *, on: date) -> Listed:
    """The version of a policy that a run was made under, whatever the lists say now."""
    return _listed(Item.objects.get(pk=item_id, kind=KIND), on)


def today() -> date:
    """Today where the place is."""
    return local(timezone.now(), field="at").date()


def _current(place: str) -> QuerySet[Item]:
    return Item.objects.filter(place=place, kind=KIND, is_current=True)


def _listed(item: Item, on: date) -> Listed:
    _keep([] if item.pk in _parsed else [item])
    kept, model = _parsed[item.pk]
    return Listed(kept, model, rule(model.decision.rule), on)


def _rows(ids: Sequence[UUID]) -> list[tuple[Item, Policy]]:
    new = [pk for pk in ids if pk not in _parsed]
    _keep(Item.objects.filter(pk__in=new) if new else ())
    return [_parsed[pk] for pk in ids]


def _keep(items: Iterable[Item]) -> None:
    if len(_parsed) >= MOST_PARSED:
        _parsed.clear()
    for item in items:
        _parsed[item.pk] = (item, Policy.model_validate(item.body, strict=False))
