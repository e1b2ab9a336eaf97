"""A program from a file, its imports found beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from yingshang.rules.errors import RulesError
from yingshang.rules.ir import Program
from yingshang.rules.lowering.program import lower
from yingshang.rules.syntax.dmn import Definitions, read
from yingshang.rules.syntax.dmn.model import Import


def load(path: Path | str) -> Program:
    """The program of a .dmn file and of what it imports.

    An imported model is looked for where its `locationURI` says, as a path from the importing
    file's folder (never an address of the network), and else among the .dmn files of that folder,
    by its namespace. One that is not found is a problem of the program.

    *Errors*: those of `read` for the file itself and for what it imports; `OSError`.
    """
    root = _read(Path(path))
    return lower(root, _Search(Path(path)).imported_by(root))


def _read(path: Path) -> Definitions:
    return read(path.read_bytes(), file=path.name)


@dataclass(slots=True)
class _Search:
    root: Path
    found: dict[str, Definitions] = field(default_factory=dict)
    siblings: dict[Path, list[tuple[Path, Definitions]]] = field(default_factory=dict)

    def imported_by(self, root: Definitions) -> dict[str, Definitions]:
        """Every model that the root reaches through imports, by namespace."""
        waiting = [(self.root, root)]
        while waiting:
            path, model = waiting.pop()
            for wanted in model.imports:
                if wanted.namespace in self.found or wanted.namespace == root.namespace:
                    continue
                place = self._place_of(wanted, path)
                if place is not None:
                    self.found[wanted.namespace] = place[1]
                    waiting.append(place)
        return self.found

    def _place_of(self, wanted: Import, importer: Path) -> tuple[Path, Definitions] | None:
        for path, model in self._candidates(wanted, importer):
            if model.namespace == wanted.namespace:
                return path, model
        return None

    def _candidates(self, wanted: Import, importer: Path) -> Iterator[tuple[Path, Definitions]]:
        location = _local_path(wanted.location, importer)
        if location is not None and location.is_file():
            yield location, _read(location)
        yield from self._beside(importer)

    def _beside(self, importer: Path) -> list[tuple[Path, Definitions]]:
        folder = importer.parent
        if folder not in self.siblings:
            paths = [path for path in sorted(folder.glob("*.dmn")) if path != importer]
            self.siblings[folder] = [(p, model) for p in paths if (model := _readable(p))]
        return self.siblings[folder]


def _readable(path: Path) -> Definitions | None:
    try:
        return _read(path)
    except RulesError:
        return None


def _local_path(location: str | None, importer: Path) -> Path | None:
    """The file that a location names, when it is a relative path."""
    if not location:
        return None
    parts = urlsplit(location)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    return importer.parent / unquote(parts.path)
