"""Conditions of the steps of requests, each one named predicate over the locked row."""

from yingshang.core.cases.lifecycle import Guard

NOT_CONCERNED = Guard(
    "requests.concerned",
    """b.actor_kind <> 'user' OR NOT EXISTS (
        SELECT 1 FROM requests_unresolved r JOIN ledger_entry e ON e.subject_id = r.about_case_id
        WHERE r.case_id = c.id AND e.actor_id = b.actor_id AND starts_with(e.action, 'matter.'))""",
    "反映的办件您经办过，应当回避。请由窗口其他人员办理。",
    "You handled the case that is complained of and must stand aside. Leave it to a colleague.",
)

TASKS_DONE = Guard(
    "requests.task_open",
    """NOT EXISTS (SELECT 1 FROM core_case t WHERE t.parent_id = c.id
        AND t.kind = 'request_task' AND t.closed_at IS NULL)""",
    "还有单位没有答复，不能汇总答复。",
    "An office has not answered yet, so the matter cannot be answered as a whole.",
)

ANOTHER_CALLER = Guard(
    "requests.own_answer",
    """NOT EXISTS (SELECT 1 FROM ledger_entry e
        WHERE (e.subject_id = c.id AND e.action = 'unresolved.answer'
            OR e.subject_id IN (SELECT t.id FROM core_case t WHERE t.parent_id = c.id)
                AND e.action = 'request_task.answer')
          AND e.actor_id = b.actor_id)""",
    "答复是您作出的，回访须由别的同事办理。",
    "You gave the answer yourself; somebody else must call back.",
)

FIRST_TURN = Guard(
    "requests.second_turn",
    "EXISTS (SELECT 1 FROM requests_unresolved r WHERE r.case_id = c.id AND r.turn = 1)",
    "已经二次办理过。仍不满意的，记录后归档，由督查跟踪。",
    "It was handled a second time already. Record it as still not satisfied and close it.",
)

SECOND_TURN = Guard(
    "requests.first_turn",
    "EXISTS (SELECT 1 FROM requests_unresolved r WHERE r.case_id = c.id AND r.turn = 2)",
    "第一次不满意的应当二次办理。",
    "Who is not satisfied the first time is owed a second handling.",
)

TRIED_ENOUGH = Guard(
    "requests.call_again",
    """(SELECT count(*) FROM requests_callback k
        JOIN requests_unresolved r ON r.case_id = k.case_id AND r.turn = k.turn
        WHERE k.case_id = c.id AND k.outcome = 'unreached') >= (b.data ->> 'attempts')::integer""",
    "回访次数还不够，不能按联系不上归档。请换个时间再联系。",
    "Too few calls were made to close it as not reached. Call again at another time.",
)

BEFORE_DUE = Guard(
    "requests.too_late_to_ask",
    """EXISTS (SELECT 1 FROM core_commitment m WHERE m.case_id = c.id AND m.clock = 'answer'
        AND m.met_at IS NULL AND m.cancelled_at IS NULL AND m.due_at >= b.at)""",
    "期限已过，不能再申请延期。请尽快答复并说明逾期原因。",
    "The time has run out, so no extension can be asked for. Answer now and say why late.",
)

NOT_EXTENDED = Guard(
    "requests.extended_before",
    "NOT EXISTS (SELECT 1 FROM core_extension e WHERE e.case_id IN (c.id, c.parent_id))",
    "已经延期过一次，不能再延。",
    "It was extended once before and cannot be extended again.",
)

NOT_OWN_OFFICE = Guard(
    "requests.own_office",
    """NOT EXISTS (SELECT 1 FROM core_post p WHERE p.user_id = b.actor_id
        AND p.office_id = c.office_id AND p.valid_from <= b.at
        AND (p.valid_until IS NULL OR p.valid_until > b.at))""",
    "您在承办单位任职，这一步须由反映窗口的其他人员决定。",
    "You serve at the office in question; somebody else at the desk must decide this.",
)

NOT_THE_REPORTER = Guard(
    "requests.own_report",
    """EXISTS (SELECT 1 FROM requests_improvement m WHERE m.case_id = c.id
        AND m.reported_by_id IS DISTINCT FROM b.actor_id)""",
    "改进情况是您报的，核验须由别的同事办理。",
    "You reported the improvement yourself; somebody else must confirm it.",
)
