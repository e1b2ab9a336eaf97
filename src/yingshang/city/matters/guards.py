"""Conditions of the matters' steps, each one named predicate over the locked row.

Where a guard looks into the step's data it holds while there is none: what an officer must say is
refused before (`Step.needs`), and the pages ask which steps are open before anything is said.
"""

from yingshang.core.access.predicates import IS_THEIR_OWN, serves_the_case
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

TOLD_ONCE = Guard(
    "matters.told_once",
    """b.data IS NULL OR b.data ->> 'again' IN ('still_open', 'new_fault') OR NOT EXISTS (
        SELECT 1 FROM matters_paper p WHERE p.case_id = c.id AND p.kind = 'deficiency_notice')""",
    "补正内容只能一次告知。第二次补正告知只能针对上次已告知而仍未补正的，或者这次补正新出现的问题。",
    "What is missing is told once. A second notice may name only points told before and still open,"
    " or faults in what the correction brought.",
)

SUPPLEMENT_ASKED = Guard(
    "matters.no_supplement_asked",
    """EXISTS (SELECT 1 FROM matters_paper p WHERE p.case_id = c.id AND p.kind = 'supplement')""",
    "承办单位没有要求补充材料。",
    "The office has asked for no supplement.",
)

IS_A_PERMIT = Guard(
    "matters.no_permit",
    "i.body ->> 'type' = 'permit'",
    "这个事项不是行政许可，不适用“不属许可范围”。请选其他答复。",
    "This service is no permit; give another answer.",
)

NAMES_ANOTHER_OFFICE = Guard(
    "matters.names_no_other_office",
    """b.data IS NULL OR NOT EXISTS (SELECT 1 FROM core_office o WHERE o.id = c.office_id
        AND b.data ->> 'go_to' IN (o.name, o.name_en, o.code))""",
    "不属本机关职权的，须写明应当向哪个机关申请，不能写本机关。",
    "Name the office that is in charge; it cannot be this one.",
)

NAMES_A_LISTED_GROUND = Guard(
    "matters.no_such_ground",
    """b.actor_kind <> 'user' OR b.data IS NULL OR EXISTS (
        SELECT 1 FROM core_item g WHERE g.place = c.place AND g.kind = 'termination_ground'
        AND g.is_current AND g.code = b.data ->> 'ground')""",
    "终止办理的理由限于清单所列，请从清单中选择。",
    "A case may be ended only on a listed ground. Choose one from the list.",
)

TWO_OFFICERS_OF_THE_OFFICE = Guard(
    "matters.two_officers",
    """b.data IS NULL OR (SELECT count(DISTINCT p.user_id) FROM core_post p
        WHERE p.office_id = c.office_id AND p.valid_from <= b.at
        AND (p.valid_until IS NULL OR p.valid_until > b.at)
        AND jsonb_typeof(b.data -> 'officers') = 'array'
        AND b.data -> 'officers' @> to_jsonb(p.user_id::text)) >= 2""",
    "实地核查须由本单位两名以上工作人员进行。",
    "A site visit is made by two officers of the office at least.",
)

IS_NOT_JOINT = Guard(
    "matters.joint_limit",
    "coalesce(i.body -> 'statutory_limit' ->> 'joint', 'false') <> 'true'",
    "联合办理、集中办理的事项，延期须经本级人民政府负责人批准。",
    "Where bodies decide together, only the head of the government may extend the time.",
)

IS_JOINT = Guard(
    "matters.not_joint",
    "i.body -> 'statutory_limit' ->> 'joint' = 'true'",
    "这个事项不是联合办理，延期由本机关负责人批准。",
    "Bodies do not decide together here: the head of the office extends the time.",
)

NOT_PROPOSED = Guard(
    "matters.extension_proposed",
    """NOT EXISTS (SELECT 1 FROM matters_extensionproposal x
        WHERE x.case_id = c.id AND x.decided_at IS NULL)""",
    "已有一份延期申请在等负责人签批。",
    "An extension was proposed already and waits for the head.",
)

IS_PROPOSED = Guard(
    "matters.no_extension_proposed",
    """EXISTS (SELECT 1 FROM matters_extensionproposal x
        WHERE x.case_id = c.id AND x.decided_at IS NULL)""",
    "没有等待签批的延期申请。",
    "No extension waits to be signed.",
)

_HANDLING = serves_the_case("ARRAY['clerk', 'handler', 'reviewer', 'approver']")


def _of_the_colleague(predicate: str) -> str:
    """The predicate about the actor, asked about the colleague to whom the case is to go."""
    return predicate.replace("b.actor_id", "(b.data ->> 'to')::uuid")


COLLEAGUE_MAY_TAKE_IT = Guard(
    "matters.not_for_this_colleague",
    f"""CASE WHEN coalesce(b.data ->> 'to', '') = '' THEN true
        WHEN b.data ->> 'to' !~ '^[0-9a-f-]{{36}}$' THEN false
        ELSE {_of_the_colleague(_HANDLING)} AND NOT {_of_the_colleague(IS_THEIR_OWN)} END""",
    "这位同事没有办理这个办件的岗位，或依法应当回避。请另选一人。",
    "This colleague has no post for the case, or must stand back from it. Choose another.",
)

NO_BULK_DECISION = Guard(
    "matters.no_bulk_decision",
    "b.data IS NULL OR b.data -> 'bulk' IS NULL OR i.body ->> 'type' <> 'permit'",
    "行政许可须逐件审查、逐件决定，不能批量办理这一步。请打开办件单独办理。",
    "A permit is examined and decided case by case, never in bulk. Open the case and decide it.",
)

OF_ANOTHER_PLACE = Guard(
    "matters.not_of_another_place",
    """b.actor_kind <> 'exchange' OR EXISTS (
        SELECT 1 FROM matters_crossfile f WHERE f.case_id = c.id AND f.role = 'home')""",
    "只有跨省通办的办件可以由收件地转来补正或撤回。",
    "Only a case received in another place can be corrected or withdrawn through that place.",
)

NOBODY_IS_ASKED = Guard(
    "matters.asked_elsewhere",
    """NOT EXISTS (SELECT 1 FROM matters_inquiry q JOIN matters_crossfile f ON f.id = q.file_id
        WHERE f.case_id = c.id AND f.role = 'home' AND q.answered_at IS NULL)""",
    "协查还没有答复，不能决定。请等收件地答复。",
    "Another place was asked and has not answered yet. Wait for its answer before deciding.",
)
