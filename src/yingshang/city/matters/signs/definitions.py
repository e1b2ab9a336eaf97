"""The signs, each one named query with its definition in words.

A sign says that something should be looked at, never that somebody did wrong. Each query finds the
cases of one place in which it happened between two moments: `place`, `since`, `until` and the
numbers of the place's lists are its parameters; its columns are case, office and moment.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One sign: its name, what it counts in words, and the query."""

    kind: str
    zh: str
    en: str
    says_zh: str
    says_en: str
    sql: str


LAST_MOMENT = Definition(
    "last_moment",
    "到期前撤回或退回",
    "ended or sent back just before due",
    "在期限届满前不到 {last_moment} 小时撤回、终止，或者发出补正告知的办件。",
    "Cases withdrawn, terminated or sent back for correction less than {last_moment} hours before"
    " a promise fell due.",
    """SELECT c.id, c.office_id, c.closed_at FROM core_case c
    WHERE c.place = %(place)s AND c.state IN ('withdrawn', 'terminated') AND c.kind = 'matter'
      AND c.closed_at >= %(since)s AND c.closed_at < %(until)s AND EXISTS (
        SELECT 1 FROM core_commitment m WHERE m.case_id = c.id AND m.cancelled_at = c.closed_at
          AND m.due_at >= c.closed_at
          AND m.due_at < c.closed_at + make_interval(hours => %(last_moment)s))
    UNION ALL
    SELECT c.id, c.office_id, p.issued_at FROM matters_paper p JOIN core_case c ON c.id = p.case_id
    WHERE p.place = %(place)s AND p.kind = 'deficiency_notice'
      AND p.issued_at >= %(since)s AND p.issued_at < %(until)s AND EXISTS (
        SELECT 1 FROM core_commitment m WHERE m.case_id = c.id AND m.clock = 'intake'
          AND m.met_at = p.issued_at AND m.due_at >= p.issued_at
          AND m.due_at < p.issued_at + make_interval(hours => %(last_moment)s))""",
)

SUPPLEMENTS = Definition(
    "repeated_supplements",
    "反复补正",
    "repeated requests for correction",
    "一个办件发出两次以上补正告知或受理后补充材料通知的。法律要求一次告知全部内容。",
    "Cases in which two or more deficiency notices or requests for a supplement were issued. The"
    " law wants everything told at once.",
    """SELECT c.id, c.office_id, max(q.issued_at) FROM matters_paper p
    JOIN core_case c ON c.id = p.case_id
    JOIN matters_paper q ON q.case_id = p.case_id AND q.kind IN ('deficiency_notice', 'supplement')
    WHERE p.place = %(place)s AND p.kind IN ('deficiency_notice', 'supplement')
      AND p.issued_at >= %(since)s AND p.issued_at < %(until)s
    GROUP BY c.id, c.office_id HAVING count(DISTINCT q.id) > 1""",
)

LATE_REGISTRATION = Definition(
    "late_registration",
    "来件迟登记",
    "arrival registered late",
    "窗口叫号接待后，到另一天才登记为办件的：期限因此晚起算。",
    "Cases that were opened on a later day than the visit to the window they came from, so that the"
    " time began later.",
    """SELECT c.id, c.office_id, c.opened_at FROM core_windowservice w
    JOIN core_case c ON c.id = w.case_id
    WHERE w.place = %(place)s AND w.day >= (%(since)s AT TIME ZONE 'Asia/Shanghai')::date - 30
      AND c.opened_at >= %(since)s AND c.opened_at < %(until)s
      AND (c.opened_at AT TIME ZONE 'Asia/Shanghai')::date > w.day""",
)

NOT_ACCEPTED = Definition(
    "not_accepted",
    "超过五个工作日未受理",
    "over five working days without acceptance",
    "收件超过 {unaccepted_days} 个工作日，既没有受理，也没有补正告知或不予受理的办件。",
    "Cases received more than {unaccepted_days} working days ago that were neither accepted, nor"
    " sent back, nor refused.",
    """SELECT c.id, c.office_id, c.opened_at FROM core_case c
    WHERE c.office_id IN (SELECT id FROM core_office WHERE place = %(place)s)
      AND c.kind = 'matter' AND c.closed_at IS NULL AND c.state = 'received'
      AND c.opened_at < %(unaccepted_since)s
      AND NOT EXISTS (SELECT 1 FROM matters_paper p WHERE p.case_id = c.id
        AND p.kind = 'deficiency_notice')""",
)

IN_SECONDS = Definition(
    "in_seconds",
    "受理后几秒内决定",
    "accepted and decided within seconds",
    "受理到决定不足 {seconds} 秒、由本机关自己决定的办件：可能是事后补录。",
    "Cases that the office decided itself less than {seconds} seconds after accepting them: they"
    " may have been entered after the fact.",
    """WITH quick AS MATERIALIZED (
        SELECT m.case_id, m.met_at FROM core_commitment m
        WHERE m.place = %(place)s AND m.clock = 'promised'
          AND m.started_at >= %(since)s AND m.started_at < %(until)s
          AND m.met_at < m.started_at + make_interval(secs => %(seconds)s)
    ), ours AS MATERIALIZED (
        SELECT i.id FROM core_item i
        WHERE i.place = %(place)s AND i.kind = 'matter' AND coalesce(i.body ->> 'adapter', '') = ''
    )
    SELECT c.id, c.office_id, q.met_at FROM quick q JOIN core_case c ON c.id = q.case_id
    WHERE c.kind = 'matter' AND c.item_id IN (SELECT id FROM ours)""",
)

DEFINITIONS = (LAST_MOMENT, SUPPLEMENTS, LATE_REGISTRATION, NOT_ACCEPTED, IN_SECONDS)
BY_KIND = {each.kind: each for each in DEFINITIONS}
