"""What a caller gives, by the keys of the elements that it is given for."""

from collections.abc import Iterator, Mapping

from yingshang.rules.ir import Program
from yingshang.rules.values import Value


def by_key(program: Program, given: Mapping[str, Value]) -> dict[str, Value]:
    """The inputs by key, where the program knows them; the others under the name they came with.

    An input is named by its name, its id or its key; that of an imported model by `import.name`, or
    as an entry of a context under the import's name, as deep as models import each other.
    """
    return dict(_keyed(program, "", given))


def _keyed(
    program: Program, prefix: str, given: Mapping[str, Value]
) -> Iterator[tuple[str, Value]]:
    for name, value in given.items():
        whole = prefix + " ".join(name.split())
        if whole in program.names:
            yield program.names[whole], value
        elif isinstance(value, Mapping) and _is_import(program, whole):
            yield from _keyed(program, f"{whole}.", value)
        else:
            yield (whole if prefix else name), value


def _is_import(program: Program, name: str) -> bool:
    return any(known.startswith(f"{name}.") for known in program.names)
