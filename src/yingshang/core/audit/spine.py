"""The invariants of the spine: cases, their entries, their promises, their numbers."""

from yingshang.core.audit.clocks import clocks_agree
from yingshang.core.audit.registry import Invariant, by_sql, register
from yingshang.core.audit.types import Finding, Offender
from yingshang.core.ledger.verifying import verify

CASES = "SELECT count(*) FROM core_case WHERE place = %(place)s"
COMMITMENTS = "SELECT count(*) FROM core_commitment WHERE place = %(place)s"

_BODIES = """
SELECT e.id, e.subject_id, e.at, e.action,
    convert_from(x.body, 'UTF8')::jsonb -> 'data' AS data
FROM ledger_entry e JOIN ledger_content x ON x.entry_id = e.id AND x.recorded_at = e.recorded_at
WHERE e.place = %(place)s AND x.body IS NOT NULL"""
_STEPS = f"""
SELECT b.subject_id AS case_id, b.action, b.data ->> 'from' AS source, b.data ->> 'to' AS target,
    (b.data ->> 'version')::integer AS version
FROM ({_BODIES} AND e.action <> 'case.open') b
WHERE b.data ?& ARRAY['from', 'to', 'version']"""  # noqa: S608 - constants
_OPENED = f"""
SELECT b.subject_id AS case_id, b.data ->> 'state' AS state
FROM ({_BODIES} AND e.action = 'case.open') b"""  # noqa: S608 - constants

