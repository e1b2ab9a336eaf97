"""Which promises are watched: a capability says so at its start, by kind of case and clock."""

from collections.abc import Iterable

_watched: dict[str, frozenset[str]] = {}


def watch(kind: str, clocks: Iterable[str]) -> None:
    """Warn of these clocks of cases of `kind`; a kind is watched once."""
    wanted = frozenset(clocks)
    if _watched.setdefault(kind, wanted) != wanted:
        raise ValueError(f"kind {kind} is watched twice")


def watched() -> list[dict[str, str]]:
    """Each watched kind and clock, as rows of a batch in SQL."""
    return [
        {"kind": kind, "clock": clock}
        for kind, clocks in sorted(_watched.items())
        for clock in sorted(clocks)
    ]
