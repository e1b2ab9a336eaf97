"""What is there against what was acknowledged, what the bank paid, and what is due by hand."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import F, Sum

from tests.cast import PLACE
from tests.city.benefits.desk import code, due_firms
from tests.city.benefits.killing.notes import Notes
from tests.city.benefits.killing.officers import CLAWED_FEN, clawed_in, due_in
from yingshang.city.benefits.payments.lifecycle import RETRY
from yingshang.city.benefits.payments.models import Batch, Budget, Payment, Receipt, Recovery
from yingshang.city.benefits.population.committing import committed_rows
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.audit.registry import audit
from yingshang.core.facts.models import Snapshot
from yingshang.core.ledger.models import Entry

_TAKEN = """
SELECT e.subject_id::text,
    coalesce((convert_from(x.body, 'UTF8')::jsonb -> 'data' ->> 'version')::int, 1)
FROM ledger_entry e JOIN ledger_content x ON x.entry_id = e.id AND x.recorded_at = e.recorded_at
WHERE e.subject_id = ANY(%s::uuid[]) AND (e.action = 'case.open'
    OR convert_from(x.body, 'UTF8')::jsonb -> 'data' ?& ARRAY['from', 'to', 'version'])"""


def troubles(
    notes: Notes, paid: Mapping[str, int], seen: Mapping[str, int], rounds: int
) -> Iterator[str]:
    """Every sentence is something that must not be."""
    yield from _files(notes, seen)
    yield from _steps(notes)
    yield from _acts(notes)
    yield from _lists(rounds)
    yield from _money(paid, rounds)
    for invariant, finding in audit(PLACE):
        if not finding.holds:
            yield f"audit: {invariant.name}: {finding.broken} of {finding.checked}: {finding.first}"


def _files(notes: Notes, seen: Mapping[str, int]) -> Iterator[str]:
    batches = dict(Batch.objects.values_list("number", "sha256"))
    yield from (f"sent twice: file {sha}" for sha, times in seen.items() if times > 1)
    yield from (f"sent and not known: {sha}" for sha in seen.keys() - set(batches.values()))
    yield from (f"known and never sent: {sha}" for sha in set(batches.values()) - seen.keys())
    for line in notes:
        if "batch" in line and batches.get(line["batch"]) != line["sha256"]:
            yield f"acknowledged and lost: file {line['batch']}"


def _steps(notes: Notes) -> Iterator[str]:
    reached: dict[str, int] = {}
    for line in notes:
        if "case" in line:
            reached[line["case"]] = max(line["version"], reached.get(line["case"], 0))
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [list(reached)])
        taken = Counter(cursor.fetchall())
    yield from (f"done twice: {case} to version {v}" for (case, v), n in taken.items() if n > 1)
    for case, version in reached.items():
        missing = [v for v in range(1, version + 1) if not taken[case, v]]
        if missing:
            yield f"acknowledged and lost: case {case}, steps to versions {missing}"


def _acts(notes: Notes) -> Iterator[str]:
    snapshots = set(Snapshot.objects.values_list("content_hash", flat=True))
    receipts = set(Receipt.objects.values_list("sha256", flat=True))
    repaid = {str(pk): fen for pk, fen in Recovery.objects.values_list("pk", "repaid_fen")}
    tries = Entry.objects.filter(action=RETRY.action).values_list("subject_id", flat=True)
    retried, said = Counter(str(pk) for pk in tries), Counter[str]()
    for line in notes:
        if "snapshot" in line and line["snapshot"] not in snapshots:
            yield f"acknowledged and lost: delivery {line['snapshot']}"
        if "receipt" in line and line["receipt"] not in receipts:
            yield f"acknowledged and lost: receipt {line['receipt']}"
        if "repaid" in line and repaid.get(line["repaid"]) != line["fen"]:
            yield f"repaid {line['fen']} once, and there stands {repaid.get(line['repaid'])}"
        said.update([line["retried"]] if "retried" in line else [])
    yield from (f"acknowledged and lost: payment {pk} tried again" for pk in said - retried)


def _lists(rounds: int) -> Iterator[str]:
    for run in Run.objects.select_related("case").order_by("instalment"):
        turn = run.instalment - 1
        wanted = {code(n): due_in(n, turn) for n in due_firms()}
        rows = Entitlement.objects.filter(run=run)
        if dict(rows.values_list("credit_code", "full_fen")) != wanted:
            yield f"the list of round {turn} is not what the rule says"
        right = committed_rows(sorted((firm, fen, None) for firm, fen in wanted.items()))
        if (run.list_hash, run.root) != (right.list_hash, right.root):
            yield f"round {turn} commits to another list"
        if run.case.state != "closed":
            yield f"round {turn} is {run.case.state}"
    if Run.objects.count() != rounds:
        yield f"{Run.objects.count()} rounds, {rounds} wanted"


def _money(paid: Mapping[str, int], rounds: int) -> Iterator[str]:
    """The bank's ledger, the platform's, and the sum by hand, firm by firm and in all."""
    given = Counter({code(n): due_in(n, rounds - 1) for n in due_firms()})
    for turn in range(rounds - 1):
        given[code(clawed_in(turn))] += CLAWED_FEN  # paid back, and due again in the next round
    rows = Payment.objects.filter(state__in=["paid", "recovered"]).values("credit_code")
    summed = rows.annotate(fen=Sum(F("amount_fen") - F("withheld_fen"))).order_by()
    known = {row["credit_code"]: row["fen"] for row in summed}
    for firm in given.keys() | paid.keys() | known.keys():
        sums = given[firm], known.get(firm, 0), paid.get(firm, 0)
        if len(set(sums)) > 1:
            yield f"{firm}: due {sums[0]}, known as paid {sums[1]}, the bank paid {sums[2]}"
    under_way = Payment.objects.exclude(state__in=["paid", "recovered"]).count()
    if under_way:
        yield f"{under_way} payments are still under way"
    for budget in Budget.objects.select_related("transit", "paid", "recovered", "available"):
        found = (budget.transit.balance, budget.available.reserved, budget.recovered.balance,
                 budget.paid.balance)  # fmt: skip
        back = CLAWED_FEN * rounds
        if found != (0, 0, back, given.total() - back):
            yield f"accounts: transit, reserved, recovered, paid are {found}"
