"""The sealer: gives committed entries their places in the log, for ever, and signs for it.

**What is chosen.** The entries of a place behind the last one sealed, in the order (epoch, xid,
id), as far as nothing can come before them any more: those of a closed epoch, and those of the
running one whose xid lies below `pg_snapshot_xmin(pg_current_snapshot())`.

**Why none is skipped.** `xid` is the number of the whole transaction that wrote the entry, also
from inside a savepoint, since `pg_current_xact_id()` gives the top-level number. Each statement
that chooses sees one snapshot S of its own, at READ COMMITTED. Every transaction numbered below S's
xmin had ended when S was taken: its entries are visible to S or rolled back. So all entries below
xmin are seen, and no entry with a number below xmin can appear later; whatever commits later,
however long it was open, has a number of xmin or above and lies in front of the mark that S leaves
behind. A prepared transaction counts as running, and the sealer's own number bounds xmin too.
Transactions in other databases of the server count as well: one that writes there for an hour holds
sealing up for an hour, and harms nothing. Numbers have 64 bits and never come round. Standbys write
nothing and the sealer cannot run on one; after a failover the new primary goes on from the WAL, in
which an entry stands before the checkpoint over it. Committing a checkpoint waits for its WAL to be
on disk even where `synchronous_commit` is off, and with it everything committed before.

**Why none is placed twice.** One sealer at a time holds the place's advisory lock until it commits;
the mark, the placements and the checkpoint are committed together; and the database refuses a
second row for an index or an entry.

**Why a kill does no harm.** Tiles are written before the commit, the public checkpoint after it.
Killed before the commit, the sealer leaves tiles that nothing signed speaks of: the next turn
chooses the same entries again, perhaps with more behind them, and writes the same full tiles.
Killed after it, the next turn publishes the checkpoint from the database.

**Restored databases.** The numbers of another server say nothing here: after `pg_restore` they may
start lower. And a restored database may know less than what was published. Both are seen, and the
sealer stands still until `raise_epoch` (in `epochs`) has closed the old epoch. Raising locks
`core_ledgerepoch` against all who read it; every writer of entries reads it and holds that lock
until its end; hence no entry of a closed epoch can be committed later, and a closed epoch needs no
xmin.
"""

from yingshang.core.ledger.sealing.epochs import Raised, raise_epoch
from yingshang.core.ledger.sealing.measuring import SealingState, sealing_state
from yingshang.core.ledger.sealing.rebuilding import rebuild
from yingshang.core.ledger.sealing.turn import Sealed, places, seal, seal_all, troubles

__all__ = [
    "Raised",
    "Sealed",
    "SealingState",
    "places",
    "raise_epoch",
    "rebuild",
    "seal",
    "seal_all",
    "sealing_state",
    "troubles",
]
