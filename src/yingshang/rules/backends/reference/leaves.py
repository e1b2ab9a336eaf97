"""Constants, references, and what could not be understood."""

from yingshang.rules.backends.reference.elements import known_value
from yingshang.rules.backends.reference.run import Env, Run, handles
from yingshang.rules.functions.handed_on import BuiltinFunction
from yingshang.rules.ir import Broken, Builtin, Constant, Global, Local
from yingshang.rules.values import Undefined, Value


@handles(Constant)
def _constant(node: Constant, run: Run, env: Env) -> Value:
    return node.value


@handles(Local)
def _local(node: Local, run: Run, env: Env) -> Value:
    return env[node.binding]


@handles(Global)
def _global(node: Global, run: Run, env: Env) -> Value:
    return known_value(node, run)


@handles(Builtin)
def _builtin(node: Builtin, run: Run, env: Env) -> Value:
    return BuiltinFunction(node.function)


@handles(Broken)
def _broken(node: Broken, run: Run, env: Env) -> Value:
    raise Undefined(node.problem.code, **node.problem.data)
