"""The passwords of the three login roles, in a file that only our account can read.

The format is libpq's passfile, so that psql reads the same file and no password ever stands among
the arguments of a process.
"""

import os
import secrets
from enum import StrEnum
from pathlib import Path

from yingshang.config.postgres.errors import PasswordsLost
from yingshang.config.postgres.layout import Layout


class Role(StrEnum):
    """The login roles: who bootstraps, who owns the tables, and who only uses them."""

    ADMIN = "yingshang_admin"
    OWNER = "yingshang_owner"
    APP = "yingshang_app"


Passwords = dict[Role, str]


def create_passwords(layout: Layout) -> Passwords:
    """New random passwords, safely on disk before anyone is given one."""
    passwords = {role: secrets.token_urlsafe(24) for role in Role}
    lines = [f"*:*:*:{role}:{password}\n" for role, password in passwords.items()]
    write_private(layout.passwords, "".join(lines))
    return passwords


def read_passwords(layout: Layout) -> Passwords:
    """The passwords as kept. Errors: `PasswordsLost`."""
    try:
        lines = layout.passwords.read_text().splitlines()
    except FileNotFoundError:
        raise lost(layout) from None
    fields = [line.split(":", 4) for line in lines]
    known = {entry[3]: entry[4] for entry in fields if len(entry) == 5}
    if not known.keys() >= set(Role):
        raise lost(layout)
    return {role: known[role] for role in Role}


def lost(layout: Layout) -> PasswordsLost:
    """The error for a file that is missing, incomplete or refused."""
    return PasswordsLost(path=layout.passwords, folder=layout.base)


def write_private(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Replace `path` by `text` in one step, never readable to others on the way."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
