"""How large one value may be: what would take all memory has no value, but a reason."""

from collections.abc import Mapping

from yingshang.rules.values.undefined import Undefined

MOST_CHARACTERS = 10_000_000
"""Characters of one text: more than any case file, and made in well under a second."""
MOST_ELEMENTS = 5_000_000
"""Elements of one list: as many as one evaluation may take steps."""


def check_text_length(length: int) -> None:
    """Refuse a text before it is made. *Errors*: `Undefined`."""
    if length > MOST_CHARACTERS:
        raise Undefined("text_too_long", limit=MOST_CHARACTERS)


def check_list_length(length: int) -> None:
    """Refuse a list before it is made. *Errors*: `Undefined`."""
    if length > MOST_ELEMENTS:
        raise Undefined("list_too_long", limit=MOST_ELEMENTS)


def parts_of(value: object) -> int:
    """How many values there are inside, each counted wherever it stands, itself included.

    A part that stands in many places is gone through once: lists that are doubled again and again
    take little room until something goes through them all.
    *Errors*: RecursionError for lists within lists without end.
    """
    return _parts_of(value, {})


def is_larger(value: object, most: int) -> bool:
    """Whether there are more than so many values inside; lists without end are."""
    try:
        return isinstance(value, tuple | Mapping) and parts_of(value) > most
    except RecursionError:
        return True


def _parts_of(value: object, known: dict[int, int]) -> int:
    if not isinstance(value, tuple | Mapping):
        return 1
    found = known.get(id(value))
    if found is None:
        inside = value if isinstance(value, tuple) else value.values()
        found = known[id(value)] = 1 + sum(_parts_of(part, known) for part in inside)
    return found