OPENED_ONCE = by_sql(
    "cases.opened_once",
    "每个办件恰有一条开办记录",
    "Every case has exactly one entry of its opening",
    of=CASES,
    broken="""SELECT c.id, o.n || ' entries' FROM core_case c
        LEFT JOIN LATERAL (SELECT count(*) AS n FROM ledger_entry e
            WHERE e.subject_id = c.id AND e.action = 'case.open') o ON true
        WHERE c.place = %(place)s AND o.n <> 1""",
)
VERSION_COUNTS_STEPS = by_sql(
    "cases.version_counts_steps",
    "办件的版本等于其步骤记录数加一",
    "A case's version is the number of its steps and one",
    of=CASES,
    broken=f"""SELECT c.id, 'version ' || c.version || ', ' || coalesce(s.n, 0) || ' steps'
        FROM core_case c LEFT JOIN (SELECT case_id, count(*) AS n, max(version) AS last
            FROM ({_STEPS}) s GROUP BY case_id) s ON s.case_id = c.id
        WHERE c.place = %(place)s AND (c.version <> coalesce(s.n, 0) + 1
            OR c.version <> coalesce(s.last, 1))""",  # noqa: S608 - constants
)
STATE_IS_THE_LAST_STEPS = by_sql(
    "cases.state_is_the_last_steps",
    "办件的状态就是最后一步到达的状态",
    "A case's state is where its last step, or its opening, brought it",
    of=CASES,
    broken=f"""SELECT c.id, c.state || ' is not ' || coalesce(s.target, o.state, 'known')
        FROM core_case c LEFT JOIN ({_OPENED}) o ON o.case_id = c.id
        LEFT JOIN ({_STEPS}) s ON s.case_id = c.id AND s.version = c.version
        WHERE c.place = %(place)s AND c.state IS DISTINCT FROM coalesce(s.target, o.state)""",  # noqa: S608 - constants
)
STEPS_JOIN = by_sql(
    "cases.steps_join",
    "每一步都从上一步到达的状态开始",
    "Every step begins where the step before it ended: no state without a step",
    of=f"SELECT count(*) FROM ({_STEPS}) s",  # noqa: S608 - constants
    broken=f"""SELECT j.case_id, j.action || ' from ' || j.source || ' after ' || j.before
        FROM (SELECT s.case_id, s.action, s.source, coalesce(
                lag(s.target) OVER (PARTITION BY s.case_id ORDER BY s.version), o.state) AS before
            FROM ({_STEPS}) s LEFT JOIN ({_OPENED}) o ON o.case_id = s.case_id) j
        WHERE j.source IS DISTINCT FROM j.before""",  # noqa: S608 - constants
)
NOTHING_PROMISED_WHEN_CLOSED = by_sql(
    "commitments.none_runs_in_a_closed_case",
    "办件结束时，每个承诺都已兑现或取消",
    "When a case is closed every promise is met or cancelled",
    of=COMMITMENTS,
    broken="""SELECT m.case_id, m.clock FROM core_commitment m JOIN core_case c ON c.id = m.case_id
        WHERE m.place = %(place)s AND c.closed_at IS NOT NULL
          AND m.met_at IS NULL AND m.cancelled_at IS NULL""",
)
MET_OR_CANCELLED = by_sql(
    "commitments.met_or_cancelled",
    "承诺不会既兑现又取消，也不早于开始",
    "A promise is not both met and cancelled, and ends after it began",
    of=COMMITMENTS,
    broken="""SELECT m.id, m.clock FROM core_commitment m WHERE m.place = %(place)s
          AND ((m.met_at IS NOT NULL AND m.cancelled_at IS NOT NULL)
            OR coalesce(m.met_at, m.cancelled_at) < m.started_at)""",
)
COPIES_AGREE = by_sql(
    "commitments.copies_agree",
    "承诺里的机构和当事人与办件一致",
    "Office and party of a promise are its case's own, and exist",
    of=COMMITMENTS,
    broken="""SELECT m.id, m.clock FROM core_commitment m
        LEFT JOIN core_case c ON c.id = m.case_id
        LEFT JOIN core_office o ON o.id = m.office_id
        LEFT JOIN core_party p ON p.id = m.party_id
        WHERE m.place = %(place)s AND (c.id IS NULL OR o.id IS NULL OR p.id IS NULL
            OR m.office_id <> c.office_id OR m.party_id <> c.party_id)""",
)
WHAT_IT_NAMES_EXISTS = by_sql(
    "cases.what_it_names_exists",
    "办件的当事人、机构、事项和所属一件事都存在",
    "Party, office, item and bundle of a case exist",
    of=CASES,
    broken="""SELECT c.id, c.number FROM core_case c
        LEFT JOIN core_party p ON p.id = c.party_id
        LEFT JOIN core_office o ON o.id = c.office_id
        LEFT JOIN core_item i ON i.id = c.item_id
        LEFT JOIN core_case b ON b.id = c.parent_id
        WHERE c.place = %(place)s AND (p.id IS NULL OR o.id IS NULL OR i.id IS NULL
            OR (c.parent_id IS NOT NULL AND b.id IS NULL))""",
)
DELIVERIES_HAVE_NOTICES = by_sql(
    "notices.deliveries_have_notices",
    "每次送达都有其通知",
    "Every delivery belongs to a notice that exists",
    of="SELECT count(*) FROM core_delivery",
    broken="""SELECT d.id, d.channel FROM core_delivery d
        WHERE NOT EXISTS (SELECT 1 FROM core_notice n WHERE n.id = d.notice_id)""",
)
CLOSED_WITH_ITS_LAST_STEP = by_sql(
    "cases.closed_in_a_final_state",
    "子办件都结束了，一件事才结束",
    "No bundle is closed while a member is open, and none earlier than its last member",
    of="SELECT count(*) FROM core_case WHERE place = %(place)s AND parent_id IS NOT NULL",
    broken="""SELECT c.id, b.number FROM core_case c JOIN core_case b ON b.id = c.parent_id
        WHERE c.place = %(place)s AND b.closed_at IS NOT NULL
          AND (c.closed_at IS NULL OR c.closed_at > b.closed_at)""",
)
ENTRIES_HAVE_CONTENT = by_sql(
    "ledger.entries_have_content",
    "每条记录都有内容，清除过的除外",
    "Every entry has its content, or the entry that erased it",
    of="SELECT count(*) FROM ledger_entry WHERE place = %(place)s",
    broken="""SELECT e.id, e.action FROM ledger_entry e
        LEFT JOIN ledger_content x ON x.entry_id = e.id AND x.recorded_at = e.recorded_at
        WHERE e.place = %(place)s AND x.entry_id IS NULL""",
)
CASE_NUMBERS_ARE_DENSE = by_sql(
    "cases.numbers_are_dense",
    "办件编号连续、不重复",
    "Case numbers have no gap and none stands twice",
    of=CASES,
    broken="""SELECT n.prefix, n.year || ': ' || n.many || ' cases up to ' || n.last
        FROM (SELECT m[1] AS prefix, m[2] AS year, count(*) AS many, max(m[3]::bigint) AS last
            FROM core_case c, regexp_match(c.number, '^(.*) (\\d{4})-\\d{2}-(\\d+)$') m
            WHERE c.place = %(place)s AND m IS NOT NULL GROUP BY 1, 2) n
        WHERE n.many <> n.last""",
)


def _log_verifies(place: str) -> Finding:
    report = verify(place)
    first = tuple(Offender(place, f.sentence.text("en")) for f in report.findings[:5])
    return Finding(report.size, len(report.findings), first)


def register_spine() -> None:
    """Make the spine's invariants known."""
    for invariant in (
        OPENED_ONCE, VERSION_COUNTS_STEPS, STATE_IS_THE_LAST_STEPS, STEPS_JOIN,
        NOTHING_PROMISED_WHEN_CLOSED, MET_OR_CANCELLED, COPIES_AGREE, DELIVERIES_HAVE_NOTICES,
        WHAT_IT_NAMES_EXISTS,
        CLOSED_WITH_ITS_LAST_STEP,
        ENTRIES_HAVE_CONTENT, CASE_NUMBERS_ARE_DENSE,
        Invariant("commitments.clocks_agree", "每个期限都能由起点、时限、暂停和日历重算得出",
                  "Every due date follows from its start, budget, pauses and calendar",
                  clocks_agree),
        Invariant("ledger.log_verifies", "已封存的台账可以重算核验",
                  "What is sealed of the ledger can be computed again", _log_verifies),
    ):  # fmt: skip
        register(invariant)
