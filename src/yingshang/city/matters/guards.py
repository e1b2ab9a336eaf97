"""Conditions of the matters' steps, each one named predicate over the locked row."""

from yingshang.core.cases.lifecycle import Guard

# An outside system that answers has done the stages on its own side.
STAGES_BEFORE_APPROVAL = Guard(
    "matters.stage_open",
    """b.actor_kind = 'exchange' OR NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(i.body -> 'stages') WITH ORDINALITY AS s(stage, n)
        WHERE s.stage ->> 'stage' <> 'approve' AND s.n > CASE c.state
            WHEN 'accepted' THEN 0
            WHEN 'handled' THEN 1
            ELSE 2 END)""",
    "前面的环节（承办、审核）还没有完成。请先完成或退回。",
    "An earlier stage (handling, review) is still open. Finish it, or send the case back.",
)

HAS_STAGE_HANDLE = Guard(
    "matters.no_handling",
    """i.body -> 'stages' @> '[{"stage": "handle"}]'""",
    "这个事项没有承办环节，可直接审批。",
    "This service has no handling stage; it can be decided directly.",
)

HAS_STAGE_REVIEW = Guard(
    "matters.no_review",
    """i.body -> 'stages' @> '[{"stage": "review"}]' AND (c.state = 'handled'
        OR NOT i.body -> 'stages' @> '[{"stage": "handle"}]')""",
    "这个事项没有审核环节，或承办还没有完成。",
    "This service has no review stage, or handling is still open.",
)

CLOCK_RUNS = Guard(
    "matters.already_suspended",
    "NOT EXISTS (SELECT 1 FROM core_suspension s WHERE s.case_id = c.id AND s.ends_at IS NULL)",
    "期限已经在特别程序中暂停。请先恢复计时。",
    "The clock is already stopped by a special procedure. Resume it first.",
)

CLOCK_STOPPED = Guard(
    "matters.not_suspended",
    "EXISTS (SELECT 1 FROM core_suspension s WHERE s.case_id = c.id AND s.ends_at IS NULL)",
    "期限没有暂停，无需恢复。",
    "The clock is not stopped; there is nothing to resume.",
)

NOT_EXTENDED = Guard(
    "matters.extended_before",
    "i.body -> 'statutory_limit' -> 'extension' IS NOT NULL"
    " AND i.body -> 'statutory_limit' ->> 'extension' IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM core_extension e WHERE e.case_id = c.id)",
    "法律没有给这个事项延期，或已经延过一次。",
    "The law gives this service no extension, or it was extended once before.",
)

MAY_BE_DEEMED_ACCEPTED = Guard(
    "matters.not_yet_deemed",
    """EXISTS (SELECT 1 FROM core_commitment m WHERE m.case_id = c.id AND m.clock = 'intake'
        AND m.met_at IS NULL AND m.cancelled_at IS NULL AND m.due_at < b.at)""",
    "告知期限还没有届满，不能视为受理。",
    "The time to answer has not run out; the case cannot count as accepted yet.",
)

NEEDS_EXIST = Guard(
    "matters.still_waiting",
    """NOT EXISTS (SELECT 1 FROM matters_dependency d JOIN core_case n ON n.id = d.needed_id
        WHERE d.case_id = c.id AND NOT (n.state IN ('granted', 'delivered', 'done')
            AND EXISTS (SELECT 1 FROM matters_licence l WHERE l.case_id = n.id)))""",
    "前置事项还没有办成，不能开始。",
    "A service that this one needs is not finished yet.",
)

HAS_RESULT = Guard(
    "matters.no_result_yet",
    "EXISTS (SELECT 1 FROM matters_licence l WHERE l.case_id = c.id)",
    "结果还没有制作完成（业务系统尚未答复），不能送达。请等结果回填后再办。",
    "The result does not exist yet: the register has not answered. Deliver it once it has.",
)

LAW_STILL_GIVES_TIME = Guard(
    "matters.too_late_to_extend",
    """EXISTS (SELECT 1 FROM core_commitment m WHERE m.case_id = c.id AND m.clock = 'statutory'
        AND m.met_at IS NULL AND m.cancelled_at IS NULL AND m.due_at >= b.at)""",
    "法定期限已经届满，不能再延期。请尽快作出决定并说明逾期原因。",
    "The statutory time has run out and cannot be extended any more. Decide now, and say why late.",
)

SILENCE_HAS_NOT_ACCEPTED = Guard(
    "matters.accepted_by_silence",
    """b.actor_kind <> 'user' OR NOT EXISTS (SELECT 1 FROM core_commitment m
        WHERE m.case_id = c.id AND m.clock = 'intake'
        AND m.met_at IS NULL AND m.cancelled_at IS NULL AND m.due_at < b.at)""",
    "告知期限已过，依法自收到申请之日起即为受理，系统随即登记。请稍候刷新后继续办理。",
    "The time to answer has run out: by law the case counts as accepted since its receipt, which"
    " the clock is about to enter. Reload in a minute and go on.",
)

NOT_A_SIGNATORY = Guard(
    "matters.own_signature",
    """NOT EXISTS (SELECT 1 FROM core_user u
        JOIN matters_signature s ON s.signer_id = u.person_id
        JOIN matters_application a ON a.id = s.application_id
        WHERE u.id = b.actor_id AND (a.case_id = c.id OR a.case_id = c.parent_id))""",
    "您是这份申请的签名人，依法应当回避。请转给同事办理。",
    "You signed this application yourself and must stand back. Leave it to a colleague.",
)
