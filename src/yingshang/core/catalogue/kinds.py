"""The kinds of rows a catalogue has: which files hold them, their schema, and their checks.

Capabilities register theirs when they start; `reading` knows no kind by name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from yingshang.core.catalogue.items import Items
from yingshang.core.catalogue.problems import ListError

HEADER = ("source", "valid_from", "valid_until")
"""What a file of many rows may say once for all of them."""

Check = Callable[[Items], list[ListError]]
Prepare = Callable[[dict[str, Any], Items], None]
CodeOf = Callable[[Any], str]


def code_attribute(model: Any) -> str:
    """A row's code when its schema has a field of that name."""
    return str(model.code)


@dataclass(frozen=True)
class RowKind:
    """How rows of one kind are found, read and judged.

    `glob` is relative to `common` and to the place's folder. `rows` names the key under which a
    file lists many rows (its other keys are defaults for each: source and validity); None means
    that a file is one row. `prepare` may fill a raw row from rows of kinds registered before it.
    `check` sees all rows of all kinds, once, after everything was read.
    """

    kind: str
    glob: str
    model: type[BaseModel]
    rows: str | None = None
    check: Check | None = None
    prepare: Prepare | None = None
    code_of: CodeOf = code_attribute


class RowKinds:
    """A registry of kinds, in the order in which they are read."""

    def __init__(self) -> None:
        self._kinds: dict[str, RowKind] = {}

    def register(self, kind: RowKind) -> None:
        """Add `kind`; registering the same again changes nothing.

        *Errors*: `ValueError` when another kind of that name is there: a mistake of the programmer.
        """
        if self._kinds.setdefault(kind.kind, kind) != kind:
            raise ValueError(f"catalogue kind {kind.kind!r} is already registered differently")

    def __iter__(self) -> Iterator[RowKind]:
        return iter(tuple(self._kinds.values()))


KINDS = RowKinds()


def register_kind(kind: RowKind, *, kinds: RowKinds = KINDS) -> None:
    """Make `kind` known to everything that reads lists."""
    kinds.register(kind)
