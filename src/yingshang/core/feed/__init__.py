"""The change feed: what happened, in an order that no concurrent writer can break.

**Why nothing is lost.** A cursor over ids, times or sequence numbers skips whatever commits late: a
transaction may take its number first and commit last. Here the cursor is the position in the
place's sealed log. The sealer gives positions only to entries before which nothing can come any
more (below `pg_snapshot_xmin`, see `core.ledger.sealing`), without gaps and for ever; so a reader
who asks for what is behind position n gets everything, once, and can ask again from any n.

A page is signed with the log's key. A webhook is the same page, pushed in order by the worker.
"""
