"""Builds plain data out of YAML parser events, without recursion.

Only what a list needs is read: mappings, lists, text, whole numbers, true, false and null. Anchors,
aliases, tags, several documents in a file and repeated keys are refused; dates and decimal numbers
stay text, for the schema to judge. So neither depth nor aliases can exhaust the process.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from yingshang.core.catalogue.documents import Path, UnreadableListError, dotted
from yingshang.core.catalogue.problems import ListError, shown
from yingshang.errors import Sentence

DEEPEST = 40
MOST_VALUES = 100_000

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class _Open:
    """A mapping or list that is still being filled."""

    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass
class Tree:
    """Builds plain data out of parser events, with an explicit stack."""

    file: str
    root: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Add what one event says to the tree."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(event)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event,
                "anchor",
                "&name / *name",
                "不要用锚点或别名，请把内容写全",
                "anchors and aliases are not read here; write the content out",
            )
        elif (tag := getattr(event, "tag", None)) not in (None, "!"):
            self._refuse(event, "tag", str(tag), "不要用类型标签", "tags are not read here")
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [])
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)

    def _begin_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(
                event,
                "documents",
                "---",
                "一个文件只写一份清单",
                "a file holds one list; move the second to a file of its own",
            )

    def _open(self, event: yaml.Event, container: dict[str, Any] | list[Any]) -> None:
        if len(self.stack) >= DEEPEST:
            self._refuse(
                event,
                "depth",
                str(len(self.stack) + 1),
                f"层次不得超过 {DEEPEST} 层",
                f"nest at most {DEEPEST} levels",
            )
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.container, dict) and top.key is None:
            self._refuse(event, "key", "{…}", "键必须是文字", "a key must be text")
        self.stack.append(_Open(container, self._place(event, container)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if _UNPRINTABLE.search(event.value):
            self._refuse(
                event,
                "character",
                repr(event.value),
                "不要用控制字符",
                "control characters are not text",
            )
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.container, dict) and top.key is None:
            self._key(event, top, top.container)
        else:
            self._place(event, _value(event))

    def _key(self, event: yaml.ScalarEvent, top: _Open, container: dict[str, Any]) -> None:
        path = (*top.path, event.value)
        if event.value in container:
            self._refuse(
                event,
                "repeated_key",
                event.value,
                f"同一个键写了两次（第一次在第 {self.lines[path]} 行），请只留一个",
                f"this key is already on line {self.lines[path]}; keep one of them",
            )
        top.key = event.value
        container[event.value] = None
        self.lines[path] = _line(event)

    def _place(self, event: yaml.Event, value: Any) -> Path:
        """Put a value where the stack says it belongs, and return its path."""
        if not self.stack:
            self.root = value
            self.lines[()] = _line(event)
            return ()
        top = self.stack[-1]
        if isinstance(top.container, list):
            path: Path = (*top.path, len(top.container))
            top.container.append(value)
            self.lines[path] = _line(event)
        else:
            key = str(top.key)
            path = (*top.path, key)
            top.container[key] = value
            top.key = None
        if len(self.lines) > MOST_VALUES:
            self._refuse(
                event,
                "size",
                str(MOST_VALUES),
                "清单太长，请分成几个文件",
                "the list is too long; split it into several files",
            )
        return path

    def _refuse(self, event: yaml.Event, code: str, found: str, zh: str, en: str) -> None:
        path = self.stack[-1].path if self.stack else ()
        raise UnreadableListError(
            ListError(
                f"catalogue.yaml_{code}",
                self.file,
                _line(event),
                dotted(path),
                shown(found),
                "plain YAML",
                Sentence(
                    "{zh}。（写的是：{found}）",
                    "{en} (found: {found}).",
                    {"zh": zh, "en": en, "found": shown(found)},
                ),
            )
        )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(event: yaml.ScalarEvent) -> Any:
    """Plain scalars by the smallest of rules; quoted and block text is always text."""
    if not event.implicit[0]:
        return event.value
    if event.value in _WORDS:
        return _WORDS[event.value]
    return int(event.value) if _WHOLE_NUMBER.fullmatch(event.value) else event.value
