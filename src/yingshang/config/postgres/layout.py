"""The folders of one checkout's database.

```
<base>/            ours; when root runs: root's, and the server's account may pass
  checkout         the path of the checkout it belongs to
  lock             held while one process starts or stops the server
  pgpass           the role passwords, libpq's format, 0600, of the account that runs the checkout
  pg_hba.conf      who may connect; not the server's to change
  log/server.log   what the server says
  programs/        a copy of the package's programs, only when root runs
  data/            the cluster, 0700 of the server's account
  socket/          the socket, 0700 of the server's account
```
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from yingshang.config.postgres.errors import SocketPathTooLong

ROOT_BASE = Path("/var/lib/yingshang")
PORT = 5432
SOCKET_LIMIT = 100  # bytes; Linux allows 107, macOS 103


@dataclass(frozen=True)
class Layout:
    """Where everything of one cluster stands. Nothing here touches the disk."""

    checkout: Path
    base: Path
    socket: Path

    @property
    def data(self) -> Path:
        """The cluster itself (PGDATA)."""
        return self.base / "data"

    @property
    def lock(self) -> Path:
        """Locked by the one process that starts or stops."""
        return self.base / "lock"

    @property
    def passwords(self) -> Path:
        """Role passwords in libpq's passfile format."""
        return self.base / "pgpass"

    @property
    def access_rules(self) -> Path:
        """pg_hba.conf, outside the data so that the server's account can not loosen it."""
        return self.base / "pg_hba.conf"

    @property
    def log(self) -> Path:
        """The server's standard output and error."""
        return self.base / "log" / "server.log"

    @property
    def programs(self) -> Path:
        """Copies of the package's programs."""
        return self.base / "programs"


def checkout_id(checkout: Path) -> str:
    """A short name for a checkout: the first 12 hex digits of the SHA-256 of its path."""
    return hashlib.sha256(os.fsencode(checkout.resolve())).hexdigest()[:12]


def layout_for(checkout: Path, *, base: Path | None = None) -> Layout:
    """The folders for `checkout`; `base` overrides the place.

    Errors: `SocketPathTooLong` when neither the base nor the data folder of the account's home
    gives a socket path that fits.
    """
    checkout = checkout.resolve()
    base = base.resolve() if base else _default_base(checkout)
    return Layout(checkout, base, _socket_folder(checkout, base))


def _default_base(checkout: Path) -> Path:
    if os.geteuid() == 0:
        return ROOT_BASE / checkout_id(checkout)
    return checkout / "var" / "postgres"


def _socket_folder(checkout: Path, base: Path) -> Path:
    candidates = [base / "socket"]
    if os.geteuid() != 0:
        candidates.append(_home_data() / "yingshang" / checkout_id(checkout))
    for folder in candidates:
        if _length(folder) <= SOCKET_LIMIT:
            return folder
    path = candidates[0] / f".s.PGSQL.{PORT}"
    raise SocketPathTooLong(path=path, length=_length(candidates[0]), limit=SOCKET_LIMIT)


def _home_data() -> Path:
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if given.startswith("/") else Path.home() / ".local" / "share"


def _length(folder: Path) -> int:
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}"))
