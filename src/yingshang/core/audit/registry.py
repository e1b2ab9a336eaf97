"""The named invariants: capabilities register theirs at start, `yingshang audit` runs them all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from yingshang.core.audit.types import Finding, Offender

FIRST = 5
"""How many offenders are named."""


@dataclass(frozen=True)
class Invariant:
    """One thing that must hold, in words; `check` looks at all of a place, set by set."""

    name: str
    zh: str
    en: str
    check: Callable[[str], Finding]


_invariants: dict[str, Invariant] = {}


def register(invariant: Invariant) -> None:
    """Make an invariant known; registering the same again changes nothing."""
    known = _invariants.setdefault(invariant.name, invariant)
    if known != invariant:
        raise ValueError(f"invariant {invariant.name} is registered twice")


def by_sql(name: str, zh: str, en: str, *, of: str, broken: str) -> Invariant:
    """An invariant in SQL: `of` counts what is checked, `broken` selects (id, detail) of offenders.

    Both take the place as %(place)s.
    """

    def check(place: str) -> Finding:
        return _run(of, broken, place)

    return Invariant(name, zh, en, check)


def invariants() -> tuple[Invariant, ...]:
    """All of them, by name."""
    return tuple(_invariants[name] for name in sorted(_invariants))


def audit(place: str, names: Sequence[str] = ()) -> Iterator[tuple[Invariant, Finding]]:
    """Check every invariant, or those named, over a place."""
    for invariant in invariants():
        if not names or invariant.name in names:
            yield invariant, invariant.check(place)


def _run(of: str, broken: str, place: str) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(of, {"place": place})
        (checked,) = cursor.fetchone()
        cursor.execute(
            f"SELECT count(*) OVER (), b.id::text, b.detail::text FROM ({broken}) AS b(id, detail)"  # noqa: S608 - our own statements
            f" LIMIT {FIRST}",
            {"place": place},
        )
        rows = cursor.fetchall()
    offenders = tuple(Offender(pk, detail or "") for _, pk, detail in rows)
    return Finding(checked, rows[0][0] if rows else 0, offenders)
