"""Make a new cluster: initdb beside the final place, then one rename."""

import shutil
import tempfile
from pathlib import Path

from yingshang.config.postgres.account import Account
from yingshang.config.postgres.binaries import Binaries
from yingshang.config.postgres.disk import disk_error_in
from yingshang.config.postgres.errors import NotACluster, StartFailed, WrongVersion
from yingshang.config.postgres.execution import run
from yingshang.config.postgres.layout import Layout
from yingshang.config.postgres.passwords import Role, create_passwords

WORKSHOP = "initdb-"


def major_of(data: Path) -> int | None:
    """The major version of existing data, None when there are none. Errors: `NotACluster`."""
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        if data.exists() and any(data.iterdir()):
            raise NotACluster(folder=data) from None
        return None
    except ValueError:
        raise NotACluster(folder=data) from None


def require_version(layout: Layout, binaries: Binaries) -> None:
    """Refuse data of another major version. Errors: `WrongVersion`."""
    found = major_of(layout.data)
    if found is not None and found != binaries.major:
        raise WrongVersion(folder=layout.data, found=found, expected=binaries.major)


def initialise(layout: Layout, binaries: Binaries, account: Account, *, durable: bool) -> None:
    """Make `layout.data`; whatever an interrupted attempt left is thrown away first.

    Errors: `StartFailed` or one of the disk's.
    """
    passwords = create_passwords(layout)
    for left in layout.base.glob(f"{WORKSHOP}*"):
        shutil.rmtree(left, ignore_errors=True)  # a killed starter's initdb may still write there
    with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=layout.base) as name:
        workshop = Path(name)
        password = workshop / "password"
        password.touch(mode=0o600)
        password.write_text(passwords[Role.ADMIN] + "\n")
        account.give(password)
        account.give(workshop)
        _run_initdb(layout, binaries, account, workshop, durable=durable)
        if layout.data.exists():
            layout.data.rmdir()  # empty: `major_of` has looked
        (workshop / "data").rename(layout.data)


def _run_initdb(
    layout: Layout, binaries: Binaries, account: Account, workshop: Path, *, durable: bool
) -> None:
    words = [
        str(binaries.program("initdb")),
        f"--pgdata={workshop / 'data'}",
        f"--username={Role.ADMIN}",
        f"--pwfile={workshop / 'password'}",
        "--encoding=UTF8",
        "--auth=scram-sha-256",
        "--data-checksums",
        "--no-instructions",
    ]
    if not durable:
        words.append("--no-sync")
    said = ""
    for locale in _locales(binaries.major):
        done = run(*words, *locale, account=account)
        if done.returncode == 0:
            return
        said = done.stdout
        if "invalid locale" not in said:
            break
    layout.log.write_text(said)
    tail = "\n".join(said.strip().splitlines()[-5:])
    raise disk_error_in(said, layout.base) or StartFailed(log=layout.log, tail=tail)


def _locales(major: int) -> list[list[str]]:
    """Locale arguments to try in turn: the same order of text on every machine, all of Unicode.

    From 17 on PostgreSQL brings C.UTF-8 itself. The system's LC_CTYPE still decides what pg_trgm
    and the text search take for a letter, so plain C (macOS has no C.UTF-8) comes last.
    """
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    kinds = ("C.UTF-8", "UTF-8", "en_US.UTF-8", "C")
    return [["--locale=C", f"--lc-ctype={kind}", *builtin] for kind in kinds]
