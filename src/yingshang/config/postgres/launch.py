"""Start the postmaster so that it outlives us, and wait until it answers."""

import os
import time
from collections.abc import Callable
from enum import Enum, auto

import psycopg

from yingshang.config.postgres.account import Account
from yingshang.config.postgres.binaries import Binaries
from yingshang.config.postgres.disk import disk_error_in
from yingshang.config.postgres.errors import StartFailed, StillStarting
from yingshang.config.postgres.execution import run
from yingshang.config.postgres.layout import PORT, Layout
from yingshang.config.postgres.postmaster import process_lives

PAUSE_SECONDS = 0.02
RETRY_SECONDS = 0.2
LOG_LIMIT_BYTES = 10_000_000
TAIL_LINES = 8
STILL_ENDING = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')
"""What the log says while children of a killed postmaster are still about: worth another try."""


class Answer(Enum):
    """How the server took a connection."""

    READY = auto()
    NOT_YET = auto()
    REFUSED = auto()  # it runs, and knows no such role, password or database


ANSWERS = {
    "password authentication failed": Answer.REFUSED,
    "does not exist": Answer.REFUSED,
    "too many clients": Answer.READY,
    "remaining connection slots": Answer.READY,
}
"""Words of a refused connection: the server speaks English, as initdb saw no other language."""


def options(layout: Layout, *, durable: bool) -> dict[str, str]:
    """The server's settings. Messages in its log carry no row's content and no statement."""
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(layout.socket),
        "unix_socket_permissions": "0700",
        "hba_file": str(layout.access_rules),
        "password_encryption": "scram-sha-256",
        "max_connections": "100",
        "shared_buffers": "512MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "work_mem": "16MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
    }
    unsafe = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
              "autovacuum": "off"}  # fmt: skip
    return settings if durable else settings | unsafe


def launch(
    layout: Layout,
    binaries: Binaries,
    account: Account,
    *,
    durable: bool,
    ask: Callable[[], Answer],
    timeout_seconds: float,
) -> None:
    """Start a postmaster and wait for its answer.

    Errors: `StartFailed` or one of the disk's when it ends, `StillStarting` when time runs out.
    """
    deadline = time.monotonic() + timeout_seconds
    while True:
        begins = _rotate(layout)
        pid = _spawn(layout, binaries, account, durable=durable)
        if wait_for_answer(layout, pid, ask=ask, deadline=deadline):
            return
        said = layout.log.read_bytes()[begins:].decode(errors="replace")
        if time.monotonic() > deadline or not any(words in said for words in STILL_ENDING):
            raise disk_error_in(said, layout.base) or StartFailed(log=layout.log, tail=tail(layout))
        time.sleep(RETRY_SECONDS)


def wait_for_answer(
    layout: Layout, pid: int, *, ask: Callable[[], Answer], deadline: float
) -> bool:
    """Wait until process `pid` answers; False when it ended. Errors: `StillStarting`."""
    began = time.monotonic()
    while process_lives(pid):
        if ask() is not Answer.NOT_YET:
            return True
        if time.monotonic() > deadline:
            seconds = round(time.monotonic() - began)
            raise StillStarting(seconds=seconds, log=layout.log, tail=tail(layout))
        time.sleep(PAUSE_SECONDS)
    return False


def ask(url: str) -> Answer:
    """Connect once. A server that is starting, or none at all, has not answered yet."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        said = str(error)
        answers = (answer for words, answer in ANSWERS.items() if words in said)
        return next(answers, Answer.NOT_YET)
    return Answer.READY


def tail(layout: Layout) -> str:
    """The last lines of the server's log."""
    if not layout.log.exists():
        return ""
    text = layout.log.read_bytes()[-4000:].decode(errors="replace")
    return "\n".join(text.strip().splitlines()[-TAIL_LINES:])


def _spawn(layout: Layout, binaries: Binaries, account: Account, *, durable: bool) -> int:
    """Start the postmaster as nobody's child, so that it is collected when it ends. Its pid."""
    command = [str(binaries.program("postgres")), "-D", str(layout.data)]
    for name, value in options(layout, durable=durable).items():
        command += ["-c", f"{name}={value}"]
    log = os.open(layout.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        started = run(
            "/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *command, account=account, errors_to=log
        )
    finally:
        os.close(log)
    return int(started.stdout)


def _rotate(layout: Layout) -> int:
    """Set a long log aside; where the next lines will begin."""
    if not layout.log.exists():
        return 0
    size = layout.log.stat().st_size
    if size < LOG_LIMIT_BYTES:
        return size
    layout.log.replace(layout.log.with_suffix(".log.1"))
    return 0
