"""Where texts for translation are used: calls of gettext in Python, tags in templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

PLAIN = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})
WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"})
TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".xml", ".typ", ".svg"})
_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?", re.DOTALL)


@dataclass(frozen=True)
class MessageUse:
    """One text and the line that shows it."""

    path: Path
    line: int
    msgid: str
    context: str = ""


def uses_in(root: Path) -> Iterator[MessageUse]:
    """Every use under `root`, file by file, in the order of their paths."""
    for path in sorted(root.rglob("*")):
        if path.suffix == ".py":
            yield from python_uses(path, path.read_text("utf-8"))
        elif "templates" in path.parts and path.suffix in TEMPLATE_SUFFIXES:
            yield from template_uses(path, path.read_text("utf-8"))


def python_uses(path: Path, source: str) -> Iterator[MessageUse]:
    """The texts that Python code hands to a gettext function as a literal."""
    for node in ast.walk(ast.parse(source, filename=str(path))):
        if isinstance(node, ast.Call):
            yield from _use_of_call(path, node)


def template_uses(path: Path, source: str) -> Iterator[MessageUse]:
    """The texts of `translate`, `blocktranslate` and `_("…")` in a template.

    Django's own extraction turns the template into gettext calls on the same lines.
    """
    code = templatize(source, origin=str(path))
    for match in _CALL.finditer(code):
        name, first, second = match.groups()
        line = code.count("\n", 0, match.start()) + 1
        if name in WITH_CONTEXT and second:
            yield MessageUse(path, line, _read(second), _read(first))
        else:
            yield MessageUse(path, line, _read(first))


def _read(literal: str) -> str:
    return str(ast.literal_eval(literal))


def _use_of_call(path: Path, call: ast.Call) -> Iterator[MessageUse]:
    name = _name(call.func)
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    texts = [word for word in words if isinstance(word, str)]
    if name in PLAIN and texts:
        yield MessageUse(path, call.lineno, texts[0])
    elif name in WITH_CONTEXT and len(texts) > 1:
        yield MessageUse(path, call.lineno, texts[1], texts[0])


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""
