"""What firms were paid, counted from the payments that the bank confirmed; and what taxes fell by.

Where a run read snapshots that say they are simulated, the value says how much of it rests on them.
"""

from fractions import Fraction

import duckdb
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from yingshang.city.benefits.payments.models import Payment
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.queries import newest
from yingshang.core.facts.storing import file_of
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import register
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case

REFUND = "job_retention_refund"
RELIEF = "tax_relief"
SIMULATED = "simulated-"
"""How the name of a file begins whose content is simulated."""
FEN = 100


def paid_in(place: str, period: Period) -> QuerySet[Payment]:
    """Payments that the bank confirmed in the period, and that were not wholly taken back."""
    return Payment.objects.filter(
        place=place, state=Payment.State.PAID, paid_at__gte=period.start, paid_at__lt=period.end
    )


def refunds(place: str, period: Period) -> QuerySet[Payment]:
    """Those of the job-retention refund, whatever year's."""
    return paid_in(place, period).filter(policy__startswith=REFUND)


def awards(place: str, period: Period) -> QuerySet[Payment]:
    """Those of all other policies."""
    return paid_in(place, period).exclude(policy__startswith=REFUND)


def refund_firms(place: str, period: Period) -> Value:
    """Firms that were paid, each once, however many instalments they had."""
    rows = refunds(place, period)
    count = _firms(rows)
    simulated = _firms(_simulated(rows, place))
    return Value.count(count, _marked(Fraction(simulated), simulated))


def refund_paid(place: str, period: Period) -> Value:
    """What they were paid. *Units*: yuan."""
    return _sum(refunds(place, period), place)


def awards_paid(place: str, period: Period) -> Value:
    """What firms were paid by the other policies. *Units*: yuan."""
    return _sum(awards(place, period), place)


def refund_runs(place: str, period: Period) -> QuerySet[Case]:
    """The runs by which they were paid."""
    return Case.objects.filter(pk__in=refunds(place, period).values("run_id"))


def award_runs(place: str, period: Period) -> QuerySet[Case]:
    """The runs by which the others were paid."""
    return Case.objects.filter(pk__in=awards(place, period).values("run_id"))


def tax_relief(place: str, period: Period) -> Value:
    """The sum that the tax office delivered for the months of the period. *Units*: yuan."""
    snapshot = newest(place, RELIEF, on=timezone.localdate(timezone.now()))
    if snapshot is None:
        return Value(None, 0)
    path = file_of(place, RELIEF, snapshot.content_hash)
    months = [f"{period.start:%Y-%m}", f"{period.end:%Y-%m}"]
    with duckdb.connect() as connection:
        (found,) = connection.execute(
            "SELECT count(*), sum(relief_amount)::BIGINT FROM read_parquet(?)"
            " WHERE relief_month >= ? AND relief_month < ?",
            [str(path), *months],
        ).fetchall()
    count, fen = found
    if not count:
        return Value(None, 0)
    is_simulated = snapshot.file_name.startswith(SIMULATED)
    value = Fraction(fen, FEN)
    return Value(value, count, _marked(value, count) if is_simulated else ())


def _firms(rows: QuerySet[Payment]) -> int:
    return int(rows.aggregate(n=Count("credit_code", distinct=True))["n"])


def _sum(rows: QuerySet[Payment], place: str) -> Value:
    found = rows.aggregate(n=Count("pk"), fen=Sum("amount_fen"))
    if not found["n"]:
        return Value(None, 0)
    fake = _simulated(rows, place).aggregate(n=Count("pk"), fen=Sum("amount_fen"))
    parts = _marked(Fraction(fake["fen"] or 0, FEN), fake["n"])
    return Value(Fraction(found["fen"], FEN), found["n"], parts)


def _simulated(rows: QuerySet[Payment], place: str) -> QuerySet[Payment]:
    """Payments of runs that read a snapshot that says it is simulated."""
    files = Snapshot.objects.filter(place=place, file_name__startswith=SIMULATED)
    ids = [str(pk) for pk in files.values_list("pk", flat=True)]
    if not ids:
        return rows.none()
    reads = Q(*(("run__snapshots__contains", [{"id": pk}]) for pk in ids), _connector=Q.OR)
    return rows.filter(reads)


def _marked(value: Fraction, n: int) -> tuple[Part, ...]:
    if not n:
        return ()
    return (Part("其中依据模拟数据", "of these on simulated inputs", value, n),)


MEASURES = (
    Measure(
        "benefits.refund_firms", "享受稳岗返还的企业", "firms paid the job-retention refund",
        "enterprise",
        "时段内银行确认到账的稳岗返还的企业数，首付和补差只计一户；全额追回的不计。",
        "Firms whose job-retention refund the bank confirmed in the period; first payment and"
        " top-up count one firm; wholly recovered ones do not count.",
        refund_firms, refund_runs,
    ),
    Measure(
        "benefits.refund_paid", "稳岗返还资金", "job-retention refund paid", "yuan",
        "时段内银行确认到账的稳岗返还金额，含补差；全额追回的不计。",
        "Job-retention refund that the bank confirmed in the period, top-ups included; wholly"
        " recovered payments do not count.",
        refund_paid, refund_runs,
    ),
    Measure(
        "benefits.awards_paid", "兑现奖补资金", "awards and subsidies paid", "yuan",
        "时段内银行确认到账的其他惠企政策资金；全额追回的不计。",
        "What the bank confirmed in the period for all other policies; wholly recovered payments do"
        " not count.",
        awards_paid, award_runs,
    ),
    Measure(
        "benefits.tax_relief", "新增减税降费", "taxes and fees newly reduced", "yuan",
        "税务部门报送的最新一期“新增减税降费”数据集中，属于时段内月份的金额合计；平台不自行推算。",
        "The amounts for the months of the period in the newest snapshot that the tax office"
        " delivered; the platform reckons none of it itself.",
        tax_relief,
    ),
)  # fmt: skip


def register_benefit_measures() -> None:
    """Make them known to the registry."""
    for measure in MEASURES:
        register(measure)
