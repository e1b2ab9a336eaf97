"""What stays inside the office: officers' opinions, and their words to each other.

The ledger keeps all of it; a reader on the applicant's side gets the entry, its hash and whether
it is intact, but not these words.
"""

from collections.abc import Mapping
from datetime import datetime

from yingshang.core.access.acting import may_act_for
from yingshang.core.ledger.queries import EntryView
from yingshang.core.models import Case, User

INSIDE = frozenset({
    "matter.claim", "matter.transfer", "matter.send_back", "matter.propose_extension",
    "matter.decline_extension", "matter.assign", "watch.warn", "opinion.ask", "opinion.given",
    "opinion.claim", "opinion.answer", "opinion.recall",
})  # fmt: skip
"""Acts from officer to officer; their reasons are not said to the applicant."""

WORDS = frozenset({"opinion", "reason", "what", "answer", "to", "told"})
"""What of such acts is not said: the words, and to whom they went."""


def is_on_their_side(user: User, case: Case, *, at: datetime) -> bool:
    """Whether the reader is the party or acts for it; whoever else may see the case serves it."""
    bundle = case.parent.item.code if case.parent else ""
    return may_act_for(user, case.party, item_code=case.item.code, at=at, bundle_code=bundle)


def said_outside(entry: EntryView) -> Mapping[str, object] | None:
    """The entry's data without what stays inside; None once erased."""
    if entry.data is None:
        return None
    held_back = WORDS if entry.action in INSIDE else {"opinion", "record"}
    return {name: value for name, value in entry.data.items() if name not in held_back}
