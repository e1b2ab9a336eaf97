"""Conditions of a watch's steps, each one named predicate over the locked row."""

from yingshang.core.cases.lifecycle import Guard

NOT_PROMISED = Guard(
    "permits.promised_before",
    """NOT EXISTS (SELECT 1 FROM matters_undertaking u
        WHERE u.case_id = c.id AND u.kind = 'permit' AND u.state = 'open')""",
    "已经作过承诺，不必重复。",
    "This was promised before.",
)
