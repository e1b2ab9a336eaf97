"""Lists, contexts and ranges: making them, and taking them apart."""

from collections import Counter
from decimal import Decimal

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.positions import element_at
from yingshang.rules.ir import Filter, MakeContext, MakeList, MakeRange, MemberOf, Path
from yingshang.rules.members import member
from yingshang.rules.types import NUMBER, plain
from yingshang.rules.values import Undefined, Value, brief, make_range


@compiles(MakeList)
def _list(node: MakeList, compiler: Compiler) -> Code:
    parts = [compiler.code(element) for element in node.elements]
    return lambda frame: tuple([part(frame) for part in parts])


@compiles(MakeContext)
def _context(node: MakeContext, compiler: Compiler) -> Code:
    names = [entry.binding.name for entry in node.entries]
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    entries = [(e.binding.name, compiler.slot(e.binding), compiler.code(e.value))
               for e in node.entries]  # fmt: skip
    result = None if node.result is None else compiler.code(node.result)

    def run(frame: Frame) -> Value:
        if twice is not None:
            raise Undefined("duplicate_entry", name=twice)
        made: dict[str, Value] = {}
        for name, slot, code in entries:
            made[name] = frame[slot] = code(frame)
        return made if result is None else result(frame)

    return run if twice is None else compiler.guarded(node, run)


@compiles(MakeRange)
def _range(node: MakeRange, compiler: Compiler) -> Code:
    low = None if node.low is None else compiler.code(node.low)
    high = None if node.high is None else compiler.code(node.high)

    def run(frame: Frame) -> Value:
        least = None if low is None else low(frame)
        most = None if high is None else high(frame)
        if (low is not None and least is None) or (high is not None and most is None):
            raise Undefined("null_operand", operator="..")
        return make_range(least, most, node.includes_low, node.includes_high, node.unary)

    return compiler.guarded(node, run)


@compiles(Path)
def _path(node: Path, compiler: Compiler) -> Code:
    source, name, warn = compiler.code(node.source), node.name, compiler.warner(node.span)

    def one(frame: Frame, value: Value) -> Value:
        try:
            return member(value, name)
        except Undefined as why:
            warn(frame, why)
            return None

    def run(frame: Frame) -> Value:
        value = source(frame)
        if type(value) is tuple:
            return tuple([one(frame, element) for element in value])
        return one(frame, value)

    return run


@compiles(MemberOf)
def _member_of(node: MemberOf, compiler: Compiler) -> Code:
    slot, name, outside = compiler.slot(node.item), node.name, compiler.code(node.outside)

    def run(frame: Frame) -> Value:
        item = frame[slot]
        return item[name] if isinstance(item, dict) and name in item else outside(frame)

    return run


@compiles(Filter)
def _filter(node: Filter, compiler: Compiler) -> Code:
    source, slot = compiler.code(node.source), compiler.slot(node.item)
    predicate = compiler.code(node.predicate)
    by_position = plain(node.predicate.type) == NUMBER

    def run(frame: Frame) -> Value:
        value = source(frame)
        elements = value if type(value) is tuple else () if value is None else (value,)
        if by_position:
            frame[slot] = elements[0] if elements else None
            return element_at(elements, predicate(frame))
        kept = []
        for element in elements:
            frame[0].step()
            frame[slot] = element
            found = predicate(frame)
            if found is True:
                kept.append(element)
            elif type(found) is Decimal:
                return element_at(elements, found)
            elif found is not None and found is not False:
                raise Undefined("not_boolean", value=brief(found))
        return tuple(kept)

    return compiler.guarded(node, run)
