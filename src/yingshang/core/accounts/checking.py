"""What must always hold of accounts, for `yingshang audit`."""

from yingshang.core.audit.registry import by_sql, register

ACCOUNTS = "SELECT count(*) FROM core_account WHERE place = %(place)s"

BALANCES_FOLLOW = by_sql(
    "accounts.balances_follow_from_postings",
    "账户余额等于转入减转出，没有一笔只记了一边",
    "An account's balance is what came in less what went out: no posting has one side only",
    of=ACCOUNTS,
    broken="""SELECT a.id, a.balance || ' is not ' || coalesce(p.sum, 0) FROM core_account a
        LEFT JOIN (SELECT id, sum(amount) AS sum
            FROM (SELECT target_id AS id, amount FROM core_posting
                UNION ALL SELECT source_id, -amount FROM core_posting) sides
            GROUP BY id) p ON p.id = a.id
        WHERE a.place = %(place)s AND a.balance <> coalesce(p.sum, 0)""",
)
RESERVED_FOLLOWS = by_sql(
    "accounts.reserved_is_what_is_held",
    "账户预留数等于仍在预留的各笔之和",
    "What is reserved of an account is the sum of the reservations that are held",
    of=ACCOUNTS,
    broken="""SELECT a.id, a.reserved || ' is not ' || coalesce(r.sum, 0) FROM core_account a
        LEFT JOIN (SELECT source_id, sum(amount) AS sum FROM core_reservation
            WHERE state = 'held' GROUP BY source_id) r ON r.source_id = a.id
        WHERE a.place = %(place)s AND a.reserved <> coalesce(r.sum, 0)""",
)


def register_account_invariants() -> None:
    """Make them known to the audit."""
    for invariant in (BALANCES_FOLLOW, RESERVED_FOLLOWS):
        register(invariant)
