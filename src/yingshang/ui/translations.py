"""Message catalogues: compiled in Python at start, and checked to be complete in English.

Texts in code and templates are Chinese; English stands in `locale/en/LC_MESSAGES/*.po` of each app.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polib

from yingshang.ui.message_use import MessageUse, uses_in

LANGUAGE = "en"
Key = tuple[str, str]


@dataclass(frozen=True)
class MissingTranslation:
    """A text that is shown somewhere and has no English: where, and its context if it has one."""

    path: Path
    line: int
    msgid: str
    context: str = ""


def compile_catalogues(root: Path) -> list[Path]:
    """Compile each `locale/*/LC_MESSAGES/*.po` under `root` whose `.mo` is missing or older.

    Returns the files written. Each is replaced in one step: a reader sees the old or the new one.
    Errors: `OSError` where a folder is not writable, or the `.po` cannot be parsed.
    """
    stale = [po for po in sorted(root.rglob("locale/*/LC_MESSAGES/*.po")) if _is_stale(po)]
    return [_compile(po) for po in stale]


def missing_translations(root: Path) -> list[MissingTranslation]:
    """The texts used in the templates and Python files under `root` that have no English."""
    known = _translated(root)
    return [
        MissingTranslation(use.path, use.line, use.msgid, use.context)
        for use in uses_in(root)
        if _key(use) not in known
    ]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _compile(po: Path) -> Path:
    target = po.with_suffix(".mo")
    content = polib.pofile(str(po), encoding="utf-8").to_binary()
    handle, name = tempfile.mkstemp(dir=po.parent, prefix=".", suffix=".mo.part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


def _translated(root: Path) -> set[Key]:
    files = sorted(root.rglob(f"locale/{LANGUAGE}/LC_MESSAGES/*.po"))
    return {
        (entry.msgctxt or "", entry.msgid)
        for po in files
        for entry in polib.pofile(str(po), encoding="utf-8").translated_entries()
    }


def _key(use: MessageUse) -> Key:
    return use.context, use.msgid
