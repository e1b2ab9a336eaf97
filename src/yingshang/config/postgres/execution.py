"""Run one program of PostgreSQL or of the system: words, never a line for a shell to read."""

import subprocess
from pathlib import Path

from yingshang.config.postgres.account import Account

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", "LC_ALL": "C", "TZ": "UTC"}
"""All that the programs see: the caller's PGDATA, PGOPTIONS and language do not reach them."""


def run(
    *words: str | Path, account: Account | None = None, errors_to: int = subprocess.STDOUT
) -> subprocess.CompletedProcess[str]:
    """Run to the end and return what it said; errors join the output or go to `errors_to`.

    It works in `/`, which every account may enter, and out of reach of our terminal's Ctrl-C.
    """
    return subprocess.run(  # noqa: S603 - words of our own or found programs, no shell reads them
        words,
        **(account.switch if account else {}),
        cwd="/",
        env=ENVIRONMENT,
        umask=0o077,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors_to,
        text=True,
        errors="replace",
        check=False,
    )
