"""The kinds of lists that can be exported, registered by their capabilities at start."""

from typing import ClassVar

from yingshang.core.exports.types import Exporter
from yingshang.errors import Missing

_exporters: dict[str, Exporter] = {}


class ExporterMissing(Missing):
    """No list of that kind can be exported."""

    code: ClassVar[str] = "exports.no_such_list"
    zh: ClassVar[str] = "没有可以导出的“{kind}”列表。请从列表页面上的“导出”进入。"
    en: ClassVar[str] = "There is no list “{kind}” to export. Start from “Export” on a list's page."


def register(exporter: Exporter) -> None:
    """Make a kind known; the same again changes nothing, another of its name is refused."""
    if _exporters.setdefault(exporter.kind, exporter) != exporter:
        raise ValueError(f"exporter {exporter.kind} is registered twice")


def exporter_of(kind: str) -> Exporter:
    """The kind's exporter. Errors: `ExporterMissing`."""
    found = _exporters.get(kind)
    if found is None:
        raise ExporterMissing(kind=kind)
    return found
