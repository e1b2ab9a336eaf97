"""Our own small supervisor of a PostgreSQL cluster: binaries found, a server kept, nothing shared.

Used when nobody gives a `DATABASE_URL`. Knows no Django.
"""

from yingshang.config.postgres.cluster import Cluster
from yingshang.config.postgres.types import Running, State, Status

__all__ = ["Cluster", "Running", "State", "Status"]
