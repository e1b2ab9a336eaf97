"""Who stores a file and who sweeps it away must not meet: a lock by its hash, until commit."""

from collections.abc import Sequence

from django.db import connection


def lock_for_use(sha256: str) -> None:
    """Wait until no sweep holds the file; many may use one file at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_number(sha256)])


def lock_for_removal(hashes: Sequence[str]) -> list[str]:
    """Those of the files that nobody is storing at this moment; waits for nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256 FROM unnest(%s::text[], %s::bigint[]) AS f(sha256, number)"
            " WHERE pg_try_advisory_xact_lock(number)",
            [list(hashes), [_number(sha256) for sha256 in hashes]],
        )
        return [str(row[0]) for row in cursor.fetchall()]


def _number(sha256: str) -> int:
    """The first 8 bytes as PostgreSQL's signed 64-bit key."""
    return int.from_bytes(bytes.fromhex(sha256[:16]), "big", signed=True)
