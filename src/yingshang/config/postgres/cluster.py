"""The cluster of one checkout: start it, stop it, say where it is."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg

from yingshang.config.postgres import copies, launch
from yingshang.config.postgres.account import Account, serving_account
from yingshang.config.postgres.binaries import Binaries, Choice, find, newest_psql
from yingshang.config.postgres.disk import disk_error_in, disk_errors
from yingshang.config.postgres.errors import (
    DataInUse,
    NoBinaries,
    NotRunning,
    StartFailed,
    StillStopping,
)
from yingshang.config.postgres.folders import prepare_base, prepare_rest
from yingshang.config.postgres.initialise import initialise, major_of, require_version
from yingshang.config.postgres.launch import Answer
from yingshang.config.postgres.layout import PORT, Layout, layout_for
from yingshang.config.postgres.locking import exclusive
from yingshang.config.postgres.passwords import Role, lost, read_passwords
from yingshang.config.postgres.postmaster import (
    Life,
    Postmaster,
    forget_ended,
    life_of,
    postmaster_of,
)
from yingshang.config.postgres.roles import DATABASE, settle
from yingshang.config.postgres.types import DatabaseSettings, RoleName, Running, State, Status

TIMEOUT_SECONDS = 60.0
CHECKOUT = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class Cluster:
    """The PostgreSQL cluster of a checkout. Making one touches nothing."""

    layout: Layout
    binaries: Choice = "embedded"
    durable: bool = True

    @classmethod
    def for_checkout(
        cls,
        root: Path,
        *,
        binaries: Choice = "embedded",
        base: Path | None = None,
        durable: bool = True,
    ) -> Self:
        """The cluster of the checkout at `root`.

        `base` overrides the folder of data, socket and log. `durable=False` is for tests: it
        starts and writes faster, and a crash may lose what was committed.
        """
        return cls(layout_for(root, base=base), binaries, durable)

    @classmethod
    def locate(cls, settings: DatabaseSettings, *, checkout: Path = CHECKOUT) -> Self:
        """The cluster that the settings speak of: with a data folder, its `postgres` in there."""
        base = settings.data_folder / "postgres" if settings.data_folder else None
        return cls.for_checkout(checkout, binaries=settings.postgres, base=base)

    def start(self, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Running:
        """Initialise if new, recover if it was killed, start if it does not run; then it answers.

        Errors: every class of `errors` but `NotRunning` and `StillStopping`.
        """
        with disk_errors(self.layout.base):
            account = serving_account(self.layout.data)
            prepare_base(self.layout, account)
            if running := self._answering():
                return running
            with exclusive(self.layout, timeout_seconds=timeout_seconds):
                return self._start(account, timeout_seconds)

    def stop(self, *, timeout_seconds: float = TIMEOUT_SECONDS) -> bool:
        """Stop the server, ending its connections; False when it did not run.

        Errors: `FolderLocked`, `DataInUse`, `Busy`, `StillStopping`.
        """
        if not self.layout.base.exists():
            return False
        with (
            disk_errors(self.layout.base),
            exclusive(self.layout, timeout_seconds=timeout_seconds),
        ):
            postmaster = self._own_postmaster()
            if postmaster is None:
                return False
            os.kill(postmaster.pid, signal.SIGINT)
            self._wait_for_end(postmaster.pid, timeout_seconds)
            return True

    def status(self) -> Status:
        """How the cluster is now. Errors: `FolderLocked`, `NotACluster`, `DataInUse`."""
        with disk_errors(self.layout.base):
            major = major_of(self.layout.data)
            postmaster = self._own_postmaster()
            if postmaster is None:
                state = State.ABSENT if major is None else State.STOPPED
                return Status(state, None, major, self.layout)
            state = State.RUNNING if self._answering() else State.STARTING
            return Status(state, postmaster.pid, major, self.layout)

    def is_running(self) -> bool:
        """Whether the server answers to the application's role."""
        with disk_errors(self.layout.base):
            return self._answering() is not None

    def url(self, role: RoleName = "app", database: str = DATABASE) -> str:
        """A `postgresql://` address with the role's password; show it to nobody.

        It holds as long as the cluster does, whether the server runs or not.
        Errors: `NotRunning` before the first start, `PasswordsLost`.
        """
        with disk_errors(self.layout.base):
            if not self.layout.passwords.exists() and not self.layout.data.exists():
                raise NotRunning
            password = read_passwords(self.layout)[Role[role.upper()]]
        user = f"{Role[role.upper()]}:{quote(password, safe='')}"
        host = quote(str(self.layout.socket), safe="")
        return f"postgresql://{user}@:{PORT}/{quote(database, safe='')}?host={host}"

    def psql_command(self, role: RoleName = "app", database: str = DATABASE) -> list[str]:
        """The words of a psql command; the password comes from our file, not from the words.

        Errors: `NotRunning`, `NoBinaries`.
        """
        if not self.is_running():
            raise NotRunning
        psql = newest_psql(find(self.binaries, major=major_of(self.layout.data)))
        if psql is None:
            raise NoBinaries(wanted="psql", minimum=major_of(self.layout.data))
        where = {
            "host": self.layout.socket,
            "port": PORT,
            "user": Role[role.upper()],
            "dbname": database,
            "passfile": self.layout.passwords,
        }
        return [str(psql), " ".join(f"{name}={_quoted(value)}" for name, value in where.items())]

    def _start(self, account: Account, timeout_seconds: float) -> Running:
        """The start under the lock: whoever waited for it may find all done."""
        if running := self._answering():
            return running
        binaries = find(self.binaries, major=major_of(self.layout.data))
        require_version(self.layout, binaries)
        prepare_rest(self.layout, account)
        started_here = not self._comes_up(timeout_seconds)
        if started_here:
            binaries = copies.reachable(binaries, self.layout, account)
            copies.remove_others(binaries, self.layout)
            self._launch(binaries, account, timeout_seconds)
        return self._settled(started_here=started_here)

    def _launch(self, binaries: Binaries, account: Account, timeout_seconds: float) -> None:
        if major_of(self.layout.data) is None:
            initialise(self.layout, binaries, account, durable=self.durable)
        read_passwords(self.layout)  # without them a server would be of no use
        forget_ended(self.layout.data, self.layout.socket)
        launch.launch(
            self.layout,
            binaries,
            account,
            durable=self.durable,
            ask=self._ask_admin,
            timeout_seconds=timeout_seconds,
        )

    def _comes_up(self, timeout_seconds: float) -> bool:
        """Wait for a server that someone started and nobody settled; False when none lives."""
        postmaster = self._own_postmaster()
        deadline = time.monotonic() + timeout_seconds
        return postmaster is not None and launch.wait_for_answer(
            self.layout, postmaster.pid, ask=self._ask_admin, deadline=deadline
        )

    def _settled(self, *, started_here: bool) -> Running:
        if self._ask_admin() is Answer.REFUSED:
            raise lost(self.layout)
        try:
            settle(self.url("admin", "template1"), read_passwords(self.layout))
        except psycopg.Error as error:
            tail = launch.tail(self.layout)
            raise disk_error_in(str(error), self.layout.base) or StartFailed(
                log=self.layout.log, tail=tail
            ) from error
        running = self._answering()
        if running is None:
            raise lost(self.layout)
        return Running(running.pid, running.socket, started_here)

    def _ask_admin(self) -> Answer:
        return launch.ask(self.url("admin", "template1"))

    def _answering(self) -> Running | None:
        """The running server, if it lets the application's role into its database."""
        postmaster = postmaster_of(self.layout.data)
        if postmaster is None or not postmaster.serves(self.layout.socket):
            return None
        if not self.layout.passwords.exists() or launch.ask(self.url("app")) is not Answer.READY:
            return None
        return Running(postmaster.pid, self.layout.socket, started_here=False)

    def _own_postmaster(self) -> Postmaster | None:
        """Our living postmaster. Errors: `DataInUse` when another one lives in the folder."""
        postmaster = postmaster_of(self.layout.data)
        if postmaster is None or postmaster.life is not Life.ALIVE:
            return None
        if not postmaster.serves(self.layout.socket):
            raise DataInUse(pid=postmaster.pid, folder=self.layout.data)
        return postmaster

    def _wait_for_end(self, pid: int, timeout_seconds: float) -> None:
        deadline = time.monotonic() + timeout_seconds
        while life_of(pid, self.layout.data) is Life.ALIVE:
            if time.monotonic() > deadline:
                raise StillStopping(pid=pid, seconds=round(timeout_seconds), log=self.layout.log)
            time.sleep(launch.PAUSE_SECONDS)


def _quoted(value: object) -> str:
    """A value of a libpq connection string."""
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"
