"""tsqueries as text: lexemes quoted once, here, and joined."""

from collections.abc import Iterable

NOTHING = ""


def lexeme(text: str, *, begins: bool = False) -> str:
    """One lexeme, or all that begin so."""
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'{':*' if begins else ''}"


def all_of(parts: Iterable[str]) -> str:
    """Every part must be there; nothing asked is nothing."""
    return _joined(" & ", parts)


def any_of(parts: Iterable[str]) -> str:
    """One part is enough."""
    return _joined(" | ", parts)


def _joined(by: str, parts: Iterable[str]) -> str:
    kept = [part for part in dict.fromkeys(parts) if part]
    return f"({by.join(kept)})" if len(kept) > 1 else "".join(kept)
