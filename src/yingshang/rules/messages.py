"""The sentences of problems and warnings, by code, in Chinese and English.

One table, so that a translator sees them together. `{…}` are filled from the problem's data.
A code that stands in no table is a defect that a test finds.
"""

from collections.abc import Mapping
from types import MappingProxyType

from yingshang.rules.sentences import checks, dmn, evaluation, explaining, feel, values
from yingshang.rules.values.kinds import CHINESE, Kind

_TABLES = (
    feel.SENTENCES,
    dmn.SENTENCES,
    evaluation.SENTENCES,
    checks.SENTENCES,
    values.SENTENCES,
    explaining.SENTENCES,
)

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {code: pair for table in _TABLES for code, pair in table.items()}
)


def sentence(code: str, data: Mapping[str, object], language: str = "en") -> str:
    """The sentence of `code`, filled from `data`; `language` is `zh` or `en`."""
    chinese, english = SENTENCES[code]
    if not language.startswith("zh"):
        return english.format_map(_Shown(data))
    named = {k: CHINESE[v] if isinstance(v, Kind) else v for k, v in data.items()}
    return chinese.format_map(_Shown(named))


class _Shown(dict[str, object]):
    """Data for a template: what is not there is shown as such, rather than failing."""

    def __missing__(self, key: str) -> str:
        return "…"
