"""What a case counts for, as SQL over the cases that changed: the definition of every figure.

- *received* (收件): on the day it was opened. *online* (网办): by a log-in of the applicant or of
  whoever holds her mandate, and not by a clerk for her. *visits*: those its services need, and at
  least one where it came to the window.
- *before*: what the bundle's list says it took item by item; only such bundles have savings.
- *accepted* (受理): on the day of the first step that starts the promise (or decides on the spot),
  with the promised and the statutory limit of its list version, where it has a statutory one.
- *decided* (办结): on the day of the first decision; a bundle's when it ended. *timed*: with a
  promise that was met then. *overdue* (超期): later than due, extensions and special procedures
  counted in; *early* (提前): on an earlier day than due, or on the spot before any promise began.
  *at once* (即办): on the day of acceptance.
- Withdrawn, terminated and not accepted cases are received and never decided.

Every figure depends on what happened and not on today, so that the sums can be rebuilt identical.
What is late and still open is counted by no day's figure: see the measure `matters.overdue_now`.
*Source*: domain reference, section 1 (提前办结率 and the others); the days are those of the place.
"""

from yingshang.city.matters.lifecycle import BUNDLE, MATTER

KINDS = [MATTER.kind, BUNDLE.kind]
ZONE = "Asia/Shanghai"

ACCEPTING = [f"{MATTER.kind}.{s.name}" for s in MATTER.steps if "promised" in s.starts]
DECIDING = [
    *(f"{MATTER.kind}.{s.name}" for s in MATTER.steps if "promised" in s.meets),
    f"{BUNDLE.kind}.finish",
    f"{BUNDLE.kind}.finish_partly",
]
GRANTING = [
    *(f"{MATTER.kind}.{s.name}" for s in MATTER.steps if s.target == "granted"),
    f"{BUNDLE.kind}.finish",
]


def _hours(limit: str) -> str:
    """A limit of a list in office hours; a calendar day as the working day that it may be."""
    return f"""coalesce(({limit} ->> 'amount')::int * CASE {limit} ->> 'unit'
        WHEN 'working_hour' THEN 1 WHEN 'half_day' THEN 4 ELSE 8 END, 0)"""


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{ZONE}')::date"


ITEMS = f"""items AS MATERIALIZED (
    SELECT i.id, i.code,
        {_hours("i.body -> 'promised_limit'")} AS promised_hours,
        {_hours("i.body -> 'statutory_limit'")} AS statutory_hours,
        coalesce((i.body ->> 'visits')::int, 0) AS visits,
        (i.body -> 'before' ->> 'visits')::int AS visits_before,
        (i.body -> 'before' ->> 'materials')::int AS materials_before
    FROM core_item i WHERE i.id IN (
        SELECT c.item_id FROM core_case c JOIN touched t ON t.id = c.id
        UNION SELECT m.item_id FROM core_case m JOIN touched t ON t.id = m.parent_id))"""  # noqa: S608  # joined from constants

APPLIED = """applied AS MATERIALIZED (
    SELECT t.id, a.id AS application_id, coalesce(u.person_id = a.applicant_id OR EXISTS (
            SELECT 1 FROM core_mandate m
            WHERE m.holder_id = u.person_id AND m.principal_id = a.applicant_id
              AND m.valid_from <= coalesce(a.submitted_at, a.created_at)), false) AS is_online
    FROM touched t JOIN core_case c ON c.id = t.id
    JOIN matters_application a ON a.case_id = coalesce(c.parent_id, c.id)
    JOIN core_user u ON u.id = a.started_by_id)"""

ACTS = """LATERAL (
    SELECT min(e.at) FILTER (WHERE e.action = ANY (%(accepting)s)) AS accepted_at,
        min(e.at) FILTER (WHERE e.action = ANY (%(deciding)s)) AS decided_at,
        min(e.at) FILTER (WHERE e.action = ANY (%(granting)s)) AS granted_at
    FROM ledger_entry e WHERE e.subject_id = c.id) acts"""

PROMISE = """LATERAL (
    SELECT m.met_at, m.due_at FROM core_commitment m
    WHERE m.case_id = c.id AND m.clock = 'promised' AND m.met_at IS NOT NULL
    ORDER BY m.met_at LIMIT 1) promise"""

MEMBERS = """LATERAL (
    SELECT sum(mi.visits)::int AS visits
    FROM core_case mc JOIN items mi ON mi.id = mc.item_id WHERE mc.parent_id = c.id) members"""

GIVEN = """LATERAL (
    SELECT count(DISTINCT g.material)::int AS materials
    FROM matters_applicationmaterial g WHERE g.application_id = applied.application_id) given"""

FRESH = f"""fresh AS MATERIALIZED (
    SELECT s.case_id, s.place, s.kind, s.office_id, s.item_code, s.received_day, s.accepted_day,
        s.decided_day, s.is_online, s.is_granted,
        coalesce(s.accepted_day = s.decided_day, false) AS is_at_once,
        CASE WHEN s.decided_day IS NULL THEN ''
            WHEN s.met_at IS NULL AND s.accepted_day = s.decided_day THEN 'early'
            WHEN s.met_at IS NULL THEN ''
            WHEN s.met_at > s.due_at THEN 'overdue'
            WHEN {_day("s.met_at")} < {_day("s.due_at")} THEN 'early'
            ELSE 'on_time' END AS timing,
        s.promised_hours, s.statutory_hours, s.visits, s.visits_before, s.materials,
        s.materials_before
    FROM (
        SELECT c.id AS case_id, c.place, c.kind, c.office_id, i.code AS item_code,
            {_day("c.opened_at")} AS received_day,
            CASE WHEN c.kind = 'matter'
                THEN {_day("least(acts.accepted_at, acts.decided_at)")} END AS accepted_day,
            {_day("acts.decided_at")} AS decided_day,
            coalesce(applied.is_online, false) AS is_online,
            coalesce(acts.granted_at = acts.decided_at, false) AS is_granted,
            promise.met_at, promise.due_at,
            CASE WHEN i.statutory_hours > 0 THEN i.promised_hours ELSE 0 END AS promised_hours,
            i.statutory_hours,
            greatest(coalesce(members.visits, i.visits),
                CASE WHEN applied.is_online THEN 0 ELSE 1 END) AS visits,
            i.visits_before, coalesce(given.materials, 0) AS materials, i.materials_before
        FROM touched t JOIN core_case c ON c.id = t.id JOIN items i ON i.id = c.item_id
        LEFT JOIN applied ON applied.id = c.id
        LEFT JOIN {ACTS} ON true LEFT JOIN {PROMISE} ON true
        LEFT JOIN {MEMBERS} ON c.kind = 'bundle' LEFT JOIN {GIVEN} ON c.kind = 'bundle') s)"""  # noqa: S608  # joined from constants
