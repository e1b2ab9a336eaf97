"""Payments: set aside once, released by two, in a file that adds up, entered at every change."""

from yingshang.city.benefits.payments.lifecycle import CHANGES
from yingshang.city.benefits.payments.releasing import EYES
from yingshang.core.audit.registry import by_sql

PAYMENTS = "SELECT count(*) FROM benefits_payment WHERE place = %(place)s"
LINES = """SELECT count(*) FROM benefits_line l JOIN benefits_payment p ON p.id = l.payment_id
    WHERE p.place = %(place)s"""
_LED = ", ".join(f"('{change.target.value}', '{change.action}')" for change in CHANGES)

SET_ASIDE_ONCE = by_sql(
    "benefits.payments_are_set_aside_once",
    "每笔拨付恰有一笔预留，金额和状态与拨付一致",
    "Every payment has exactly one reservation, of its amount, held or settled as it stands",
    of=PAYMENTS,
    broken="""SELECT p.id, p.state || ': ' || coalesce(r.said, 'no reservation')
        FROM benefits_payment p LEFT JOIN LATERAL (
            SELECT string_agg(r.state || ' ' || r.amount, ', ') AS said, count(*) AS n,
                count(*) FILTER (WHERE r.state = CASE
                    WHEN p.state IN ('sent', 'paid', 'recovered') THEN 'settled'
                    WHEN p.state = 'cancelled' THEN 'released' ELSE 'held' END
                  AND r.amount = p.amount_fen - p.withheld_fen
                  AND r.key = 'benefit:' || p.id || ':' || p.attempt) AS good
            FROM generate_series(1, p.attempt) AS tried(number)
            JOIN core_reservation r ON r.key = 'benefit:' || p.id || ':' || tried.number
            WHERE r.state <> 'settled' OR tried.number = p.attempt
        ) r ON true
        WHERE p.place = %(place)s AND p.amount_fen > p.withheld_fen
          AND (r.n <> 1 OR r.good <> 1)""",
)
RESERVED_FOR_PAYMENTS = by_sql(
    "benefits.reservations_are_for_payments",
    "为惠企拨付预留的每笔钱都属于一笔拨付",
    "Whatever is set aside for benefits belongs to a payment, in one of its tries",
    of="""SELECT count(*) FROM core_reservation r JOIN core_account a ON a.id = r.source_id
        WHERE a.place = %(place)s AND r.key LIKE 'benefit:%%'""",
    broken="""SELECT r.id, r.key FROM core_reservation r JOIN core_account a ON a.id = r.source_id
        LEFT JOIN benefits_payment p ON p.id::text = split_part(r.key, ':', 2)
          AND split_part(r.key, ':', 3)::int <= p.attempt
        WHERE a.place = %(place)s AND r.key LIKE 'benefit:%%' AND p.id IS NULL""",
)
BUDGETS_ADD_UP = by_sql(
    "benefits.budgets_add_up",
    "每项资金的五个账户相加为零",
    "The five accounts of every budget add up to zero",
    of="SELECT count(*) FROM benefits_budget WHERE place = %(place)s",
    broken="""SELECT b.id, b.fund || ' ' || b.period || ': ' || sum(a.balance)
        FROM benefits_budget b JOIN core_account a ON a.id IN
            (b.granted_id, b.available_id, b.transit_id, b.paid_id, b.recovered_id)
        WHERE b.place = %(place)s GROUP BY b.id HAVING sum(a.balance) <> 0""",
)
RELEASED_BY_TWO = by_sql(
    "benefits.payments_are_released_by_two",
    "送交银行的每笔拨付都先有两人签发，签发都有记录",
    "Whatever went to the bank was released by two persons before, each with an entry",
    of=LINES,
    broken=f"""SELECT p.id, p.credit_code || ': ' || count(s.id) || ' signatures'
        FROM benefits_line l JOIN benefits_payment p ON p.id = l.payment_id
        JOIN benefits_batch b ON b.id = l.batch_id
        LEFT JOIN benefits_signature s ON s.run_id = p.run_id AND s.at <= b.made_at AND EXISTS
            (SELECT 1 FROM ledger_entry e WHERE e.subject_id = s.id
                AND e.action = 'benefit_release.sign' AND e.actor_id = s.user_id)
        WHERE p.place = %(place)s GROUP BY l.id, p.id
        HAVING count(DISTINCT s.user_id) < {EYES}""",  # noqa: S608 - a constant
)
FILES_ADD_UP = by_sql(
    "benefits.files_add_up",
    "每份拨付文件的笔数和金额等于其各行之和，行的金额等于拨付额",
    "Every payment file has as many lines and as much money as it says",
    of="SELECT count(*) FROM benefits_batch WHERE place = %(place)s",
    broken="""SELECT b.id, b.number FROM benefits_batch b
        LEFT JOIN benefits_line l ON l.batch_id = b.id WHERE b.place = %(place)s
        GROUP BY b.id HAVING count(l.id) <> b.size OR sum(l.amount_fen) <> b.total_fen""",
)
PAID_ONCE = by_sql(
    "benefits.paid_on_one_line",
    "到账的拨付恰有一行记为到账，别的拨付没有",
    "A payment that arrived has exactly one line that says so; no other has any",
    of=PAYMENTS,
    broken="""SELECT p.id, p.state || ', ' || count(l.id) || ' lines' FROM benefits_payment p
        LEFT JOIN benefits_line l ON l.payment_id = p.id AND l.outcome = 'paid'
        WHERE p.place = %(place)s AND p.amount_fen > p.withheld_fen GROUP BY p.id
        HAVING count(l.id) <> (p.state IN ('paid', 'recovered'))::int""",
)
PAID_AS_LISTED = by_sql(
    "benefits.payments_are_as_listed",
    "每笔拨付的企业、批次和金额都与名单一致，名单上应付",
    "Every payment has the firm, run and amount of a payable row of a list",
    of=PAYMENTS,
    broken="""SELECT p.id, p.credit_code || ' ' || e.state FROM benefits_payment p
        JOIN benefits_entitlement e ON e.id = p.entitlement_id
        WHERE p.place = %(place)s AND p.state <> 'cancelled' AND (e.state <> 'payable'
            OR (p.run_id, p.credit_code, p.amount_fen) <> (e.run_id, e.credit_code, e.amount_fen))
        """,
)
CHANGES_ARE_ENTERED = by_sql(
    "benefits.payments_are_entered",
    "每笔拨付的预留和现状都有记录",
    "Every payment has the entry of its reservation, and of the change that led to its state",
    of=PAYMENTS,
    broken=f"""SELECT p.id, p.state FROM benefits_payment p WHERE p.place = %(place)s
        AND (NOT EXISTS (SELECT 1 FROM ledger_entry e
                WHERE e.subject_id = p.id AND e.action = 'benefit_payment.reserve')
            OR NOT EXISTS (SELECT 1 FROM ledger_entry e
                JOIN (VALUES {_LED}) AS led(state, action) ON led.action = e.action
                WHERE e.subject_id = p.id AND led.state = p.state))""",  # noqa: S608 - constants
)
CLAWED_BACK = by_sql(
    "benefits.recoveries_add_up",
    "追回额等于各件追回之和，未结的还欠着",
    "What came back of a payment is the sum of its claw-backs; one that is settled lacks nothing",
    of="""SELECT count(*) FROM benefits_recovery r JOIN core_case c ON c.id = r.case_id
        WHERE c.place = %(place)s""",
    broken="""SELECT p.id, p.recovered_fen || ' is not ' || sum(r.repaid_fen + r.offset_fen)
        FROM benefits_recovery r JOIN benefits_payment p ON p.id = r.payment_id
        JOIN core_case c ON c.id = r.case_id
        WHERE c.place = %(place)s GROUP BY p.id
        HAVING p.recovered_fen <> sum(r.repaid_fen + r.offset_fen)
            OR bool_or(c.state = 'settled' AND r.demanded_fen > r.repaid_fen + r.offset_fen)""",
)
MONEY = (
    SET_ASIDE_ONCE, RESERVED_FOR_PAYMENTS, BUDGETS_ADD_UP, RELEASED_BY_TWO, FILES_ADD_UP, PAID_ONCE,
    PAID_AS_LISTED, CHANGES_ARE_ENTERED, CLAWED_BACK,
)  # fmt: skip
