"""What the supervisor takes and tells."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from yingshang.config.postgres.binaries import Choice
from yingshang.config.postgres.layout import Layout

RoleName = Literal["app", "owner", "admin"]


class DatabaseSettings(Protocol):
    """What `Cluster.locate` reads from the settings."""

    @property
    def data_folder(self) -> Path | None:
        """YINGSHANG_DATA_FOLDER: where data are kept instead of the default place."""

    @property
    def postgres(self) -> Choice:
        """YINGSHANG_POSTGRES: `embedded`, `system` or a folder of programs."""


@dataclass(frozen=True)
class Running:
    """A server that answers. `started_here` is False when it already ran."""

    pid: int
    socket: Path
    started_here: bool


class State(StrEnum):
    """How a cluster is."""

    ABSENT = "absent"
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"


@dataclass(frozen=True)
class Status:
    """What `yingshang db status` shows. `major` and `pid` are None where there is none."""

    state: State
    pid: int | None
    major: int | None
    layout: Layout
