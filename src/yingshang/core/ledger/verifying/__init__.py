"""Has anybody changed the ledger behind the application's back? Everything is computed again.

Three witnesses are compared: the entries and contents in the database, the tiles in the public
folder, and the signed checkpoints. Whoever owns the database can change the first, whoever owns
the machine the second too, but neither can sign another root for a size that followers remember.
"""

from collections.abc import Callable

from yingshang.core.ledger.sealing.folder import folder_of
from yingshang.core.ledger.sealing.heads import head_of
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.ledger.verifying.behind import strays
from yingshang.core.ledger.verifying.findings import Finding, Kind, Report
from yingshang.core.ledger.verifying.rows import sealed_rows
from yingshang.core.ledger.verifying.stretches import stretches
from yingshang.core.ledger.verifying.walking import Walk

__all__ = ["Finding", "Kind", "Report", "verify"]


def _silent(count: int) -> None:
    """No progress is shown."""


def verify(place: str, *, progress: Callable[[int], object] = _silent) -> Report:
    """Check a place's log from its first entry to its last checkpoint. Memory stays flat.

    `progress` is told how many entries were just checked. Errors: `LogKeyMissing`; everything
    else that is wrong is a finding.
    """
    head = head_of(place)
    walk = Walk(keys_of(place), folder_of(place), head)
    rows = sealed_rows(place, head.size)
    for stretch in stretches(place, head):
        if not walk.take(stretch, rows):
            break
        progress(stretch.end - stretch.start)
    return walk.finish(strays(head))
