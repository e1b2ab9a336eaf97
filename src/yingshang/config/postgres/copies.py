"""A copy of the package's programs that the server's account can reach.

Only root needs it: its virtual environment often lies below a folder closed to others. The copy
keeps the package's shape, since its programs find their libraries by `../../../<package>.libs`.
"""

import shutil
from pathlib import Path

from yingshang.config.postgres.account import Account
from yingshang.config.postgres.binaries import PACKAGE, Binaries
from yingshang.config.postgres.layout import Layout

PROGRAMS = frozenset(
    {
        "postgres",
        "initdb",
        "psql",
        "pg_ctl",
        "pg_controldata",
        "pg_isready",
        "pg_dump",
        "pg_dumpall",
        "pg_restore",
        "pg_upgrade",
        "pg_resetwal",
    }
)
NOT_NEEDED = shutil.ignore_patterns(
    "include", "pgxs", "pkgconfig", "doc", "man", "*.a", "*.py", "*.pyc", "__pycache__"
)


def reachable(binaries: Binaries, layout: Layout, account: Account) -> Binaries:
    """The programs to run as `account`: as found, or copied for a switched account."""
    if binaries.package is None or not account.switched:
        return binaries
    copy = layout.programs / binaries.label
    if not copy.is_dir():
        _copy(binaries.package, copy)
    package = copy / PACKAGE
    return Binaries(package / "pginstall" / "bin", package=package)


def remove_others(binaries: Binaries, layout: Layout) -> None:
    """Forget copies of other releases, once no server runs from them."""
    for copy in layout.programs.glob("*"):
        if copy.name != binaries.label:
            shutil.rmtree(copy)


def _copy(package: Path, target: Path) -> None:
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(package, fresh / PACKAGE, ignore=_not_needed)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    _open_to_read(fresh.parent, fresh)
    fresh.rename(target)


def _not_needed(folder: str, names: list[str]) -> set[str]:
    if Path(folder).name == "bin":
        return set(names) - PROGRAMS
    return NOT_NEEDED(folder, names)


def _open_to_read(parent: Path, tree: Path) -> None:
    """Readable whatever the package's own rights and the umask were."""
    for path in (parent, tree, *tree.rglob("*")):
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)
