"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offender:
    """A row that breaks an invariant, and how."""

    id: str
    detail: str


@dataclass(frozen=True, slots=True)
class Finding:
    """How many rows were checked, how many broke it, and the first of those."""

    checked: int
    broken: int
    first: tuple[Offender, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing broke it."""
        return self.broken == 0
