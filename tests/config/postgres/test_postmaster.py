"""A process number is a postmaster's only when the process is one, of this folder."""

import os
import subprocess
from pathlib import Path

from yingshang.config.postgres import Cluster
from yingshang.config.postgres.postmaster import Life, life_of, postmaster_of


def test_a_stranger_is_no_postmaster(folder: Path) -> None:
    assert life_of(os.getpid(), folder) is Life.NUMBER_TAKEN


def test_an_ended_process_is_ended_and_one_not_yet_collected_blocks_its_number(
    folder: Path,
) -> None:
    child = subprocess.Popen(["/bin/sh", "-c", "exit 0"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert life_of(child.pid, folder) is Life.NUMBER_TAKEN
    child.wait()
    assert life_of(child.pid, folder) is Life.ENDED


def test_the_postmaster_of_one_folder_is_not_that_of_another(
    running: Cluster, folder: Path
) -> None:
    pid = running.start().pid
    assert life_of(pid, running.layout.data) is Life.ALIVE
    assert life_of(pid, folder) is Life.NUMBER_TAKEN


def test_an_incomplete_record_serves_nobody(folder: Path) -> None:
    assert postmaster_of(folder) is None
    record = folder / "postmaster.pid"
    record.write_text("")
    assert postmaster_of(folder) is None
    record.write_text(f"{os.getpid()}\n")
    found = postmaster_of(folder)
    assert found is not None
    assert not found.serves(Path())
