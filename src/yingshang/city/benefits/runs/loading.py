"""What every list is loaded with, wherever its firms come from: columns, snapshots, the lock."""

from uuid import UUID

from yingshang.city.benefits.population.errors import EvaluationFailed
from yingshang.city.benefits.runs.models import Run
from yingshang.core.facts.models import Snapshot
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case

SYSTEM = Actor.system("benefits")
COLUMNS = (
    "id", "run_id", "credit_code", "name", "full_fen", "before_fen", "amount_fen", "channel",
    "explanation", "state", "reason",
)  # fmt: skip
CHANNELS = {"税务部门社会保险费账户": "tax_account", "单位对公账户": "bank_account"}


def snapshots_of(run: Run) -> list[Snapshot]:
    """The snapshots that were frozen. Errors: `EvaluationFailed` for one that is gone."""
    wanted = {UUID(row["id"]): row for row in run.snapshots}
    found = Snapshot.objects.select_related("office").in_bulk(list(wanted))
    lost = [row for pk, row in wanted.items() if pk not in found]
    if lost:
        raise EvaluationFailed(why=f"{lost[0]['dataset']} {lost[0]['as_of']}")
    return [found[pk] for pk in wanted]


def is_still(run: Run, state: str) -> bool:
    """Whether nobody else was faster; the case stays locked for the transaction."""
    cases = Case.objects.select_for_update(of=("self",)).filter(pk=run.pk)
    return cases.values_list("state", flat=True).get() == state
