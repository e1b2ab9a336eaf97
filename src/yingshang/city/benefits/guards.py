"""Conditions of the steps of runs, orders and objections: each a predicate over the locked row."""

from yingshang.core.cases.lifecycle import Guard

HAS_NOTICE = Guard(
    "benefits.no_notice",
    "coalesce(i.body ->> 'public_notice', '') <> ''",
    "这项政策没有规定公示，请直接送财政复核。",
    "The policy has no public notice; go on without it.",
)

HAS_NO_NOTICE = Guard(
    "benefits.notice_needed",
    "coalesce(i.body ->> 'public_notice', '') = ''",
    "这项政策规定了公示，不能省略。",
    "The policy demands a public notice, which cannot be left out.",
)

NOTICE_OVER = Guard(
    "benefits.notice_runs",
    """NOT EXISTS (SELECT 1 FROM core_commitment m WHERE m.case_id = c.id
        AND m.clock = 'public_notice' AND m.met_at IS NULL AND m.cancelled_at IS NULL
        AND m.due_at > b.at)""",
    "公示期还没有满。",
    "The public-notice period has not ended yet.",
)

OBJECTIONS_DECIDED = Guard(
    "benefits.objection_open",
    """NOT EXISTS (SELECT 1 FROM core_case o WHERE o.parent_id = c.id
        AND o.kind = 'benefit_objection' AND o.closed_at IS NULL)""",
    "还有异议没有答复。请先答复。",
    "An objection is not answered yet. Answer it first.",
)

NOT_THE_REVIEWER = Guard(
    "benefits.reviewed_it",
    """NOT EXISTS (SELECT 1 FROM ledger_entry e
        WHERE e.actor_id = b.actor_id AND (
            e.subject_id = c.parent_id AND e.action IN (
                'benefit_run.strike', 'benefit_run.confirm', 'benefit_run.publish')
            OR e.action IN ('benefit_application.support', 'benefit_application.grant')
               AND e.subject_id IN (SELECT a.case_id FROM benefits_application a
                   JOIN benefits_entitlement t ON t.id = a.entitlement_id
                   WHERE t.run_id = c.parent_id)
            OR e.action IN ('benefit_objection.uphold', 'benefit_objection.reject')
               AND e.subject_id IN (SELECT o.id FROM core_case o
                   WHERE o.parent_id = c.parent_id AND o.kind = 'benefit_objection')))""",
    "名单或者其中的申请是您审核的，拨付须由别人办理。",
    "You reviewed the list or granted what is on it; somebody else must pay it.",
)

NOT_SIGNED = Guard(
    "benefits.signed_before",
    """NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = c.id
        AND starts_with(e.action, 'benefit_order.release') AND e.actor_id = b.actor_id)""",
    "您已经签发过一次，须由另一人签发。",
    "You released it once already; another person must.",
)

_ABOVE = """EXISTS (SELECT 1 FROM benefits_run r WHERE r.case_id = c.parent_id
    AND r.total_fen > (i.body ->> 'second_release_above')::numeric * 100)"""

WITHIN_LIMIT = Guard(
    "benefits.above_limit",
    f"NOT {_ABOVE}",
    "金额超过限额，须再由一人签发。",
    "The sum is above the limit; one more release is needed.",
)

ABOVE_LIMIT = Guard(
    "benefits.within_limit",
    _ABOVE,
    "金额没有超过限额，两人签发即可。",
    "The sum is within the limit; two releases are enough.",
)

NOTHING_UNDER_WAY = Guard(
    "benefits.payments_under_way",
    """NOT EXISTS (SELECT 1 FROM benefits_payment p WHERE p.run_id = c.parent_id
        AND p.state IN ('reserved', 'released', 'sent', 'retried'))""",
    "还有款项在途，不能办结。请等银行回执。",
    "Payments are under way. Wait for the bank's receipts before closing.",
)

NOT_THE_CONFIRMER = Guard(
    "benefits.confirmed_it",
    """NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = c.parent_id
        AND e.action = 'benefit_run.confirm' AND e.actor_id = b.actor_id)""",
    "名单是您审核通过的，异议须由别的同事复核。",
    "You confirmed the list; a colleague must decide the objection.",
)
