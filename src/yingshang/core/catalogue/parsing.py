"""Bytes of a list file to a `Document`, or to the one sentence that says why it cannot be read."""

from collections.abc import Iterator

import yaml

from yingshang.core.catalogue.documents import Document, UnreadableListError
from yingshang.core.catalogue.problems import ListError, shown
from yingshang.core.catalogue.tree import Tree
from yingshang.errors import Sentence

LARGEST_BYTES = 1_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_document(file: str, content: bytes) -> Document:
    """The document in `content`.

    *Errors*: `UnreadableListError` when the bytes are not UTF-8, not YAML, or not the part of
    it that lists may use.
    """
    text = _decoded(file, content)
    tree = Tree(file)
    try:
        for event in _events(text):
            tree.take(event)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise UnreadableListError(
            _not_yaml(file, (mark.line + 1) if mark else 1, problem.problem)
        ) from problem
    except yaml.YAMLError as problem:
        raise UnreadableListError(_not_yaml(file, 1, str(problem))) from problem
    return Document(file, tree.root, tree.lines)


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _decoded(file: str, content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise UnreadableListError(_too_large(file, len(content)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        found = content[problem.start : problem.start + 4].hex(" ")
        raise UnreadableListError(_not_utf8(file, line, found)) from problem


def _not_yaml(file: str, line: int, problem: str | None) -> ListError:
    return ListError(
        "catalogue.not_yaml",
        file,
        line,
        "",
        shown(problem or ""),
        "YAML",
        Sentence(
            "第 {line} 行不是正确的 YAML：{problem}。请检查缩进、冒号和引号。",
            "Line {line} is not valid YAML: {problem}. Check indentation, colons and quotes.",
            {"line": line, "problem": shown(problem or "")},
        ),
    )


def _not_utf8(file: str, line: int, found: str) -> ListError:
    return ListError(
        "catalogue.not_utf8",
        file,
        line,
        "",
        found,
        "UTF-8",
        Sentence(
            "第 {line} 行含有不是 UTF-8 编码的字节（{found}）。请用 UTF-8 重新保存文件。",
            "Line {line} has bytes that are not UTF-8 ({found}). Save the file again as UTF-8.",
            {"line": line, "found": found},
        ),
    )


def _too_large(file: str, size: int) -> ListError:
    return ListError(
        "catalogue.too_large",
        file,
        1,
        "",
        f"{size} B",
        f"<= {LARGEST_BYTES} B",
        Sentence(
            "文件有 {size} 字节，超过 {limit} 字节的上限。请分成几个文件。",
            "The file has {size} bytes, more than {limit}. Split it.",
            {"size": size, "limit": LARGEST_BYTES},
        ),
    )
