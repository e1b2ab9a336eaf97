"""Reads a place's lists: `common` and the place's own folder, every row or every mistake.

Pure: no database, nothing is half read. A caller stores `rows` only when `errors` is empty.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as Folder
from typing import Any

from pydantic import BaseModel, ValidationError

from yingshang.core.catalogue import refusals
from yingshang.core.catalogue.documents import Document, Path, UnreadableListError
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.kinds import HEADER, KINDS, RowKind, RowKinds
from yingshang.core.catalogue.languages import check_both_languages
from yingshang.core.catalogue.parsing import parse_document
from yingshang.core.catalogue.problems import ListError, ListsRefused
from yingshang.core.catalogue.rows import Row, content_hash
from yingshang.core.catalogue.validation import mistakes, validated

COMMON = "common"
_PLACE_FOLDER = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Reading:
    """What was read: the files (relative to the root), the accepted rows, and every mistake."""

    files: tuple[str, ...]
    rows: tuple[Row, ...]
    errors: tuple[ListError, ...]

    def require(self) -> tuple[Row, ...]:
        """The rows, if nothing is wrong. *Errors*: `ListsRefused` with every mistake."""
        if self.errors:
            raise ListsRefused(self.errors)
        return self.rows


def read_place(root: Folder, place_folder: str, *, kinds: RowKinds = KINDS) -> Reading:
    """The lists of the place in `root/place_folder` with those in `root/common`."""
    if not _PLACE_FOLDER.fullmatch(place_folder) or not (root / place_folder).is_dir():
        return Reading((), (), (refusals.no_such_place(place_folder),))
    reader = _Reader(root)
    folders = [root / COMMON, root / place_folder]
    for kind in kinds:
        for folder in folders:
            for path in sorted(folder.glob(kind.glob)):
                reader.read_file(path, kind)
    reader.refuse_strays(folders)
    reader.check(kinds)
    return reader.reading()


@dataclass
class _Reader:
    """The state of one reading."""

    root: Folder
    files: list[str] = field(default_factory=list)
    items: Items = field(default_factory=Items)
    rows: list[Row] = field(default_factory=list)
    errors: list[ListError] = field(default_factory=list)

    def read_file(self, path: Folder, kind: RowKind) -> None:
        name = path.relative_to(self.root).as_posix()
        self.files.append(name)
        if not path.resolve().is_relative_to(self.root.resolve()):
            self.errors.append(refusals.outside(name))
            return
        try:
            document = parse_document(name, path.read_bytes())
        except UnreadableListError as unreadable:
            self.errors.append(unreadable.error)
            self.items.unread.add(kind.kind)
            return
        for at, data in self._raw_rows(document, kind):
            self._read_row(document, kind, at, data)

    def _raw_rows(self, document: Document, kind: RowKind) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The file's rows, each with the file's defaults."""
        if not isinstance(document.data, dict):
            self.errors.append(refusals.not_a_mapping(document, ()))
            return
        if kind.rows is None:
            yield (), dict(document.data)
            return
        self.errors += refusals.unknown_header(document, kind.rows)
        entries = document.data.get(kind.rows)
        if not isinstance(entries, list):
            self.errors.append(refusals.not_a_list(document, kind.rows))
            return
        header = {key: document.data[key] for key in HEADER if key in document.data}
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield (kind.rows, index), header | entry
            else:
                self.errors.append(refusals.not_a_mapping(document, (kind.rows, index)))

    def _read_row(self, document: Document, kind: RowKind, at: Path, data: dict[str, Any]) -> None:
        try:
            if kind.prepare:
                kind.prepare(data, self.items)
            model = validated(kind.model, data)
        except ValidationError as problem:
            self.errors += mistakes(problem, document, at)
            self.items.broken.add((kind.kind, str(data.get("code"))))
            return
        item: Item[BaseModel] = Item(kind.kind, kind.code_of(model), model, document, at)
        self.items.add(item)
        self.rows.append(_row(item))

    def refuse_strays(self, folders: list[Folder]) -> None:
        """A list in a place where nobody looks would be silently forgotten: say so instead."""
        known = set(self.files)
        for folder in folders:
            for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
                name = path.relative_to(self.root).as_posix()
                if name not in known:
                    self.errors.append(refusals.stray(name))

    def check(self, kinds: RowKinds) -> None:
        """What no single row can know: repeated codes, languages, and each kind's own checks."""
        self.errors += _repeated_codes(self.items)
        self.errors += _validity(self.items)
        self.errors += check_both_languages(self.items)
        for kind in kinds:
            if kind.check:
                self.errors += kind.check(self.items)

    def reading(self) -> Reading:
        errors = sorted(self.errors, key=lambda error: (error.file, error.line, error.path))
        return Reading(tuple(self.files), tuple(self.rows), tuple(errors))


def _row(item: Item[BaseModel]) -> Row:
    body = item.model.model_dump(mode="json")
    return Row(
        kind=item.kind,
        code=item.code,
        body=body,
        hash=content_hash(body),
        valid_from=_day(item.model, "valid_from"),
        valid_until=_day(item.model, "valid_until"),
        source=str(getattr(item.model, "source", "")),
        file=item.file,
        line=item.line,
    )


def _day(model: BaseModel, name: str) -> date | None:
    day = getattr(model, name, None)
    return day if isinstance(day, date) else None


def _repeated_codes(items: Items) -> list[ListError]:
    errors: list[ListError] = []
    first: dict[tuple[str, str], Item[BaseModel]] = {}
    for item in items:
        earlier = first.setdefault((item.kind, item.code), item)
        if earlier is not item:
            errors.append(
                item.error(
                    "catalogue.repeated_code",
                    "code",
                    found=item.code,
                    expected="unique code",
                    file=earlier.file,
                    line=earlier.line,
                    zh="编码“{found}”已在 {file} 第 {line} 行用过，请换一个。",
                    en="The code “{found}” is already used in {file} line {line}; choose another.",
                )
            )
    return errors


def _validity(items: Items) -> list[ListError]:
    errors: list[ListError] = []
    for item in items:
        start, end = _day(item.model, "valid_from"), _day(item.model, "valid_until")
        if start and end and start > end:
            errors.append(
                item.error(
                    "catalogue.validity_reversed",
                    "valid_until",
                    found=end,
                    expected=f">= {start}",
                    start=start,
                    zh="有效期止（{found}）早于有效期起（{start}）。",
                    en="The last day of validity ({found}) is before the first ({start}).",
                )
            )
    return errors
