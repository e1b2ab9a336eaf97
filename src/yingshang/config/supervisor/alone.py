"""One `yingshang up` a data folder: a second would stop the database under the first."""

import json
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, TextIO

from yingshang.config.supervisor.leftovers import hold
from yingshang.errors import Conflict


class UpAlready(Conflict):
    """Another supervisor serves from the same data folder."""

    code: ClassVar[str] = "up.already"
    zh: ClassVar[str] = (
        "另一个 yingshang up（端口 {port}）正在使用数据目录 {folder}。请先停掉它，"
        "或用 YINGSHANG_DATA_FOLDER 另选目录。"
    )
    en: ClassVar[str] = (
        "Another yingshang up (port {port}) serves from the data folder {folder}. Stop it first, or"
        " choose another folder with YINGSHANG_DATA_FOLDER."
    )


def claim(folder: Path, *, port: int) -> TextIO:
    """Hold the data folder until the answer is closed or the process ends.

    Errors: `UpAlready`.
    """
    note = folder / "up.json"
    lock = hold(note)
    if lock is None:
        raise UpAlready(folder=folder, port=_port_in(note))
    note.write_text(json.dumps({"port": port}), encoding="utf-8")
    return lock


def _port_in(note: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads(note.read_text(encoding="utf-8"))["port"])
    return "?"
