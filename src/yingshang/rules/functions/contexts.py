"""Functions of contexts. Source: DMN 1.5, 10.3.4.10, table 83."""

from collections.abc import Mapping

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, way
from yingshang.rules.types import ANY, STRING, ContextOf, ListOf
from yingshang.rules.values import Kind, Undefined, Value, kind_of

SECTION = "10.3.4.10"

Context = Mapping[str, Value]

_CONTEXT = ContextOf((), is_open=True)
_ENTRY = ContextOf((("key", STRING), ("value", ANY)))


def _get_value(context: Context, key: str) -> Value:
    if key not in context:
        raise Undefined("no_such_member", name=key, kind=Kind.CONTEXT)
    return context[key]


def _get_entries(context: Context) -> tuple[Value, ...]:
    return tuple({"key": key, "value": value} for key, value in context.items())


def _context(entries: tuple[Context | None, ...]) -> Context:
    made: dict[str, Value] = {}
    for entry in entries:
        key = None if entry is None else entry["key"]
        if entry is None or not isinstance(key, str):
            raise Undefined("null_argument", function="context", parameter="key")
        if key in made:
            raise Undefined("duplicate_entry", name=key)
        made[key] = entry["value"]
    return made


def _put(context: Context, key: str, value: Value) -> Context:
    return {**context, key: value}


def _put_along(context: Context, keys: tuple[str | None, ...], value: Value) -> Context:
    if not keys or None in keys:
        raise Undefined("null_argument", function="context put", parameter="keys")
    return _put_inside(context, [key for key in keys if key is not None], value)


def _put_inside(context: Value, keys: list[str], value: Value) -> Context:
    if not isinstance(context, Mapping):
        raise Undefined("no_such_member", name=keys[0], kind=kind_of(context))
    first, *rest = keys
    return {**context, first: _put_inside(context.get(first), rest, value) if rest else value}


def _merge(contexts: tuple[Context | None, ...]) -> Context:
    merged: dict[str, Value] = {}
    for context in contexts:
        if context is None:
            raise Undefined("null_argument", function="context merge", parameter="contexts")
        merged.update(context)
    return merged


_VALUE = Parameter("value", takes_null=True)

FUNCTIONS: tuple[Function, ...] = (
    declared(
        "get value",
        way(_get_value, Parameter("m", _CONTEXT), Parameter("key", STRING)),
        zh="上下文中该键的值。",
        en="The value of the context's entry.",
        section=SECTION,
    ),
    declared(
        "get entries",
        way(_get_entries, Parameter("m", _CONTEXT), result=ListOf(_ENTRY)),
        zh="上下文的各项，每项为键和值。",
        en="The entries of the context, each a context of key and value.",
        section=SECTION,
    ),
    declared(
        "context",
        way(_context, Parameter("entries", ListOf(_ENTRY)), result=_CONTEXT),
        zh="由键和值的列表得出上下文。",
        en="The context of these entries, each a context of key and value.",
        section=SECTION,
    ),
    declared(
        "context put",
        way(
            _put, Parameter("context", _CONTEXT), Parameter("key", STRING), _VALUE, result=_CONTEXT
        ),
        way(
            _put_along,
            Parameter("context", _CONTEXT),
            Parameter("keys", ListOf(STRING)),
            _VALUE,
            result=_CONTEXT,
        ),
        zh="增加或替换一项；给出键的列表时，沿路径深入。",
        en="The context with an entry added or replaced; with a list of keys, deep inside.",
        section=SECTION,
    ),
    declared(
        "context merge",
        way(_merge, Parameter("contexts", ListOf(_CONTEXT)), result=_CONTEXT),
        zh="合并若干上下文，后者优先。",
        en="The entries of all contexts; of the same name, the last.",
        section=SECTION,
    ),
)
