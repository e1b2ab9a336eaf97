"""One sealer at a time for each place's log, and a commit that is on disk."""

from django.db import connection

_SPACE = 7248902
"""Keeps these locks apart from other advisory locks of the platform."""

# Whoever turned durable commits off for speed gets one here all the same.
_DURABLE = """SELECT set_config('synchronous_commit', 'on', true)
WHERE current_setting('synchronous_commit') = 'off'"""


def alone_on(place: str) -> bool:
    """Take the place's lock until the transaction ends; False when another sealer has it."""
    with connection.cursor() as cursor:
        cursor.execute(_DURABLE)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_SPACE, place])
        return bool(cursor.fetchone()[0])


def wait_for(place: str) -> None:
    """Take the place's lock until the transaction ends, after whoever has it."""
    with connection.cursor() as cursor:
        cursor.execute(_DURABLE)
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_SPACE, place])
