"""Lists, contexts and ranges: making them, and taking them apart."""

from decimal import Decimal

from yingshang.rules.backends.positions import element_at
from yingshang.rules.backends.reference.run import Env, Run, handles, value_of
from yingshang.rules.ir import Filter, MakeContext, MakeList, MakeRange, MemberOf, Path
from yingshang.rules.members import member
from yingshang.rules.types import NUMBER, plain
from yingshang.rules.values import Undefined, Value, brief, make_range


@handles(MakeList)
def _list(node: MakeList, run: Run, env: Env) -> Value:
    return tuple(value_of(element, run, env) for element in node.elements)


@handles(MakeContext)
def _context(node: MakeContext, run: Run, env: Env) -> Value:
    inside = dict(env)
    made: dict[str, Value] = {}
    for entry in node.entries:
        name = entry.binding.name
        if name in made:
            raise Undefined("duplicate_entry", name=name)
        made[name] = inside[entry.binding] = value_of(entry.value, run, inside)
    return made if node.result is None else value_of(node.result, run, inside)


@handles(MakeRange)
def _range(node: MakeRange, run: Run, env: Env) -> Value:
    ends = [None if end is None else value_of(end, run, env) for end in (node.low, node.high)]
    for end, given in zip((node.low, node.high), ends, strict=True):
        if end is not None and given is None:
            raise Undefined("null_operand", operator="..")
    return make_range(ends[0], ends[1], node.includes_low, node.includes_high, node.unary)


@handles(Path)
def _path(node: Path, run: Run, env: Env) -> Value:
    source = value_of(node.source, run, env)
    if isinstance(source, tuple):
        return tuple(_member(node, element, run) for element in source)
    return member(source, node.name)


def _member(node: Path, source: Value, run: Run) -> Value:
    try:
        return member(source, node.name)
    except Undefined as why:
        run.warn(node.span, why)
        return None


@handles(MemberOf)
def _member_of(node: MemberOf, run: Run, env: Env) -> Value:
    item = env[node.item]
    if isinstance(item, dict) and node.name in item:
        found: Value = item[node.name]
        return found
    return value_of(node.outside, run, env)


@handles(Filter)
def _filter(node: Filter, run: Run, env: Env) -> Value:
    source = value_of(node.source, run, env)
    elements = source if isinstance(source, tuple) else () if source is None else (source,)
    if plain(node.predicate.type) == NUMBER:
        item = elements[0] if elements else None
        return element_at(elements, value_of(node.predicate, run, {**env, node.item: item}))
    kept = []
    for element in elements:
        run.step()
        found = value_of(node.predicate, run, {**env, node.item: element})
        if isinstance(found, Decimal):
            return element_at(elements, found)
        if not isinstance(found, bool | None):
            raise Undefined("not_boolean", value=brief(found))
        if found is True:
            kept.append(element)
    return tuple(kept)
