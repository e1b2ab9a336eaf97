"""Choice and iteration, and the border where a declared type is enforced."""

from collections.abc import Iterator as PyIterator

from yingshang.rules.backends.logic import both, either
from yingshang.rules.backends.reference.operating import truth
from yingshang.rules.backends.reference.run import (
    COPIED_IN_A_STEP,
    Env,
    Run,
    handles,
    value_of,
)
from yingshang.rules.backends.reference.testing import passes
from yingshang.rules.ir import Conform, Every, For, If, Iterator, Some, Tests
from yingshang.rules.regions.walking import refers_to
from yingshang.rules.types import Type
from yingshang.rules.values import Range, Undefined, Value, brief, conform, span_of


@handles(If)
def _if(node: If, run: Run, env: Env) -> Value:
    chosen = node.then if truth(node.condition, run, env) is True else node.otherwise
    return value_of(chosen, run, env)


@handles(For)
def _for(node: For, run: Run, env: Env) -> Value:
    results: list[Value] = []
    is_used = refers_to(node.result, node.partial)
    for inside in _combinations(node.iterators, run, env):
        if is_used:
            run.step(1 + len(results) // COPIED_IN_A_STEP)
            inside = {**inside, node.partial: tuple(results)}
        results.append(value_of(node.result, run, inside))
    return tuple(results)


@handles(Some)
def _some(node: Some, run: Run, env: Env) -> Value:
    found: bool | None = False
    for inside in _combinations(node.iterators, run, env):
        found = either(found, truth(node.condition, run, inside))
    return found


@handles(Every)
def _every(node: Every, run: Run, env: Env) -> Value:
    found: bool | None = True
    for inside in _combinations(node.iterators, run, env):
        found = both(found, truth(node.condition, run, inside))
    return found


def _combinations(iterators: tuple[Iterator, ...], run: Run, env: Env) -> PyIterator[Env]:
    """Every combination of the iterators' values; the last goes round fastest."""
    if not iterators:
        yield env
        return
    first, *rest = iterators
    for value in _elements(first, run, env):
        run.step()
        yield from _combinations(tuple(rest), run, {**env, first.binding: value})


def _elements(iterator: Iterator, run: Run, env: Env) -> "PyIterator[Value] | tuple[Value, ...]":
    domain = value_of(iterator.domain, run, env)
    if iterator.end is not None:
        return span_of(domain, value_of(iterator.end, run, env))
    if isinstance(domain, Range):
        return domain.elements()
    if domain is None:
        raise Undefined("not_iterable", value="null")
    return domain if isinstance(domain, tuple) else (domain,)


@handles(Conform)
def _conform(node: Conform, run: Run, env: Env) -> Value:
    return conformed(value_of(node.value, run, env), node.wanted, node.what, run, env)


def conformed(value: Value, wanted: Type, what: str, run: Run, env: Env) -> Value:
    """The value as the declared type wants it. Errors: `Undefined` where it cannot be."""

    def check(constraint: object, given: Value) -> bool | None:
        assert isinstance(constraint, Tests)  # noqa: S101 - what a constraint is
        return passes(constraint, given, run, env)

    if value is None:
        return None
    try:
        return conform(value, wanted, check)
    except Undefined:
        raise Undefined(
            "type_does_not_conform", what=what, value=brief(value), type=str(wanted)
        ) from None
