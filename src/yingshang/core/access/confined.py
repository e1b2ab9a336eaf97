"""Kinds of cases that only some roles see, and only at the case's own office.

A capability whose cases would tell an office something it must not know confines them at start:
`confine("followup", {"callback", "supervisor"})`. Other posts, place-wide or not, see none of them.
"""

from collections.abc import Iterable, Mapping

_roles: dict[str, frozenset[str]] = {}


def confine(kind: str, roles: Iterable[str]) -> None:
    """Let only these roles see cases of `kind`; a kind is confined once."""
    wanted = frozenset(str(role) for role in roles)
    if _roles.setdefault(kind, wanted) != wanted:
        raise ValueError(f"kind {kind} is confined twice")


def confined() -> Mapping[str, frozenset[str]]:
    """The roles that see each confined kind."""
    return _roles


def hidden_from(role: str) -> list[str]:
    """The confined kinds that a role never sees."""
    return sorted(kind for kind, roles in _roles.items() if role not in roles)
