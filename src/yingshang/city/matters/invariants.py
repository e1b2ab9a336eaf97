"""What must always hold of matters, for `yingshang audit`."""

from yingshang.city.matters.papers.issuing import PAPER_OF_STEP
from yingshang.core.audit.registry import by_sql, register

ENTERING = ("matter.paper", "case.open", *(f"matter.{step}" for step in PAPER_OF_STEP))
"""Acts whose entries tell of a paper."""
MATTERS = "SELECT count(*) FROM core_case WHERE place = %(place)s AND kind = 'matter'"
PAPERS = "SELECT count(*) FROM matters_paper WHERE place = %(place)s"

DECIDED_ON_PAPER = by_sql(
    "matters.granted_has_its_decision",
    "准予的办件都有准予决定书",
    "Every granted matter has its decision on paper",
    of=f"{MATTERS} AND state IN ('granted', 'delivered')",
    broken="""SELECT c.id, c.number FROM core_case c
        WHERE c.place = %(place)s AND c.kind = 'matter' AND c.state IN ('granted', 'delivered')
          AND NOT EXISTS (SELECT 1 FROM matters_paper p
              WHERE p.case_id = c.id AND p.kind = 'decision')
          AND EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = c.id
              AND e.action = 'matter.grant' AND e.actor_kind = 'user')""",
)
DELIVERED_IS_THERE = by_sql(
    "matters.delivered_has_its_result",
    "送达的办件都有结果和送达回证",
    "Every delivered matter has a result and the receipt of its delivery",
    of=f"{MATTERS} AND state = 'delivered'",
    broken="""SELECT c.id, c.number FROM core_case c
        WHERE c.place = %(place)s AND c.kind = 'matter' AND c.state = 'delivered'
          AND (NOT EXISTS (SELECT 1 FROM matters_licence l WHERE l.case_id = c.id)
            OR NOT EXISTS (SELECT 1 FROM matters_paper p
                WHERE p.case_id = c.id AND p.kind = 'delivery'))""",
)
PAPERS_ARE_DENSE = by_sql(
    "matters.paper_numbers_are_dense",
    "文书编号连续、不重复",
    "Paper numbers have no gap and none stands twice",
    of=PAPERS,
    broken="""SELECT n.prefix, n.year || ': ' || n.many || ' papers up to ' || n.last
        FROM (SELECT m[1] AS prefix, m[2] AS year, count(*) AS many, max(m[3]::bigint) AS last
            FROM matters_paper p, regexp_match(p.number, '^(.*) (\\d{4})-\\d{2}-(\\d+)$') m
            WHERE p.place = %(place)s AND m IS NOT NULL GROUP BY 1, 2) n
        WHERE n.many <> n.last""",
)
PAPERS_ARE_ENTERED = by_sql(
    "matters.papers_are_entered",
    "每份文书都有台账记录",
    "Every paper has its entry",
    of=PAPERS,
    broken="""SELECT p.case_id, p.number FROM matters_paper p
        WHERE p.place = %(place)s AND p.id::text NOT IN (
            SELECT coalesce(said.data -> 'paper' ->> 'id', said.data ->> 'paper')
            FROM ledger_entry e JOIN ledger_content x
              ON x.entry_id = e.id AND x.recorded_at = e.recorded_at,
              LATERAL (SELECT convert_from(x.body, 'UTF8')::jsonb -> 'data' AS data) said
            WHERE e.place = %(place)s AND e.action = ANY (ARRAY[-- entering
              ])
              AND x.body IS NOT NULL AND said.data ? 'paper')""".replace(
        "-- entering", ", ".join(f"'{action}'" for action in ENTERING)
    ),
)
BELONG_TO_CASES = by_sql(
    "matters.papers_and_licences_belong_to_cases",
    "文书和证照都属于存在的办件，持有人就是当事人",
    "Papers and licences belong to cases that exist; the holder is the case's party",
    of="SELECT (SELECT count(*) FROM matters_paper WHERE place = %(place)s)"
    " + (SELECT count(*) FROM matters_licence WHERE place = %(place)s)",
    broken="""SELECT p.id, p.number FROM matters_paper p LEFT JOIN core_case c ON c.id = p.case_id
        WHERE p.place = %(place)s AND c.id IS NULL
        UNION ALL SELECT l.id, l.number FROM matters_licence l
        LEFT JOIN core_case c ON c.id = l.case_id AND c.party_id = l.holder_id
        WHERE l.place = %(place)s AND c.id IS NULL""",
)
STARTED_WITH_ITS_NEEDS = by_sql(
    "matters.started_with_what_it_needs",
    "等前一项的办件，前一项办成后才开始",
    "A member that needs another's result did not start before it was there",
    of="""SELECT count(*) FROM matters_dependency d JOIN core_case c ON c.id = d.case_id
        WHERE c.place = %(place)s""",
    broken="""SELECT c.id, n.number FROM matters_dependency d
        JOIN core_case c ON c.id = d.case_id JOIN core_case n ON n.id = d.needed_id
        WHERE c.place = %(place)s AND c.state NOT IN ('waiting', 'withdrawn', 'terminated')
          AND NOT EXISTS (SELECT 1 FROM matters_licence l WHERE l.case_id = n.id)""",
)
SUBMITTED_ONCE = by_sql(
    "matters.application_and_bundle_match",
    "每份已提交的申请对应一个一件事办件，办件也只有一份申请",
    "Every submitted application has its bundle case, and every bundle case one application",
    of="SELECT count(*) FROM core_case WHERE place = %(place)s AND kind = 'bundle'",
    broken="""SELECT c.id, c.number FROM core_case c
        LEFT JOIN matters_application a ON a.case_id = c.id
        WHERE c.place = %(place)s AND c.kind = 'bundle'
          AND (a.id IS NULL OR a.state <> 'submitted')""",
)


def register_invariants() -> None:
    """Make them known."""
    for invariant in (
        DECIDED_ON_PAPER, DELIVERED_IS_THERE, PAPERS_ARE_DENSE, PAPERS_ARE_ENTERED, BELONG_TO_CASES,
        STARTED_WITH_ITS_NEEDS, SUBMITTED_ONCE,
    ):  # fmt: skip
        register(invariant)
