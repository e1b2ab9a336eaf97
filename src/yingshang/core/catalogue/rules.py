"""The rules (DMN files) that stand beside the lists, each loaded once a process.

A list names a rule by its path under `catalogue/rules`, without the ending:
`common/unresolved_matter_desk`. What is decided by it keeps the model's hash.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from yingshang.errors import Unavailable
from yingshang.rules import Model, load

FOLDER = "rules"
_NAME = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")


class RuleMissing(Unavailable):
    """A list names a rule whose file is not there."""

    code: ClassVar[str] = "catalogue.rule_missing"
    zh: ClassVar[str] = "没有规则文件 rules/{name}.dmn。请核对清单里写的规则名称。"
    en: ClassVar[str] = "There is no rule file rules/{name}.dmn. Check the name in the list."


def rule(name: str) -> Model:
    """The rule of that name, read again when its file changed.

    Errors: `RuleMissing`; `RulesError` for a file that cannot be read as DMN.
    """
    path = rule_path(name)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        raise RuleMissing(name=name) from None
    return _loaded(path, changed)


def rule_path(name: str) -> Path:
    """Where the file of a rule stands. Errors: `RuleMissing` for what is no name of a rule."""
    if not _NAME.fullmatch(name):
        raise RuleMissing(name=name)
    return Path(settings.CATALOGUE_ROOT) / FOLDER / f"{name}.dmn"


@lru_cache(maxsize=256)
def _loaded(path: Path, changed: int) -> Model:
    return load(path)
