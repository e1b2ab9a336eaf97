"""The policy of a run, as the version of the list that the run was opened with says it."""

from functools import lru_cache
from uuid import UUID

from yingshang.city.benefits.listing import Fund, Policy
from yingshang.city.benefits.payments.errors import NoFund
from yingshang.city.benefits.runs.models import Run
from yingshang.core.catalogue.models import Item


@lru_cache(maxsize=256)
def _policy(item_id: UUID) -> Policy:
    return Policy.model_validate(Item.objects.get(pk=item_id).body, strict=False)


def policy_of(run: Run) -> Policy:
    """Rows of lists never change under their id, so each is parsed once a process."""
    return _policy(run.item_id)


def fund_of(policy: Policy) -> Fund:
    """Where its money comes from. Errors: `NoFund`."""
    if policy.fund is None:
        raise NoFund(policy=policy.code)
    return policy.fund


def paying_office(policy: Policy) -> str:
    """The code of the office that pays."""
    return policy.payer or policy.owner


def limit_fen(policy: Policy) -> int | None:
    """Above it a third person signs. *Units*: fen."""
    limit = policy.second_release_above
    return None if limit is None else int(limit) * 100
