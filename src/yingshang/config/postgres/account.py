"""Which account of the machine the server runs as. PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

ACCOUNTS_FOR_ROOT = ("postgres", "_postgres", "nobody")


class Switch(TypedDict, total=False):
    """Keyword arguments of `subprocess.run` that change the account, or none."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The server's account. `switched` says that it is not the account that runs us."""

    uid: int
    gid: int
    switched: bool

    @property
    def name(self) -> str:
        """The account's name."""
        return name_of(self.uid)

    @property
    def switch(self) -> Switch:
        """What to pass to `subprocess.run` so that the program runs as this account."""
        if not self.switched:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Hand a path that we have just made to this account."""
        if self.switched:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def serving_account(data: Path) -> Account:
    """The account for the server of `data`: our own, or for root the data's owner or `postgres`.

    No account is created: a machine without `postgres` has `nobody`.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switched=False)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, switched=True)
    entry = next(filter(None, map(_entry, ACCOUNTS_FOR_ROOT)))
    return Account(entry.pw_uid, entry.pw_gid, switched=True)


def name_of(uid: int) -> str:
    """The name of an account, for messages."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
