"""The namespaces of DMN's versions, which are its only mark of a version.

Source: DMN 1.2 (formal/2019-01-05), 1.3 (formal/21-02-01), 1.4, 1.5 (formal/24-01-01).
"""

from collections.abc import Mapping
from types import MappingProxyType

_BASES = {
    "1.2": "http://www.omg.org/spec/DMN/20180521/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/",
}

MODEL_VERSIONS: Mapping[str, str] = MappingProxyType(
    {base + "MODEL/": version for version, base in _BASES.items()}
)
"""Namespace of the elements to the version it stands for."""

FEEL_LANGUAGES = frozenset(base + "FEEL/" for base in _BASES.values())
"""What `expressionLanguage` and `typeLanguage` call FEEL."""


def is_feel(language: str | None) -> bool:
    """Whether the language is FEEL, which is also meant where none is named.

    Tools also write the bare name and leave out the last slash.
    """
    if not language:
        return True
    return language.lower() == "feel" or language.rstrip("/") + "/" in FEEL_LANGUAGES
