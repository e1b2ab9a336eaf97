"""Constants, references, and what could not be understood."""

from operator import itemgetter

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.elements import global_code
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.functions.handed_on import BuiltinFunction
from yingshang.rules.ir import Broken, Builtin, Constant, Global, Local
from yingshang.rules.values import Undefined, Value


@compiles(Constant)
def _constant(node: Constant, compiler: Compiler) -> Code:
    value = node.value
    return lambda frame: value


@compiles(Local)
def _local(node: Local, compiler: Compiler) -> Code:
    return itemgetter(compiler.slot(node.binding))


@compiles(Global)
def _global(node: Global, compiler: Compiler) -> Code:
    slot = compiler.slot_read(node)
    return global_code(node, compiler) if slot is None else itemgetter(slot)


@compiles(Builtin)
def _builtin(node: Builtin, compiler: Compiler) -> Code:
    function = BuiltinFunction(node.function)
    return lambda frame: function


@compiles(Broken)
def _broken(node: Broken, compiler: Compiler) -> Code:
    why = Undefined(node.problem.code, **node.problem.data)
    warn = compiler.warner(node.span)

    def run(frame: Frame) -> Value:
        warn(frame, why)
        return None

    return run
