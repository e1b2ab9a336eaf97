"""Make the folders of a layout, each with its owner and rights, and touch no other folder."""

import os
import stat
from pathlib import Path

from yingshang.config.postgres.account import Account, name_of
from yingshang.config.postgres.errors import FolderLocked, FolderUnreachable
from yingshang.config.postgres.execution import run
from yingshang.config.postgres.layout import ROOT_BASE, Layout
from yingshang.config.postgres.passwords import write_private

ACCESS_RULES = (
    "# Only through the private socket, only with a password.\nlocal all all scram-sha-256\n"
)


def prepare_base(layout: Layout, account: Account) -> None:
    """The base folder, which is ours; the server's account may only pass through it."""
    if layout.base.parent == ROOT_BASE and not ROOT_BASE.exists():
        ROOT_BASE.mkdir(parents=True)
        ROOT_BASE.chmod(0o755)
    if not layout.base.exists():
        layout.base.mkdir(parents=True, mode=0o700)
        if account.switched:
            os.chown(layout.base, os.geteuid(), account.gid)
            layout.base.chmod(0o710)
    _require_owner(layout.base, os.geteuid())
    _require_reach(layout.base, account)


def prepare_rest(layout: Layout, account: Account) -> None:
    """The folders and files inside, once we hold the lock."""
    layout.log.parent.mkdir(mode=0o700, exist_ok=True)
    make_private(layout.socket, account)
    write_private(layout.access_rules, ACCESS_RULES, mode=0o644)
    write_private(layout.base / "checkout", f"{layout.checkout}\n", mode=0o644)


def make_private(folder: Path, account: Account) -> None:
    """A folder for the server's account alone."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        account.give(folder)
    _require_owner(folder, account.uid)
    folder.chmod(0o700)


def _require_reach(folder: Path, account: Account) -> None:
    """Let the server's account try to enter: rights are more than the mode shows."""
    if account.switched:
        tried = run("/bin/sh", "-c", 'cd "$0"', folder, account=account)
        if tried.returncode != 0:
            raise FolderUnreachable(folder=folder, account=account.name)


def _require_owner(folder: Path, uid: int) -> None:
    """Refuse a folder that someone else made: what they own they can swap under us."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise FolderLocked(folder=folder, account=name_of(os.geteuid()))
